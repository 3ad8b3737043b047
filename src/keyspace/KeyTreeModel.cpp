// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyTreeModel.h"

#include <QElapsedTimer>

namespace vermilion {

namespace {
constexpr std::chrono::milliseconds LeastPace{250};  // four refreshes a second at most
constexpr int PaceFactor = 8;                        // and never more than an eighth of a worker
}  // namespace

KeyTreeModel::KeyTreeModel(KeyMetadata *metadata, QObject *parent)
    : KeyModel(metadata, parent), m_root(std::make_unique<Node>()), m_pace(LeastPace)
{
    m_nodes[m_root->id] = m_root.get();
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &KeyTreeModel::refresh);
}

KeyTreeModel::~KeyTreeModel() { *m_stop = true; }

void KeyTreeModel::show(Store store, Matches matches, bool growing)
{
    *m_stop = true;
    m_stop = makeStopFlag();
    beginResetModel();
    ++m_generation;
    m_store = std::move(store);
    m_matches = std::move(matches);
    m_growing = growing;
    m_nodes.clear();
    m_root = std::make_unique<Node>();
    m_root->id = ++m_nextId;
    m_root->open = true;
    m_nodes[m_root->id] = m_root.get();
    m_refresh.stop();
    m_refreshing = m_dirty = false;
    m_pace = LeastPace;
    endResetModel();
    if (m_store)
        fetch(m_root.get());
}

void KeyTreeModel::updateMatches(Matches matches)
{
    m_matches = std::move(matches);
    storeChanged();
}

void KeyTreeModel::storeChanged()
{
    // The very first names should be there at once.
    scheduleRefresh(m_root->rows.empty() ? std::chrono::milliseconds(0) : m_pace);
}

void KeyTreeModel::setGrowing(bool growing)
{
    if (m_growing == growing)
        return;
    m_growing = growing;
    if (!growing)
        scheduleRefresh(std::chrono::milliseconds(0));
}

void KeyTreeModel::scheduleRefresh(std::chrono::milliseconds in)
{
    if (m_refreshing)
        m_dirty = true;
    else if (!m_refresh.isActive() || m_refresh.remainingTimeAsDuration() > in)
        m_refresh.start(in);
}

NodeRequest KeyTreeModel::requestFor(const Node &node) const
{
    return {node.id, node.prefix, node.limit, !m_growing, node.keyRows(), {}};
}

/// The keys that someone looks at: selected, or under an index that a view keeps (the current one, those on screen).
std::unordered_map<const KeyTreeNode *, std::vector<KeyRef>> KeyTreeModel::heldKeys() const
{
    std::unordered_map<const Node *, std::vector<KeyRef>> held;
    if (m_growing)
        return held;  // rows keep their place anyway
    std::unordered_set<uint64_t> known;
    const auto hold = [&](const Node *owner, size_t row) {
        if (row < owner->rows.size() && !owner->rows[row].folder && known.insert(owner->rows[row].key.raw).second)
            held[owner].push_back(owner->rows[row].key);
    };
    for (const QModelIndex &index : persistentIndexList())
        hold(ownerOf(index), size_t(index.row()));
    if (!m_selection || m_selection->model() != this)
        return held;
    for (const QItemSelectionRange &range : m_selection->selection()) {
        if (!range.isValid())
            continue;
        const Node *owner = ownerOf(range.topLeft());
        for (int row = range.top(); row <= range.bottom() && known.size() < MostHeld; ++row)
            hold(owner, size_t(row));
    }
    return held;
}

void KeyTreeModel::refresh()
{
    if (!m_store || m_refreshing)
        return;
    auto held = heldKeys();
    std::vector<NodeRequest> requests;
    for (const auto &[id, node] : m_nodes) {
        if (node->state == Node::State::Read && node->isExposed()) {
            requests.push_back(requestFor(*node));
            requests.back().held = std::move(held[node]);
        }
    }
    if (requests.empty())
        return;
    m_refreshing = true;
    m_dirty = false;
    QElapsedTimer took;
    took.start();
    runOnWorker(
        this,
        [store = m_store, matches = m_matches, stop = m_stop, requests = std::move(requests)] {
            std::vector<NodePlan> plans;
            for (const NodeRequest &request : requests) {
                if (*stop)
                    break;
                plans.push_back(planNode(*store, matches.get(), request, stop.get()));
            }
            return plans;
        },
        [this, took, generation = m_generation, wasGrowing = m_growing](std::vector<NodePlan> plans) {
            if (generation != m_generation)
                return;
            m_refreshing = false;
            emit aboutToRearrange();
            for (NodePlan &plan : plans)
                apply(std::move(plan));
            emit rearranged();
            m_pace = std::max(LeastPace, std::chrono::milliseconds(took.elapsed() * PaceFactor));
            if (!wasGrowing)
                emit settled();
            if (m_growing != wasGrowing)
                scheduleRefresh(std::chrono::milliseconds(0));
            else if (m_dirty)
                scheduleRefresh(m_pace);
        });
}

