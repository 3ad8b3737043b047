// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyStore.h"

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace vermilion {

/// A namespace that the tree shows: its rows as they stand on screen, in that order.
struct KeyTreeNode {
    static constexpr size_t FirstPage = 1000;  ///< keys that a folder shows when it opens
    static constexpr size_t NextPage = 10'000; ///< keys that every "more…" adds

    struct Row {
        KeyRef key;
        std::unique_ptr<KeyTreeNode> folder;   ///< set: a namespace, otherwise a key
    };
    enum class State { Unread, Reading, Read };

    KeyTreeNode *parent = nullptr;
    int row = 0;                ///< place in the parent
    uint64_t id = 0;            ///< for answers that may come after the node is gone
    std::string name;           ///< with its separator: "web:"
    std::string prefix;         ///< all the way from the root
    uint64_t keys = 0;          ///< in it and below
    uint64_t keyTotal = 0;      ///< directly in it
    size_t shownKeys = 0;
    size_t limit = FirstPage;   ///< keys it may show
    State state = State::Unread;
    bool moreBetween = false;   ///< the keys not shown stand between those shown, not only behind them
    bool moreFolders = false;   ///< there are namespaces beyond those shown (an id a folder, by the million)
    bool open = false;          ///< expanded in the view: kept up to date
    std::vector<Row> rows;

    bool hasMore() const { return state == State::Read && (keyTotal > shownKeys || moreFolders); }
    size_t rowCount() const { return rows.size() + (hasMore() ? 1 : 0); }
    /// Open, with everything above it.
    bool isExposed() const;
    void numberRows(size_t from);
    std::vector<KeyRef> keyRows() const;
};

/// What a node looks like, for a worker to compare with the store.
struct NodeRequest {
    uint64_t node = 0;
    std::string prefix;
    size_t limit = 0;
    bool inOrder = false;       ///< the scan is over: give the order too. Otherwise rows keep their place, new ones go last
    std::vector<KeyRef> shown;
    std::vector<KeyRef> held;   ///< current, selected or on screen: stay shown although they stand beyond the limit
};

/// What has to change in a node.
struct NodePlan {
    uint64_t node = 0;
    bool inOrder = false;
    FolderListing listing;
    bool allFolders = true;                  ///< the listing names every namespace
    bool strays = false;                     ///< the listing's last keys are held ones from beyond the limit
    std::vector<KeyRef> added;               ///< keys to show after those that are shown
    std::unordered_set<uint64_t> removed;    ///< KeyRef::raw of keys to take away
};

NodePlan planNode(const KeyStore &store, const FilterCounts *matches, const NodeRequest &request,
                  const std::atomic<bool> *stop);

}  // namespace vermilion
