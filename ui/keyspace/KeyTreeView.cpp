// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyTreeView.h"

#include "keyspace/BrowserPresenter.h"
#include "keyspace/KeyDelegate.h"
#include "keyspace/ViewFollower.h"
#include "theme/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace vermilion {

namespace {
constexpr uint64_t OpenAllBelow = 300;  // matches; more would bury what was searched for
constexpr int TtlWidth = 92, SizeWidth = 84;
}  // namespace

KeyTreeView::KeyTreeView(BrowserPresenter *presenter, QWidget *parent)
    : QTreeView(parent), m_presenter(presenter), m_model(presenter->tree())
{
    setObjectName(QStringLiteral("keyTree"));
    setAccessibleName(tr("Keys by namespace"));
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(true);
    setEditTriggers(NoEditTriggers);
    setAnimated(false);
    setTextElideMode(Qt::ElideMiddle);
    setFrameShape(NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new KeyDelegate(this));

    auto *follower = new ViewFollower(this, m_model);
    setModel(m_model);
    follower->attach();
    m_model->holdSelection(selectionModel());
    connect(follower, &ViewFollower::userMovedTo, this, &KeyTreeView::userMovedTo);
    connect(follower, &ViewFollower::moreRowVisible, this, [this](const QModelIndex &more) {
        if (!m_presenter->scan().isActive())
            m_model->showMore(more);
    });
    connect(this, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (index.data(KeyModel::IsMoreRole).toBool())
            m_model->showMore(index);
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) { noteExpanded(index, true); });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { noteExpanded(index, false); });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &KeyTreeView::restoreExpanded);

    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(KeyModel::Name, QHeaderView::Stretch);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(40);
    header()->resizeSection(KeyModel::Ttl, TtlWidth);
    header()->resizeSection(KeyModel::Size, SizeWidth);
    setColumnHidden(KeyModel::Type, true);  // the letter says it
    connect(Theme::current(), &Theme::changed, this, &KeyTreeView::dress);
    dress();
}

void KeyTreeView::dress()
{
    setFont(Theme::current()->dataFont());
    header()->setFont(Theme::current()->uiFont(Theme::Text::Small));
    setIndentation(Theme::S4);
}

QByteArray KeyTreeView::currentPrefix() const { return m_model->prefix(currentIndex()); }

void KeyTreeView::setExpandedPrefixes(const QSet<QByteArray> &prefixes)
{
    m_expanded = prefixes;
    restoreExpanded({}, 0, m_model->rowCount() - 1);
}

void KeyTreeView::noteExpanded(const QModelIndex &index, bool expanded)
{
    m_model->setOpen(index, expanded);
    if (m_presenter->search()->isActive())
        return;  // what a search opens is not what the user keeps open
    const QByteArray prefix = index.data(KeyModel::KeyRole).toByteArray();
    if (expanded)
        m_expanded.insert(prefix);
    else
        m_expanded.remove(prefix);
}

void KeyTreeView::restoreExpanded(const QModelIndex &parent, int first, int last)
{
    const KeySearch *search = m_presenter->search();
    const bool all = search->isActive() && search->matches() && search->matches()->total <= OpenAllBelow;
    if (!all && (search->isActive() || m_expanded.isEmpty()))
        return;
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        if (index.data(KeyModel::IsNamespaceRole).toBool()
            && (all || m_expanded.contains(index.data(KeyModel::KeyRole).toByteArray())))
            expand(index);
    }
}

void KeyTreeView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().data(KeyModel::IsNamespaceRole).toBool()) {
        setExpanded(currentIndex().siblingAtColumn(0), !isExpanded(currentIndex().siblingAtColumn(0)));
        return;
    }
    QTreeView::keyPressEvent(event);
}

}  // namespace vermilion
