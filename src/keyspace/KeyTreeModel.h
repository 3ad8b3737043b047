// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyModel.h"
#include "keyspace/KeyTreeNode.h"
#include "keyspace/Worker.h"

#include <QItemSelectionModel>
#include <QPointer>

#include <unordered_map>

namespace vermilion {

/// The keyspace as a tree of namespaces. Thin: only folders that were opened have rows, and of a huge folder only pages.
/// All listing and sorting happens on workers; while a scan is on, rows keep their place and new ones go last.
class KeyTreeModel : public KeyModel {
    Q_OBJECT
public:
    KeyTreeModel(KeyMetadata *metadata, QObject *parent = nullptr);
    ~KeyTreeModel() override;

    using Store = std::shared_ptr<const KeyStore>;
    using Matches = std::shared_ptr<const FilterCounts>;

    /// Shows another store, or another filter over it (null: all keys). Resets. `growing`: a scan adds names to it.
    void show(Store store, Matches matches, bool growing);
    /// Newer counts of the same filter; nothing is reset.
    void updateMatches(Matches matches);
    void storeChanged();             ///< names came or went: rows follow within a quarter of a second or so
    void setGrowing(bool growing);   ///< false: puts everything in order, keeping what still stands

    /// What is selected stays shown when a huge folder is put in order, even where it stands beyond the page. May be null.
    void holdSelection(const QItemSelectionModel *selection) { m_selection = selection; }

    void setOpen(const QModelIndex &folder, bool open);  ///< expanded or collapsed in the view
    void showMore(const QModelIndex &moreRow);
    QByteArray prefix(const QModelIndex &folder) const;  ///< of a namespace; of a key, that of its namespace
    QModelIndex folderIndex(const QByteArray &prefix) const;  ///< invalid unless it is loaded; invalid for the root
    bool isLoaded(const QModelIndex &folder) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    void loaded(const QModelIndex &folder);  ///< its first page stands
    void settled();                          ///< everything that is open is in order

private:
    using Node = KeyTreeNode;
    Node *nodeOf(const QModelIndex &folder) const;      // the node whose rows are the index's children; null for keys
    Node *ownerOf(const QModelIndex &index) const { return static_cast<Node *>(index.internalPointer()); }
    QModelIndex indexOf(const Node *node, int column = 0) const;
    bool isMore(const QModelIndex &index) const { return size_t(index.row()) >= ownerOf(index)->rows.size(); }
    QVariant folderData(const Node &node, int column, int role) const;
    QVariant moreData(const Node &owner, int column, int role) const;

    void scheduleRefresh(std::chrono::milliseconds in);
    void refresh();
    void fetch(Node *node);
    NodeRequest requestFor(const Node &node) const;
    std::unordered_map<const Node *, std::vector<KeyRef>> heldKeys() const;
    void apply(NodePlan plan);
    void removeRows(Node *node, const NodePlan &plan);
    void appendRows(Node *node, NodePlan &plan);
    void updateCounts(Node *node, const NodePlan &plan);
    void reorder(Node *node, const NodePlan &plan);
    void setTotals(Node *node, uint64_t keys, bool moreFolders, bool moreBetween);  // shows or hides the "more…" row
    void forgetNodes(const Node &node);

    static constexpr size_t MostHeld = 10'000;  // keys; more stay selected only as far as the page goes

    Store m_store;
    Matches m_matches;
    QPointer<const QItemSelectionModel> m_selection;
    bool m_growing = false;
    StopFlag m_stop = makeStopFlag();
    std::unique_ptr<Node> m_root;
    std::unordered_map<uint64_t, Node *> m_nodes;
    uint64_t m_nextId = 0;
    uint64_t m_generation = 0;     // answers for an earlier store or filter are dropped

    QTimer m_refresh;
    bool m_refreshing = false, m_dirty = false;
    std::chrono::milliseconds m_pace;
};

}  // namespace vermilion
