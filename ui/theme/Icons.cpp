// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/Icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace vermilion {

QColor LineIcon::ink(QIcon::Mode mode) const
{
    QColor color = Theme::current()->color(m_role);
    if (mode == QIcon::Disabled)
        color.setAlphaF(0.4f);
    return color;
}

void LineIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    QFile file(u":/icons/" + m_name + u".svg");
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QColor color = ink(mode);
    QSvgRenderer picture(file.readAll().replace("currentColor", color.name().toLatin1()));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(painter->opacity() * color.alphaF());
    const int side = qMin(rect.width(), rect.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(rect).center());
    picture.render(painter, square);
    painter->restore();
}

QPixmap LineIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap LineIcon::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal)
{
    // The size is in device pixels already; the caller sets the ratio.
    const QString key = u"vermilion-" + m_name + u'-' + ink(mode).name(QColor::HexArgb) + u'-' + QString::number(size.width())
                        + u'x' + QString::number(size.height());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

}  // namespace vermilion
