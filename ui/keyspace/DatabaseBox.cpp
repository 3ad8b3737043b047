// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/DatabaseBox.h"

#include "base/Format.h"
#include "keyspace/BrowserPresenter.h"
#include "theme/Theme.h"

#include <QAbstractItemView>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStylePainter>

namespace vermilion {

DatabaseBox::DatabaseBox(BrowserPresenter *presenter, QWidget *parent) : QComboBox(parent), m_presenter(presenter)
{
    setObjectName(QStringLiteral("databaseBox"));
    setAccessibleName(tr("Database"));
    setToolTip(tr("Database. F2 gives it a name."));
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(10);
    setMaxVisibleItems(20);
    connect(this, &QComboBox::activated, this, [this](int row) {
        m_presenter->selectDatabase(itemData(row).toInt());
    });
    connect(presenter, &BrowserPresenter::databasesChanged, this, &DatabaseBox::fill);
    connect(presenter, &BrowserPresenter::databaseChanged, this, &DatabaseBox::fill);
    fill();
}

void DatabaseBox::fill()
{
    if (isEditable())
        return;  // a name is being typed
    QList<DatabaseInfo> databases = m_presenter->databases();
    const int current = m_presenter->database();
    if (std::none_of(databases.cbegin(), databases.cend(), [current](const DatabaseInfo &info) { return info.index == current; }))
        databases << DatabaseInfo{current, -1, -1};
    clear();
    for (const DatabaseInfo &info : std::as_const(databases)) {
        QString text = m_presenter->databaseLabel(info.index);
        if (info.keys >= 0)
            text = tr("%1 – %2 keys").arg(text, formatCount(info.keys));
        addItem(text, info.index);
        if (info.index == current) {
            setCurrentIndex(count() - 1);
            setToolTip(tr("%1. F2 gives it a name.").arg(text));
        }
    }
}

void DatabaseBox::showPopup()
{
    m_presenter->refreshDatabases();
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 2 * Theme::S4);  // the popup shows names and counts in full
    QComboBox::showPopup();
}

/// Where name and count do not fit, the name is worth more than the count.
void DatabaseBox::paintEvent(QPaintEvent *event)
{
    if (isEditable())
        return QComboBox::paintEvent(event);
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const int room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width() - Theme::S1;
    if (fontMetrics().horizontalAdvance(option.currentText) > room) {
        option.currentText = fontMetrics().elidedText(m_presenter->databaseLabel(m_presenter->database()), Qt::ElideRight, room);
    }
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void DatabaseBox::renameCurrent()
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    lineEdit()->setText(m_presenter->databaseNames().value(m_presenter->database()));
    lineEdit()->setPlaceholderText(tr("Name for db %1").arg(m_presenter->database()));
    lineEdit()->setAccessibleName(tr("Name of this database"));
    lineEdit()->selectAll();
    lineEdit()->setFocus();
    connect(lineEdit(), &QLineEdit::editingFinished, this, [this] { endRename(true); }, Qt::QueuedConnection);
}

void DatabaseBox::endRename(bool keep)
{
    if (!isEditable())
        return;
    const QString name = lineEdit()->text();
    setEditable(false);
    if (keep)
        m_presenter->renameDatabase(m_presenter->database(), name);
    fill();
}

bool DatabaseBox::event(QEvent *event)
{
    // F2 belongs to the box while it has the focus; otherwise the panel's shortcut would rename a key.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_F2) {
        event->accept();
        return true;
    }
    return QComboBox::event(event);
}

void DatabaseBox::keyPressEvent(QKeyEvent *event)
{
    if (isEditable() && event->key() == Qt::Key_Escape)
        return endRename(false);
    if (!isEditable() && event->key() == Qt::Key_F2)
        return renameCurrent();
    QComboBox::keyPressEvent(event);
}

void DatabaseBox::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Name this database…"), this, &DatabaseBox::renameCurrent);
    menu->addAction(tr("&Count keys again"), m_presenter, &BrowserPresenter::refreshDatabases);
    menu->popup(event->globalPos());
}

}  // namespace vermilion
