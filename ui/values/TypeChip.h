// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace vermilion {

/// The letter of a type on its colour: S, H, Z …
class TypeChip : public QWidget {
    Q_OBJECT
public:
    explicit TypeChip(QWidget *parent = nullptr);
    void setType(const QByteArray &type);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QByteArray m_type;
};

}  // namespace vermilion
