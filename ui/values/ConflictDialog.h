// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/ValuePresenter.h"

#include <QDialog>

namespace vermilion {

/// Somebody else wrote while the user edited: mine and theirs side by side, and three ways on. Closing it keeps editing.
class ConflictDialog : public QDialog {
    Q_OBJECT
public:
    ConflictDialog(const ValuePresenter::Conflict &conflict, QWidget *parent);

signals:
    void resolved(vermilion::ValuePresenter::Resolution resolution);

private:
    QWidget *side(const QString &title, const QString &objectName, const std::optional<QByteArray> &bytes);
    void choose(ValuePresenter::Resolution resolution);

    bool m_answered = false;
};

}  // namespace vermilion
