// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/Expiry.h"
#include "values/Form.h"

class QDateTimeEdit;
class QRadioButton;

namespace vermilion {

/// When keys shall go away: after a time, at a moment, or never.
class TtlDialog : public Form {
    Q_OBJECT
public:
    /// `keys`: what it is about, as one line. `remaining`: the TTL now, if there is one.
    TtlDialog(const QString &keys, std::optional<std::chrono::milliseconds> remaining, QWidget *parent);

signals:
    void chosen(const vermilion::TtlChange &change);

private:
    Result<TtlChange> change() const;
    void check();
    void accept() override;

    QRadioButton *m_in, *m_at, *m_never;
    QLineEdit *m_duration;
    QDateTimeEdit *m_moment;
    QLabel *m_meaning;
};

}  // namespace vermilion
