// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/ValuePresenter.h"

#include <QTimer>
#include <QWidget>

class QFormLayout;
class QLabel;
class QPushButton;

namespace vermilion {

/// What is known of the open key beside its value, and what can be done to it as a whole.
class Inspector : public QWidget {
    Q_OBJECT
public:
    explicit Inspector(ValuePresenter *presenter, QWidget *parent = nullptr);

    void editTtl();
    void rename();
    void remove();
    void copyCommand();  ///< the key as a redis-cli command, to the clipboard

private:
    QLabel *addFact(const QString &label, const QString &objectName);
    void setFact(QLabel *value, const QString &text, const QByteArray &command = {});
    void refresh();
    void refreshTtl();

    ValuePresenter *const m_presenter;
    QFormLayout *m_facts;
    QLabel *m_empty, *m_ttl, *m_local, *m_utc, *m_type, *m_encoding, *m_length, *m_memory, *m_use;
    QWidget *m_all;
    QPushButton *m_editTtl, *m_rename, *m_delete, *m_copy;
    QTimer m_second;
};

}  // namespace vermilion
