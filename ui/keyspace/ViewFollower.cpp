// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/ViewFollower.h"

#include "keyspace/KeyModel.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QItemSelectionModel>
#include <QScrollBar>

namespace vermilion {

namespace {
constexpr std::chrono::milliseconds Rest{40};
constexpr int MostRows = 300;
}  // namespace

ViewFollower::ViewFollower(QAbstractItemView *view, KeyModel *model) : QObject(view), m_view(view), m_model(model)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(Rest);
    connect(&m_rest, &QTimer::timeout, this, &ViewFollower::look);
    // Connected before the view is, so that this knows first.
    const auto begins = [this] { ++m_modelChanges; };
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, begins);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, begins);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, begins);
    connect(model, &KeyModel::aboutToRearrange, this, &ViewFollower::rememberPlace);
    connect(model, &KeyModel::rearranged, this, &ViewFollower::returnToPlace);
}

void ViewFollower::attach()
{
    const auto ends = [this] {
        --m_modelChanges;
        m_rest.start();
    };
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, ends);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, ends);
    connect(m_model, &QAbstractItemModel::modelReset, this, ends);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] { m_rest.start(); });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_rest.start(); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (m_modelChanges == 0 && current.isValid())
            emit userMovedTo(current);
    });
    m_view->viewport()->installEventFilter(this);
    m_rest.start();
}

bool ViewFollower::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        m_rest.start();
    return QObject::eventFilter(watched, event);
}

/// The current row, when it can be seen; else the first row, unless that is the top, where new rows may well appear.
void ViewFollower::rememberPlace()
{
    m_anchor = QModelIndex();
    if (!m_view->isVisible())
        return;
    const QModelIndex current = m_view->currentIndex().siblingAtColumn(0);
    const QRect port = m_view->viewport()->rect();
    QModelIndex anchor;
    if (current.isValid() && m_view->visualRect(current).intersects(port))
        anchor = current;
    else if (m_view->verticalScrollBar()->value() > 0)
        anchor = m_view->indexAt({port.left() + 4, 1});
    m_anchorTop = m_view->visualRect(anchor).top();
    m_anchor = anchor;
}

void ViewFollower::returnToPlace()
{
    const QModelIndex anchor = m_anchor;
    m_anchor = QModelIndex();
    if (!anchor.isValid())
        return;
    const int moved = m_view->visualRect(anchor).top() - m_anchorTop;
    if (moved == 0)
        return;
    QScrollBar *bar = m_view->verticalScrollBar();
    const int unit = m_view->verticalScrollMode() == QAbstractItemView::ScrollPerItem ? std::max(1, m_view->visualRect(anchor).height()) : 1;
    bar->setValue(bar->value() + moved / unit);
}

void ViewFollower::look()
{
    if (!m_view->isVisible())
        return;
    QModelIndexList visible;
    const QRect port = m_view->viewport()->rect();
    const int step = std::max(8, m_view->sizeHintForRow(0));
    QModelIndex last;
    for (int y = 1; y < port.height() && visible.size() < MostRows; y += step) {
        const QModelIndex index = m_view->indexAt({port.left() + 4, y});
        if (!index.isValid() || index == last)
            continue;
        last = index;
        visible << index;
        if (index.data(KeyModel::IsMoreRole).toBool())
            emit moreRowVisible(index);
    }
    m_model->showRows(visible);
}

}  // namespace vermilion
