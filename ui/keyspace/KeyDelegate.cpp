// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyDelegate.h"

#include "keyspace/KeyModel.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace vermilion {

namespace {
constexpr int Badge = 16;
}

QSize KeyDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), Theme::current()->rowHeight()};
}

QColor KeyDelegate::textColor(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme *theme = Theme::current();
    if (option.state & QStyle::State_Selected)
        return option.palette.color(option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive,
                                    QPalette::HighlightedText);
    if (index.data(KeyModel::IsMoreRole).toBool())
        return theme->color(Theme::Role::Accent);
    const int urgency = index.data(KeyModel::UrgencyRole).toInt();
    if (urgency == KeyModel::Gone)
        return theme->color(Theme::Role::Muted);
    switch (index.column()) {
    case KeyModel::Name: return theme->color(Theme::Role::Text);
    case KeyModel::Ttl:
        return theme->color(urgency == KeyModel::Soon ? Theme::Role::Caution
                            : urgency == KeyModel::Plain ? Theme::Role::Text
                                                         : Theme::Role::Muted);
    default: return theme->color(Theme::Role::Muted);
    }
}

void KeyDelegate::paintBadge(QPainter *painter, const QRect &place, const QByteArray &type, bool selected) const
{
    const Theme *theme = Theme::current();
    const QColor hue = selected ? painter->pen().color() : theme->typeColor(type);
    QColor ground = hue;
    ground.setAlphaF(0.16f);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(place, 4, 4);
    painter->setPen(hue);
    QFont font = theme->uiFont(Theme::Text::Small, true);
    font.setPixelSize(10);
    painter->setFont(font);
    painter->drawText(place, Qt::AlignCenter, Theme::typeLetter(type));
}

void KeyDelegate::paintName(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const QColor color = textColor(option, index);
    QRect room = option.rect.adjusted(Theme::S1, 0, -Theme::S1, 0);
    const QRect mark(room.left(), room.center().y() - Badge / 2 + 1, Badge, Badge);
    painter->save();
    painter->setPen(color);
    if (index.data(KeyModel::IsNamespaceRole).toBool()) {
        const bool active = selected && (option.state & QStyle::State_Active);
        const Theme::Role ink = active ? Theme::Role::Ground : selected ? Theme::Role::Text : Theme::Role::Muted;
        Theme::current()->icon(QStringLiteral("folder"), ink).paint(painter, mark);
    } else if (!index.data(KeyModel::IsMoreRole).toBool()) {
        const QByteArray type = index.data(KeyModel::TypeRole).toByteArray();
        if (!type.isEmpty() && type != "none")
            paintBadge(painter, mark, type, selected);
    }
    room.setLeft(mark.right() + Theme::S2);
    painter->setFont(option.font);
    painter->setPen(color);
    const QString text = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, room.width());
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    painter->restore();
}

void KeyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem bare = option;
    initStyleOption(&bare, index);
    bare.text.clear();
    bare.icon = {};
    const QWidget *widget = option.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &bare, painter, widget);  // ground, selection, focus
    if (index.column() == KeyModel::Name)
        return paintName(painter, bare, index);
    const QRect room = option.rect.adjusted(Theme::S1, 0, -Theme::S2, 0);
    painter->save();
    painter->setFont(Theme::current()->uiFont());
    painter->setPen(textColor(bare, index));
    const int alignment = index.data(Qt::TextAlignmentRole).toInt();
    const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width());
    painter->drawText(room, alignment | Qt::TextSingleLine, text);
    painter->restore();
}

}  // namespace vermilion
