// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

class QModelIndex;
class QTreeView;

namespace vermilion {

/// Puts the selection back on a row of the key tree as soon as that row is there, and is gone then, or when the user selects
/// something first. Only selects: what is open stays open.
class RowFinder : public QObject {
    Q_OBJECT
public:
    /// A key, or a namespace by its prefix. Owned by the view.
    RowFinder(QTreeView *view, QByteArray name, bool isNamespace);

private:
    void look(const QModelIndex &parent, int first, int last);

    QTreeView *const m_view;
    const QByteArray m_name;
    const bool m_isNamespace;
};

}  // namespace vermilion
