// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/RowFinder.h"

#include "keyspace/KeyModel.h"

#include <QItemSelectionModel>
#include <QSignalBlocker>
#include <QTreeView>

namespace vermilion {

RowFinder::RowFinder(QTreeView *view, QByteArray name, bool isNamespace)
    : QObject(view), m_view(view), m_name(std::move(name)), m_isNamespace(isNamespace)
{
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &QObject::deleteLater);
    // Queued: the view learns of new rows after this object would.
    connect(
        view->model(), &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &parent, int first, int last) { look(parent, first, last); }, Qt::QueuedConnection);
}

void RowFinder::look(const QModelIndex &parent, int first, int last)
{
    const QAbstractItemModel *model = m_view->model();
    for (int row = first; row <= qMin(last, model->rowCount(parent) - 1); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        if (index.data(KeyModel::IsNamespaceRole).toBool() != m_isNamespace || index.data(KeyModel::IsMoreRole).toBool()
            || index.data(KeyModel::KeyRole).toByteArray() != m_name)
            continue;
        // Without a word to those who open what the user selects: that would ask about edits begun meanwhile.
        const QSignalBlocker quiet(m_view);
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
        return;
    }
}

}  // namespace vermilion
