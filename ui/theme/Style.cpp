// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/Style.h"

#include "theme/Theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QToolButton>

namespace vermilion {

namespace {

using Role = Theme::Role;

QColor ink(Role role) { return Theme::current()->color(role); }

QColor mixed(const QColor &a, const QColor &b, qreal share)
{
    return QColor::fromRgbF(float(a.redF() * (1 - share) + b.redF() * share), float(a.greenF() * (1 - share) + b.greenF() * share),
                            float(a.blueF() * (1 - share) + b.blueF() * share));
}

/// A rounded box whose one-pixel line lies on whole pixels.
void drawBox(QPainter *painter, const QRect &rect, const QBrush &fill, const QColor &line, int radius = Theme::Radius, qreal width = 1)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(line, width));
    painter->setBrush(fill);
    const qreal half = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius - half, radius - half);
    painter->restore();
}

void drawButton(const QStyleOption *option, QPainter *painter)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (button && (button->features & QStyleOptionButton::Flat) && !down && !hover)
        return;
    const bool primary = enabled && button && (button->features & QStyleOptionButton::DefaultButton);
    QColor fill = primary ? ink(Role::Accent) : ink(Role::Raised);
    if (down || hover)
        fill = mixed(fill, primary ? ink(Role::Ground) : ink(Role::Text), down ? 0.14 : 0.06);
    drawBox(painter, option->rect, fill, primary ? fill : mixed(ink(Role::Line), ink(Role::Text), 0.12));
}

void drawField(const QStyleOption *option, QPainter *painter)
{
    const bool focus = (option->state & QStyle::State_HasFocus) && (option->state & QStyle::State_Enabled);
    drawBox(painter, option->rect, option->state & QStyle::State_Enabled ? ink(Role::Ground) : ink(Role::Raised),
            focus ? ink(Role::Accent) : mixed(ink(Role::Line), ink(Role::Text), 0.12), Theme::Radius, focus ? 1.5 : 1);
}

void drawChevron(QPainter *painter, const QRect &rect, bool down, Role role)
{
    Theme::current()->icon(down ? QStringLiteral("chevron-down") : QStringLiteral("chevron"), role)
        .paint(painter, QRect(rect.center() - QPoint(4, 4), QSize(10, 10)));
}

