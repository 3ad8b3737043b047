// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/BulkJob.h"

#include <QDialog>

class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace vermilion {

/// Asks which TTL many keys shall get: after a while, at a moment, or none. Open with open().
class BulkTtlDialog : public QDialog {
    Q_OBJECT
public:
    explicit BulkTtlDialog(const QString &what, QWidget *parent = nullptr);

signals:
    void chosen(const vermilion::BulkAction &action);

private:
    std::optional<BulkAction> action() const;
    void check();

    QRadioButton *m_in, *m_at, *m_never;
    QLineEdit *m_duration;
    QDateTimeEdit *m_moment;
    QLabel *m_hint;
    QPushButton *m_accept;
};

}  // namespace vermilion