void KeyTreeModel::fetch(Node *node)
{
    if (node->state != Node::State::Unread || !m_store)
        return;
    node->state = Node::State::Reading;
    NodeRequest request = requestFor(*node);
    request.inOrder = true;  // nothing stands there yet that could move
    runOnWorker(
        this,
        [store = m_store, matches = m_matches, stop = m_stop, request = std::move(request)] {
            return planNode(*store, matches.get(), request, stop.get());
        },
        [this, generation = m_generation](NodePlan plan) {
            if (generation != m_generation)
                return;
            const uint64_t id = plan.node;
            apply(std::move(plan));
            if (const auto at = m_nodes.find(id); at != m_nodes.end())
                emit loaded(indexOf(at->second));
        });
}

void KeyTreeModel::apply(NodePlan plan)
{
    const auto at = m_nodes.find(plan.node);
    if (at == m_nodes.end())
        return;
    Node *node = at->second;
    node->state = Node::State::Read;
    removeRows(node, plan);
    appendRows(node, plan);
    if (plan.inOrder)
        reorder(node, plan);
    updateCounts(node, plan);
    setTotals(node, std::max<uint64_t>(plan.listing.keyTotal, node->shownKeys), !plan.allFolders, plan.strays);
}

void KeyTreeModel::removeRows(Node *node, const NodePlan &plan)
{
    std::unordered_set<std::string_view> names;
    for (const FolderListing::Child &child : plan.listing.children)
        names.insert(child.name);
    const auto goes = [&](const Node::Row &row) {
        return row.folder ? plan.allFolders && !names.count(row.folder->name) : plan.removed.count(row.key.raw) > 0;
    };
    const QModelIndex parent = indexOf(node);
    for (size_t end = node->rows.size(); end > 0;) {
        if (!goes(node->rows[end - 1])) {
            --end;
            continue;
        }
        size_t begin = end - 1;
        while (begin > 0 && goes(node->rows[begin - 1]))
            --begin;
        size_t keys = 0;
        for (size_t i = begin; i < end; ++i) {
            if (node->rows[i].folder)
                forgetNodes(*node->rows[i].folder);
            else
                ++keys;
        }
        beginRemoveRows(parent, int(begin), int(end) - 1);
        node->rows.erase(node->rows.begin() + std::ptrdiff_t(begin), node->rows.begin() + std::ptrdiff_t(end));
        node->shownKeys -= keys;
        node->keyTotal -= keys;
        node->numberRows(begin);
        endRemoveRows();
        end = begin;
    }
}

void KeyTreeModel::appendRows(Node *node, NodePlan &plan)
{
    std::unordered_set<std::string_view> known;
    for (const Node::Row &row : node->rows) {
        if (row.folder)
            known.insert(row.folder->name);
    }
    std::vector<Node::Row> fresh;
    for (const FolderListing::Child &child : plan.listing.children) {
        if (known.count(child.name))
            continue;
        auto folder = std::make_unique<Node>();
        folder->parent = node;
        folder->id = ++m_nextId;
        folder->name = child.name;
        folder->prefix = node->prefix + child.name;
        folder->keys = child.keys;
        m_nodes[folder->id] = folder.get();
        fresh.push_back({{}, std::move(folder)});
    }
    for (const KeyRef key : plan.added)
        fresh.push_back({key, nullptr});
    if (fresh.empty())
        return;
    const size_t first = node->rows.size();
    beginInsertRows(indexOf(node), int(first), int(first + fresh.size()) - 1);
    std::move(fresh.begin(), fresh.end(), std::back_inserter(node->rows));
    node->shownKeys += plan.added.size();
    node->keyTotal += plan.added.size();
    node->numberRows(first);
    endInsertRows();
}

void KeyTreeModel::updateCounts(Node *node, const NodePlan &plan)
{
    std::unordered_map<std::string_view, uint64_t> counts;
    for (const FolderListing::Child &child : plan.listing.children)
        counts.emplace(child.name, child.keys);
    int first = -1, last = -1;
    for (size_t i = 0; i < node->rows.size(); ++i) {
        Node *folder = node->rows[i].folder.get();
        if (!folder)
            continue;
        const auto found = counts.find(folder->name);
        if (found == counts.end() || found->second == folder->keys)
            continue;
        folder->keys = found->second;
        first = first < 0 ? int(i) : first;
        last = int(i);
    }
    if (first >= 0) {
        const QModelIndex parent = indexOf(node);
        emit dataChanged(index(first, 0, parent), index(last, ColumnCount - 1, parent));
    }
}

