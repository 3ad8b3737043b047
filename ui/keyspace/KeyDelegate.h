// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace vermilion {

/// Paints a row of keys: a letter and hue for the type, a folder for a namespace, urgency of a TTL by colour and words.
class KeyDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintName(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintBadge(QPainter *painter, const QRect &place, const QByteArray &type, bool selected) const;
    QColor textColor(const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

}  // namespace vermilion
