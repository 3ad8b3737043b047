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

/// Adds held keys from beyond the page behind it, in order. True when there are some.
bool addHeld(const KeyStore &store, std::vector<KeyRef> &keys, const std::vector<KeyRef> &held)
{
    if (held.empty())
        return false;
    const std::unordered_set<uint64_t> listed = rawSet(keys);
    std::vector<std::pair<std::string, KeyRef>> strays;
    for (const KeyRef ref : held) {
        if (!listed.count(ref.raw) && store.isAlive(ref))
            strays.emplace_back(store.name(ref), ref);
    }
    std::sort(strays.begin(), strays.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[name, ref] : strays)
        keys.push_back(ref);
    return !strays.empty();
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
    if (request.inOrder && plan.listing.keyTotal > keys.size())
        plan.strays = addHeld(store, keys, request.held);

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
    const size_t most = std::max(request.limit, request.inOrder ? keys.size() : 0);
    const size_t staying = request.shown.size() - plan.removed.size();
    size_t room = most > staying ? most - staying : 0;
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
