// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyTreeNode.h"

#include <algorithm>

namespace vermilion {

bool KeyTreeNode::isExposed() const
{
    for (const KeyTreeNode *node = this; node->parent; node = node->parent) {
        if (!node->open)
            return false;
    }
    return true;
}

void KeyTreeNode::numberRows(size_t from)
{
    for (size_t i = from; i < rows.size(); ++i) {
        if (rows[i].folder)
            rows[i].folder->row = int(i);
    }
}

std::vector<KeyRef> KeyTreeNode::keyRows() const
{
    std::vector<KeyRef> refs;
    refs.reserve(shownKeys);
    for (const Row &row : rows) {
        if (!row.folder)
            refs.push_back(row.key);
    }
    return refs;
}

namespace {

std::unordered_set<uint64_t> rawSet(const std::vector<KeyRef> &refs)
{
    std::unordered_set<uint64_t> set;
    set.reserve(refs.size());
    for (const KeyRef ref : refs)
        set.insert(ref.raw);
    return set;
}

bool beginsWith(const std::vector<KeyRef> &whole, const std::vector<KeyRef> &part)
{
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

}  // namespace

NodePlan planNode(const KeyStore &store, const FilterCounts *matches, const NodeRequest &request,
                  const std::atomic<bool> *stop)
{
    NodePlan plan;
    plan.node = request.node;
    plan.inOrder = request.inOrder;
    // While names stream in, a full page needs no more keys: only counts and new folders.
    const bool full = !request.inOrder && request.shown.size() >= request.limit;
    const size_t rows = full ? KeyTreeNode::FirstPage : request.limit;
    plan.listing = store.list(request.prefix, rows, matches, stop);
    plan.allFolders = plan.listing.complete || plan.listing.children.size() < rows;
    std::vector<KeyRef> &keys = plan.listing.keys;
    if (keys.size() > request.limit)
        keys.resize(request.limit);

    if (!request.inOrder) {
        for (const KeyRef ref : request.shown) {
            if (!store.isAlive(ref))
                plan.removed.insert(ref.raw);
        }
    } else if (!beginsWith(keys, request.shown)) {
        const std::unordered_set<uint64_t> wanted = rawSet(keys);
        for (const KeyRef ref : request.shown) {
            if (!wanted.count(ref.raw))
                plan.removed.insert(ref.raw);
        }
    } else {
        plan.added.assign(keys.begin() + std::ptrdiff_t(request.shown.size()), keys.end());
        return plan;
    }
    if (full)
        return plan;
    const std::unordered_set<uint64_t> shown = rawSet(request.shown);
    size_t room = request.limit - (request.shown.size() - plan.removed.size());
    for (const KeyRef ref : keys) {
        if (room == 0)
            break;
        if (!shown.count(ref.raw)) {
            plan.added.push_back(ref);
            --room;
        }
    }
    return plan;
}

}  // namespace vermilion
