// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/EditPlan.h"
#include "values/Form.h"

class QComboBox;

namespace vermilion {

/// One element more for a collection.
class ElementDialog : public Form {
    Q_OBJECT
public:
    /// `before`: the list element that is selected, where there is one.
    ElementDialog(ValueKind kind, std::optional<std::pair<qint64, QByteArray>> before, QWidget *parent);

signals:
    void chosen(const vermilion::ValueEdit &edit);

private:
    Result<ValueEdit> edit() const;
    void check();
    void accept() override;

    ValueKind m_kind;
    std::optional<std::pair<qint64, QByteArray>> m_before;
    QLineEdit *m_name = nullptr, *m_value = nullptr;
    QComboBox *m_place = nullptr;
};

}  // namespace vermilion
