// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/Theme.h"

#include <QIconEngine>

namespace vermilion {

/// Draws one of our line pictures in a theme colour that is looked up when it is painted: icons follow the theme by themselves.
class LineIcon final : public QIconEngine {
public:
    LineIcon(QString name, Theme::Role role) : m_name(std::move(name)), m_role(role) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override { return new LineIcon(*this); }
    QString key() const override { return QStringLiteral("vermilion-line"); }
    bool isNull() override { return false; }

private:
    QColor ink(QIcon::Mode mode) const;

    QString m_name;
    Theme::Role m_role;
};

}  // namespace vermilion
