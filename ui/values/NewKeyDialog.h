// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/EditPlan.h"
#include "values/Form.h"

class QComboBox;

namespace vermilion {

/// A key that is to be made, of any of the five classic types. It never replaces one that exists.
class NewKeyDialog : public Form {
    Q_OBJECT
public:
    /// `prefix`: the namespace that is selected, "session:web:".
    NewKeyDialog(const QByteArray &prefix, QWidget *parent);

signals:
    void chosen(const vermilion::NewKey &key);

private:
    Result<NewKey> newKey() const;
    void chooseKind();
    void check();
    void accept() override;

    QLineEdit *m_key, *m_name, *m_value, *m_ttl;
    QComboBox *m_kind;
};

}  // namespace vermilion