void drawStep(QPainter *painter, const QRect &rect, bool up, bool enabled)
{
    const QPointF c = QRectF(rect).center();
    const qreal d = up ? -1.5 : 1.5;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QColor color = ink(Role::Muted);
    color.setAlphaF(enabled ? 1.0f : 0.4f);
    painter->setPen(QPen(color, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF{{c.x() - 3, c.y() - d}, {c.x(), c.y() + d}, {c.x() + 3, c.y() - d}});
    painter->restore();
}

}  // namespace

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QComboBox *>(widget) || qobject_cast<QToolButton *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth: return Theme::Hairline;
    case PM_SplitterWidth: return 5;
    case PM_ScrollBarExtent: return 12;
    case PM_ScrollBarSliderMin: return 32;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize: return 16;
    case PM_MessageBoxIconSize: return 32;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return Theme::S4;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return Theme::S2;
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return Theme::S1;
    case PM_HeaderMargin: return Theme::S2;
    case PM_FocusFrameHMargin: return Theme::S1 + 1;
    case PM_TabCloseIndicatorWidth:
    case PM_TabCloseIndicatorHeight: return 16;
    case PM_TabBarTabHSpace: return 2 * Theme::S4;
    case PM_TreeViewIndentation: return Theme::S4;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_ItemView_ActivateItemOnSingleClick: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;  // the desktop's pictures are not ours, and a red cross means danger here
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration: return 0;
    case SH_ComboBox_Popup: return 0;
    case SH_MessageBox_TextInteractionFlags: return Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        size.setWidth(qMax(size.width() + Theme::S2, 72));
        [[fallthrough]];
    case CT_LineEdit:
    case CT_ComboBox:
        size.setHeight(qMax(size.height(), Theme::ControlHeight));
        break;
    case CT_SpinBox:
        size.setHeight(size.height() <= Theme::ControlHeight + Theme::S1 ? Theme::ControlHeight : size.height());
        break;
    case CT_ToolButton:
        size = size.expandedTo({Theme::ControlHeight, Theme::ControlHeight});
        break;
    case CT_ItemViewItem:
        size.setHeight(qMax(size.height(), Theme::current()->rowHeight()));
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            size.setHeight(qMax(size.height(), Theme::Row));
        break;
    case CT_MenuBarItem:
        size += QSize(Theme::S1, Theme::S1);
        break;
    case CT_HeaderSection:
        size = QSize(size.width() + Theme::S2, qMax(size.height(), Theme::Row));
        break;
    default: break;
    }
    return size;
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_FrameFocusRect:
        drawBox(painter, option->rect, Qt::NoBrush, ink(Role::Accent), 4, 1.5);
        return;
    case PE_PanelButtonCommand:
        drawButton(option, painter);
        return;
    case PE_PanelButtonTool:
        if (option->state & (State_Sunken | State_On))
            drawBox(painter, option->rect, mixed(ink(Role::Raised), ink(Role::Text), 0.10), Qt::transparent, 4);
        else if ((option->state & State_MouseOver) && (option->state & State_Enabled))
            drawBox(painter, option->rect, mixed(ink(Role::Raised), ink(Role::Text), 0.05), Qt::transparent, 4);
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawField(option, painter);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
    case PE_FrameMenu:
    case PE_FrameWindow:
    case PE_FrameTabWidget:
    case PE_FrameGroupBox:
        painter->save();
        painter->setPen(QPen(ink(Role::Line), Theme::Hairline));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, ink(Role::Raised));
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), ink(Role::Line));
        return;
    case PE_FrameStatusBarItem:
        return;
    case PE_IndicatorTabClose: {
        const bool hover = (option->state & State_MouseOver) && (option->state & State_Enabled);
        if (hover)
            drawBox(painter, option->rect, mixed(ink(Role::Raised), ink(Role::Text), 0.12), Qt::transparent, 4);
        Theme::current()->icon(QStringLiteral("close"), hover ? Role::Text : Role::Muted)
            .paint(painter, QRect(option->rect.center() - QPoint(5, 5), QSize(12, 12)));
        return;
    }
    case PE_PanelTipLabel:
        drawBox(painter, option->rect, ink(Role::Raised), ink(Role::Line), 0);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            drawChevron(painter, option->rect, option->state & State_Open, Role::Muted);
        return;
    case PE_IndicatorArrowDown:
        // A tool button that opens a menu says so by what it shows; the little arrow in its corner is noise.
        if (qobject_cast<const QToolButton *>(widget) && option->rect.width() < 10)
            return;
        drawChevron(painter, option->rect, true, Role::Muted);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        const bool on = option->state & (State_On | State_NoChange);
        const bool enabled = option->state & State_Enabled;
        const QColor line = option->state & State_HasFocus ? ink(Role::Accent) : mixed(ink(Role::Line), ink(Role::Text), 0.25);
        drawBox(painter, option->rect.adjusted(1, 1, -1, -1), on && enabled ? ink(Role::Accent) : ink(Role::Ground),
                on && enabled ? ink(Role::Accent) : line, 3);
        if (option->state & State_On)
            Theme::current()->icon(QStringLiteral("check"), enabled ? Role::OnAccent : Role::Muted)
                .paint(painter, option->rect.adjusted(2, 2, -2, -2));
        else if (option->state & State_NoChange)
            painter->fillRect(QRect(option->rect.center() - QPoint(3, 0), QSize(8, 2)), ink(Role::OnAccent));
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_Splitter: {
        const bool hover = option->state & State_MouseOver;
        const QColor line = hover ? ink(Role::Accent) : ink(Role::Line);
        const QRect r = option->rect;
        // The handle is wide enough to catch, the line is a hairline.
        if (option->state & State_Horizontal)
            painter->fillRect(QRect(r.center().x(), r.top(), 1, r.height()), line);
        else
            painter->fillRect(QRect(r.left(), r.center().y(), r.width(), 1), line);
        return;
    }
    case CE_HeaderEmptyArea:
    case CE_HeaderSection:
        painter->fillRect(option->rect, ink(Role::Raised));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), ink(Role::Line));
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, ink(Role::Raised));
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            painter->fillRect(item->rect, ink(Role::Raised));
            if (item->state & (State_Selected | State_Sunken))
                drawBox(painter, item->rect.adjusted(1, 1, -1, -1), mixed(ink(Role::Raised), ink(Role::Text), 0.10), Qt::transparent, 4);
            const int flags = Qt::AlignCenter | Qt::TextSingleLine
                              | (proxy()->styleHint(SH_UnderlineShortcut, option, widget, nullptr) ? Qt::TextShowMnemonic
                                                                                                   : Qt::TextHideMnemonic);
            drawItemText(painter, item->rect, flags, item->palette, item->state & State_Enabled, item->text, QPalette::ButtonText);
        }
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && (button->features & QStyleOptionButton::DefaultButton) && (button->state & State_Enabled)) {
            QStyleOptionButton copy = *button;
            copy.palette.setColor(QPalette::ButtonText, ink(Role::OnAccent));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option); box && !box->editable) {
            QStyleOptionComboBox elided = *box;
            const int icon = box->currentIcon.isNull() ? 0 : box->iconSize.width() + Theme::S1;
            const QRect edit = proxy()->subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget);
            elided.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, edit.width() - icon - 2);
            QProxyStyle::drawControl(element, &elided, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const bool selected = tab->state & State_Selected;
            const bool hover = tab->state & State_MouseOver;
            painter->fillRect(tab->rect, selected ? ink(Role::Ground) : mixed(ink(Role::Raised), ink(Role::Text), hover ? 0.05 : 0));
            painter->fillRect(QRect(tab->rect.right(), tab->rect.top(), 1, tab->rect.height()), ink(Role::Line));
            if (!selected)
                painter->fillRect(QRect(tab->rect.left(), tab->rect.bottom(), tab->rect.width(), 1), ink(Role::Line));
        }
        return;
    case CE_ProgressBarGroove:
        drawBox(painter, option->rect, ink(Role::Raised), ink(Role::Line), 4);
        return;
    case CE_SizeGrip:
        return;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            const bool active = bar->state & State_MouseOver || bar->activeSubControls & SC_ScrollBarSlider;
            QRect slider = proxy()->subControlRect(control, option, SC_ScrollBarSlider, widget);
            const int inset = active ? 2 : 3;
            slider = bar->orientation == Qt::Vertical ? slider.adjusted(inset, 1, -inset, -1) : slider.adjusted(1, inset, -1, -inset);
            if (bar->maximum > bar->minimum)
                drawBox(painter, slider, mixed(ink(Role::Ground), ink(Role::Text), active ? 0.38 : 0.22), Qt::transparent, 4);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option); box && box->frame) {
            drawField(option, painter);
            if (box->buttonSymbols != QAbstractSpinBox::NoButtons) {
                drawStep(painter, proxy()->subControlRect(control, option, SC_SpinBoxUp, widget), true,
                         box->stepEnabled & QAbstractSpinBox::StepUpEnabled);
                drawStep(painter, proxy()->subControlRect(control, option, SC_SpinBoxDown, widget), false,
                         box->stepEnabled & QAbstractSpinBox::StepDownEnabled);
            }
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option); box && box->frame) {
            if (box->editable) {
                drawField(option, painter);
            } else {
                QStyleOptionButton button;
                button.QStyleOption::operator=(*option);
                drawButton(&button, painter);
                if ((box->state & State_HasFocus) && (box->state & State_Enabled))
                    drawBox(painter, box->rect, Qt::NoBrush, ink(Role::Accent), Theme::Radius, 1.5);
            }
            drawChevron(painter, proxy()->subControlRect(control, option, SC_ComboBoxArrow, widget), true, Role::Muted);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_HeaderLabel)
        return rect.intersected(option->rect.adjusted(Theme::S2, 0, -Theme::S2, 0));
    if (element == SE_LineEditContents) {
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return rect.adjusted(Theme::S1, 0, -Theme::S1, 0);
    }
    return rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub, const QWidget *widget) const
{
    // Scroll bars have no arrows: the slider owns the whole groove.
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            const bool vertical = bar->orientation == Qt::Vertical;
            const int length = vertical ? bar->rect.height() : bar->rect.width();
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            int slider = length;
            if (range > 0)
                slider = qBound(qMin(32, length), int(qint64(length) * bar->pageStep / (range + bar->pageStep)), length);
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
            const auto part = [&](int from, int size) {
                const QRect r = vertical ? QRect(0, from, bar->rect.width(), size) : QRect(from, 0, size, bar->rect.height());
                return visualRect(bar->direction, bar->rect, r.translated(bar->rect.topLeft()));
            };
            switch (sub) {
            case SC_ScrollBarAddLine:
            case SC_ScrollBarSubLine: return {};
            case SC_ScrollBarGroove: return part(0, length);
            case SC_ScrollBarSlider: return part(start, slider);
            case SC_ScrollBarSubPage: return part(0, start);
            case SC_ScrollBarAddPage: return part(start + slider, length - start - slider);
            default: break;
            }
        }
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

}  // namespace vermilion
