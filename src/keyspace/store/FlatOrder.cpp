// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/FlatOrder.h"

#include "keyspace/store/Rows.h"

namespace vermilion::forest {

namespace {

/// A walk down the tree that merges a folder's own names with its child folders. All names that start with a folder's prefix are in
/// that folder or below it, so a child is one unbroken stretch among its parent's names.
class FlatOrder {
public:
    FlatOrder(const Forest &forest, ReadSlice &slice, Walker &walker, std::vector<KeyRef> &keys)
        : m_forest(forest), m_slice(slice), m_walker(walker), m_text{forest.arena(), 0}, m_sorter(m_text), m_keys(keys)
    {
    }

    bool addFolder(FolderId folder, size_t depth = 0)
    {
        if (!m_walker.mayHoldMatches(folder))
            return true;
        if (m_rows.size() <= depth)
            m_rows.resize(depth + 1);
        std::vector<KeyRow> rows = std::move(m_rows[depth]);  // one vector a level, used again by the next folder there
        rows.clear();
        const bool whole = m_walker.records(folder, [&rows](std::string_view rest, Place place) {
            rows.emplace_back(rest, place);
            return true;
        });
        if (!whole)
            return false;
        const std::vector<FolderId> children = sortedChildren(folder);
        m_slice.released([&] { m_sorter.sort(rows); });
        size_t next = 0;
        for (const FolderId child : children) {
            addRows(folder, rows, next, positionOf(m_forest.folders().prefix(child).substr(m_forest.folders().prefix(folder).size()), rows, next));
            if (!addFolder(child, depth + 1))
                return false;
        }
        addRows(folder, rows, next, rows.size());
        m_rows[depth] = std::move(rows);
        return true;
    }

private:
    std::vector<FolderId> sortedChildren(FolderId folder) const
    {
        const Folders &folders = m_forest.folders();
        std::vector<FolderId> children;
        for (FolderId id = folders[folder].firstChild; id; id = folders[id].nextSibling)
            children.push_back(id);
        std::sort(children.begin(), children.end(), [&](FolderId a, FolderId b) { return folders.prefix(a) < folders.prefix(b); });
        return children;
    }
    size_t positionOf(std::string_view name, const std::vector<KeyRow> &rows, size_t from) const
    {
        const auto at = std::lower_bound(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(), name,
                                         [this](const KeyRow &row, std::string_view text) { return m_text(row) < text; });
        return static_cast<size_t>(at - rows.begin());
    }
    void addRows(FolderId folder, const std::vector<KeyRow> &rows, size_t &next, size_t end)
    {
        for (; next < end; ++next)
            m_keys.push_back(m_forest.key(folder, rows[next].place()));
    }

    const Forest &m_forest;
    ReadSlice &m_slice;
    Walker &m_walker;
    RowText m_text;
    RowSorter<KeyRow> m_sorter;
    std::vector<std::vector<KeyRow>> m_rows;
    std::vector<KeyRef> &m_keys;
};

}  // namespace

std::vector<KeyRef> flatOrder(const Forest &forest, ReadSlice &slice, Walker &walker, size_t expected)
{
    std::vector<KeyRef> keys;
    keys.reserve(expected);
    if (!FlatOrder(forest, slice, walker, keys).addFolder(0))
        keys.clear();
    return keys;
}

}  // namespace vermilion::forest
