// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/Form.h"

namespace vermilion {

/// A new name for a key, in printable form.
class RenameDialog : public Form {
    Q_OBJECT
public:
    RenameDialog(const QByteArray &key, QWidget *parent);

signals:
    void chosen(const QByteArray &to);

private:
    void accept() override;

    QLineEdit *m_name;
};

}  // namespace vermilion
