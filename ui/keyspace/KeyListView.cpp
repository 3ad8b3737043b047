// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyListView.h"

#include "keyspace/BrowserPresenter.h"
#include "keyspace/KeyDelegate.h"
#include "keyspace/ViewFollower.h"
#include "theme/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace vermilion {

namespace {
constexpr int TypeWidth = 72, TtlWidth = 92, SizeWidth = 84;
}

KeyListView::KeyListView(BrowserPresenter *presenter, QWidget *parent) : QTableView(parent)
{
    setObjectName(QStringLiteral("keyList"));
    setAccessibleName(tr("All keys in one list"));
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new KeyDelegate(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);

    auto *follower = new ViewFollower(this, presenter->list());
    setModel(presenter->list());
    follower->attach();
    connect(follower, &ViewFollower::userMovedTo, this, &KeyListView::userMovedTo);

    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(KeyModel::Name, QHeaderView::Stretch);
    horizontalHeader()->resizeSection(KeyModel::Type, TypeWidth);
    horizontalHeader()->resizeSection(KeyModel::Ttl, TtlWidth);
    horizontalHeader()->resizeSection(KeyModel::Size, SizeWidth);
    horizontalHeader()->setSortIndicator(KeyModel::Name, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(Theme::current(), &Theme::changed, this, &KeyListView::dress);
    dress();
}

void KeyListView::dress()
{
    setFont(Theme::current()->dataFont());
    horizontalHeader()->setFont(Theme::current()->uiFont(Theme::Text::Small));
    verticalHeader()->setDefaultSectionSize(Theme::current()->rowHeight());
}

void KeyListView::keyPressEvent(QKeyEvent *event)
{
    // Home and End mean the first and last key here, not the first and last column.
    if ((event->key() == Qt::Key_Home || event->key() == Qt::Key_End) && model()->rowCount() > 0
        && !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier))) {
        setCurrentIndex(model()->index(event->key() == Qt::Key_Home ? 0 : model()->rowCount() - 1, 0));
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentIndex().isValid())
            emit activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

}  // namespace vermilion
