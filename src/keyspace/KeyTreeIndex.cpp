// SPDX-License-Identifier: GPL-3.0-or-later
// The QAbstractItemModel side of KeyTreeModel: places and words. How rows come and go is in KeyTreeModel.cpp.
#include "keyspace/KeyTreeModel.h"

#include "base/Bytes.h"
#include "base/Format.h"

namespace vermilion {

KeyTreeNode *KeyTreeModel::nodeOf(const QModelIndex &folder) const
{
    if (!folder.isValid())
        return m_root.get();
    return isMore(folder) ? nullptr : ownerOf(folder)->rows[size_t(folder.row())].folder.get();
}

QModelIndex KeyTreeModel::indexOf(const Node *node, int column) const
{
    return node->parent ? createIndex(node->row, column, node->parent) : QModelIndex();
}

QModelIndex KeyTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || parent.column() > 0)
        return {};
    Node *node = nodeOf(parent);
    if (!node || size_t(row) >= node->rowCount())
        return {};
    return createIndex(row, column, node);
}

QModelIndex KeyTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(ownerOf(child)) : QModelIndex();
}

int KeyTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    const Node *node = nodeOf(parent);
    return node ? int(node->rowCount()) : 0;
}

bool KeyTreeModel::hasChildren(const QModelIndex &parent) const
{
    return parent.column() <= 0 && nodeOf(parent) != nullptr;
}

bool KeyTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = parent.column() > 0 ? nullptr : nodeOf(parent);
    return node && m_store && node->state == Node::State::Unread;
}

void KeyTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetch(nodeOf(parent));
}

Qt::ItemFlags KeyTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (isMore(index))
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return nodeOf(index) ? flags : flags | Qt::ItemNeverHasChildren;
}

QVariant KeyTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *owner = ownerOf(index);
    if (isMore(index))
        return moreData(*owner, index.column(), role);
    const Node::Row &row = owner->rows[size_t(index.row())];
    if (row.folder)
        return folderData(*row.folder, index.column(), role);
    if (role == IsNamespaceRole || role == IsMoreRole)
        return false;
    const QByteArray name = bytes(m_store->name(row.key));
    return keyData(name, name.mid(qsizetype(owner->prefix.size())), index.column(), role);
}

QVariant KeyTreeModel::folderData(const Node &node, int column, int role) const
{
    const QByteArray shown = bytes(std::string_view(node.name).substr(0, node.name.empty() ? 0 : node.name.size() - 1));
    switch (role) {
    case KeyRole: return bytes(node.prefix);
    case IsNamespaceRole: return true;
    case IsMoreRole: return false;
    case CountRole: return qulonglong(node.keys);
    case Qt::DisplayRole:
        if (column == Name)
            return nameText(shown);
        return column == Size ? QVariant(formatCount(qint64(node.keys))) : QVariant();
    case Qt::AccessibleTextRole:
        if (column == Name)
            return tr("namespace %1, %2 keys").arg(nameText(shown), formatCount(qint64(node.keys)));
        return column == Size ? QVariant(tr("%1 keys").arg(formatCount(qint64(node.keys)))) : QVariant();
    case Qt::ToolTipRole:
        return tr("%1 – %2 keys").arg(printable(node.prefix, LongestShownName), formatCount(qint64(node.keys)));
    case Qt::TextAlignmentRole:
        return int((column >= Ttl ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant KeyTreeModel::moreData(const Node &owner, int column, int role) const
{
    switch (role) {
    case IsMoreRole: return true;
    case IsNamespaceRole: return false;
    case CountRole: return qulonglong(owner.keyTotal - owner.shownKeys);
    case KeyRole: return QByteArray();
    case Qt::DisplayRole: case Qt::AccessibleTextRole:
        if (column == Name && owner.moreFolders)
            return tr("More…");
        if (column == Name && owner.moreBetween)
            return tr("%1 more, some of them in between…").arg(formatCount(qint64(owner.keyTotal - owner.shownKeys)));
        if (column == Name)
            return tr("%1 more…").arg(formatCount(qint64(owner.keyTotal - owner.shownKeys)));
        return {};
    case Qt::ToolTipRole: return tr("Shows the next %1 keys").arg(formatCount(qint64(Node::NextPage)));
    default: return {};
    }
}

QByteArray KeyTreeModel::prefix(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    return bytes(node ? node->prefix : ownerOf(index)->prefix);
}

QModelIndex KeyTreeModel::folderIndex(const QByteArray &prefix) const
{
    for (const auto &[id, node] : m_nodes) {
        if (node->prefix == view(prefix))
            return indexOf(node);
    }
    return {};
}

bool KeyTreeModel::isLoaded(const QModelIndex &folder) const
{
    const Node *node = nodeOf(folder);
    return node && node->state == Node::State::Read;
}

}  // namespace vermilion
