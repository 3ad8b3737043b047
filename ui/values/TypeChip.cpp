// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/TypeChip.h"

#include "base/Bytes.h"
#include "theme/Theme.h"

#include <QPainter>

namespace vermilion {

namespace {
constexpr int Edge = 20;
}

TypeChip::TypeChip(QWidget *parent) : QWidget(parent)
{
    setFixedSize(Edge, Edge);
    connect(Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TypeChip::setType(const QByteArray &type)
{
    m_type = type;
    setVisible(!type.isEmpty());
    const QString name = printable(view(type), 64);
    setToolTip(name);
    setAccessibleName(tr("Type: %1").arg(name));
    update();
}

QSize TypeChip::sizeHint() const { return {Edge, Edge}; }

void TypeChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor hue = Theme::current()->typeColor(m_type);
    painter.setPen(hue);
    QColor ground = hue;
    ground.setAlphaF(0.14f);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::S1, Theme::S1);
    painter.setFont(Theme::current()->uiFont(Theme::Text::Small, true));
    painter.drawText(rect(), Qt::AlignCenter, Theme::typeLetter(m_type));
}

}  // namespace vermilion