/// Namespaces by name, then keys by name. Indexes that others hold (selection, current, scroll anchor) move along.
void KeyTreeModel::reorder(Node *node, const NodePlan &plan)
{
    std::unordered_map<std::string_view, size_t> folderPlace;
    for (const FolderListing::Child &child : plan.listing.children)
        folderPlace.emplace(child.name, folderPlace.size());
    std::unordered_map<uint64_t, size_t> keyPlace;
    for (const KeyRef key : plan.listing.keys)
        keyPlace.emplace(key.raw, keyPlace.size());
    const size_t folders = folderPlace.size(), keys = keyPlace.size();
    const auto place = [&](const Node::Row &row) {  // what the listing does not name goes last of its kind
        if (row.folder) {
            const auto at = folderPlace.find(row.folder->name);
            return at == folderPlace.end() ? folders : at->second;
        }
        const auto at = keyPlace.find(row.key.raw);
        return folders + 1 + (at == keyPlace.end() ? keys : at->second);
    };
    std::vector<std::pair<size_t, int>> order;  // place, row now
    order.reserve(node->rows.size());
    for (size_t i = 0; i < node->rows.size(); ++i)
        order.emplace_back(place(node->rows[i]), int(i));
    if (std::is_sorted(order.begin(), order.end()))
        return;

    const QModelIndex parent = indexOf(node);
    const QList<QPersistentModelIndex> parents{QPersistentModelIndex(parent)};
    emit layoutAboutToBeChanged(parents, VerticalSortHint);
    std::sort(order.begin(), order.end());
    std::vector<int> newRow(order.size());
    std::vector<Node::Row> sorted(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        newRow[size_t(order[i].second)] = int(i);
        sorted[i] = std::move(node->rows[size_t(order[i].second)]);
    }
    node->rows = std::move(sorted);
    node->numberRows(0);
    QModelIndexList from, to;
    for (const QModelIndex &old : persistentIndexList()) {
        if (ownerOf(old) == node && size_t(old.row()) < newRow.size()) {
            from << old;
            to << createIndex(newRow[size_t(old.row())], old.column(), node);
        }
    }
    changePersistentIndexList(from, to);
    emit layoutChanged(parents, VerticalSortHint);
}

void KeyTreeModel::setTotals(Node *node, uint64_t keys, bool moreFolders, bool moreBetween)
{
    const auto change = [&] {
        node->keyTotal = keys;
        node->moreFolders = moreFolders;
        node->moreBetween = moreBetween;
    };
    const bool had = node->hasMore();
    const bool has = keys > node->shownKeys || moreFolders;
    const int row = int(node->rows.size());
    const QModelIndex parent = indexOf(node);
    if (has && !had) {
        beginInsertRows(parent, row, row);
        change();
        endInsertRows();
    } else if (had && !has) {
        beginRemoveRows(parent, row, row);
        change();
        endRemoveRows();
    } else {
        const bool differs = has && (node->keyTotal != keys || node->moreBetween != moreBetween);
        change();
        if (differs)
            emit dataChanged(createIndex(row, 0, node), createIndex(row, ColumnCount - 1, node));
    }
}

void KeyTreeModel::forgetNodes(const Node &node)
{
    for (const Node::Row &row : node.rows) {
        if (row.folder)
            forgetNodes(*row.folder);
    }
    m_nodes.erase(node.id);
}

void KeyTreeModel::setOpen(const QModelIndex &folder, bool open)
{
    Node *node = nodeOf(folder);
    if (!node || node == m_root.get() || node->open == open)
        return;
    node->open = open;
    if (open && node->state == Node::State::Read)
        scheduleRefresh(std::chrono::milliseconds(0));  // it was not followed while it was shut
}

void KeyTreeModel::showMore(const QModelIndex &moreRow)
{
    if (!moreRow.isValid() || !isMore(moreRow))
        return;
    Node *node = ownerOf(moreRow);
    const size_t shown = std::max(node->shownKeys, node->rows.size() - node->shownKeys);
    if (node->limit > shown)
        return;  // already on its way
    node->limit = shown + Node::NextPage;
    scheduleRefresh(std::chrono::milliseconds(0));
}

}  // namespace vermilion
