// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/store/ByteScan.h"
#include "keyspace/store/Forest.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Rows of a listing while they are put in order: eight bytes of text to compare, and where the rest is.
namespace vermilion::forest {

/// The eight bytes of a text from `from`, zero-filled, as a number that compares like the bytes.
inline uint64_t textHead(std::string_view text, size_t from)
{
    uint64_t head = 0;
    if (from + 8 <= text.size()) {
        for (size_t i = 0; i < 8; ++i)
            head = head << 8 | static_cast<unsigned char>(text[from + i]);
    } else {
        for (size_t i = 0; i < 8; ++i)
            head = head << 8 | (from + i < text.size() ? static_cast<unsigned char>(text[from + i]) : 0u);
    }
    return head;
}

struct KeyRow {
    uint64_t head;
    uint64_t where;  ///< 35 bits of place, 29 bits of size: a name has at most 512 MB

    KeyRow() = default;
    KeyRow(std::string_view text, Place place) : head(textHead(text, 0)), where(place << 29 | std::min(text.size(), kMaxSize)) {}
    Place place() const { return where >> 29; }
    size_t size() const { return where & kMaxSize; }

private:
    static constexpr size_t kMaxSize = (size_t{1} << 29) - 1;
};

/// A namespace below a folder without folders of its own, found in the rests of the folder's names.
struct GroupRow : KeyRow {
    uint64_t count = 1;
    using KeyRow::KeyRow;
};

/// What a row's text is: the rest of its record without the first `skip` bytes, cut to the row's size.
struct RowText {
    const Arena &arena;
    size_t skip = 0;
    std::string_view operator()(const KeyRow &row) const { return decode(arena.at(row.place())).rest.substr(skip, row.size()); }
};

/// Sorts rows by their texts: radix on eight bytes at a time, deeper only where these are the same.
template<class Row>
class RowSorter {
public:
    explicit RowSorter(RowText text) : m_text(text) {}
    void sort(std::vector<Row> &rows)
    {
        if (rows.size() >= kRadixFrom && rows.size() > m_spare.size())
            m_spare = std::vector<Row>(rows.size());
        sortRange(rows.data(), rows.data() + rows.size(), 0);
    }
    void freeSpare() { m_spare = {}; }
    bool same(const Row &a, const Row &b) const
    {
        return a.head == b.head && a.size() == b.size() && (a.size() <= 8 || m_text(a) == m_text(b));
    }
    /// Compares rows whose heads were taken at `depth` and whose texts agree before it.
    bool less(const Row &a, const Row &b, size_t depth) const
    {
        if (a.head != b.head)
            return a.head < b.head;
        if (a.size() <= depth + 8 || b.size() <= depth + 8)
            return a.size() < b.size();
        return m_text(a).substr(depth + 8) < m_text(b).substr(depth + 8);
    }

private:
    static constexpr size_t kRadixFrom = 4096;

    void sortRange(Row *first, Row *last, size_t depth)
    {
        if (static_cast<size_t>(last - first) < kRadixFrom) {
            std::sort(first, last, [this, depth](const Row &a, const Row &b) { return less(a, b, depth); });
            return;
        }
        sortByHead(first, last);
        for (Row *from = first; from < last;) {
            Row *to = from + 1;
            while (to < last && to->head == from->head)
                ++to;
            if (to - from > 1)
                sortTies(from, to, depth);
            from = to;
        }
    }
    /// Texts that end within these eight bytes come first, the shorter before the longer (which then goes on with zeros).
    void sortTies(Row *first, Row *last, size_t depth)
    {
        Row *longer = std::partition(first, last, [depth](const Row &row) { return row.size() <= depth + 8; });
        std::sort(first, longer, [](const Row &a, const Row &b) { return a.size() < b.size(); });
        if (last - longer < 2)
            return;
        const uint64_t head = first->head;
        for (Row *row = longer; row < last; ++row)
            row->head = textHead(m_text(*row), depth + 8);
        sortRange(longer, last, depth + 8);
        for (Row *row = longer; row < last; ++row)
            row->head = head;
    }
    void sortByHead(Row *first, Row *last)
    {
        const auto count = static_cast<size_t>(last - first);
        Row *from = first, *to = m_spare.data();
        std::vector<uint32_t> starts(65536);
        for (unsigned shift = 0; shift < 64; shift += 16) {
            std::fill(starts.begin(), starts.end(), 0);
            for (size_t i = 0; i < count; ++i)
                ++starts[(from[i].head >> shift) & 0xffff];
            if (starts[(from[0].head >> shift) & 0xffff] == count)
                continue;
            uint32_t sum = 0;
            for (uint32_t &start : starts)
                sum += std::exchange(start, sum);
            for (size_t i = 0; i < count; ++i)
                to[starts[(from[i].head >> shift) & 0xffff]++] = from[i];
            std::swap(from, to);
        }
        if (from != first)
            std::copy(from, from + count, first);
    }

    RowText m_text;
    std::vector<Row> m_spare;
};

/// Collects rows, all of them or only the first `limit` in order, and hands them over sorted. Once `limit` rows are known, a row
/// behind the last of them is turned away by one comparison, so that the first rows of millions cost little more than reading.
template<class Row>
class RowKeeper {
public:
    RowKeeper(RowText text, size_t limit) : m_text(text), m_sorter(text), m_limit(limit), m_room(firstRoom()) {}

    void add(std::string_view text, Place place)
    {
        const Row row(text, place);
        if (m_bounded && (row.head != m_bound.head ? row.head > m_bound.head : text > m_boundText)) {
            m_turnedAway = true;
            return;
        }
        m_rows.push_back(row);
        if (m_rows.size() >= m_room)
            shrink();
    }
    std::vector<Row> take()
    {
        if constexpr (kGroups) {
            merge();
        } else {
            if (m_limit && m_rows.size() > m_limit)
                shrink();
            m_sorter.sort(m_rows);
        }
        m_sorter.freeSpare();
        return std::move(m_rows);
    }
    bool complete() const { return !m_turnedAway; }  ///< after take()
    void reserve(size_t rows) { m_rows.reserve(m_limit ? std::min(rows, m_room) : rows); }

private:
    static constexpr bool kGroups = std::is_same_v<Row, GroupRow>;
    size_t firstRoom() const
    {
        if (kGroups)
            return std::max<size_t>(65536, 4 * m_limit);
        return m_limit ? std::max<size_t>(8192, 4 * m_limit) : ~size_t{0};
    }
    void shrink()
    {
        if constexpr (kGroups) {
            merge();
        } else {
            const auto last = m_rows.begin() + static_cast<std::ptrdiff_t>(m_limit) - 1;
            std::nth_element(m_rows.begin(), last, m_rows.end(), [this](const Row &a, const Row &b) { return m_sorter.less(a, b, 0); });
            m_turnedAway |= m_rows.size() > m_limit;
            m_rows.resize(m_limit);
            setBound();
        }
    }
    /// Sorts, joins rows of the same text, keeps the first ones.
    void merge()
    {
        m_sorter.sort(m_rows);
        size_t kept = 0;
        for (size_t i = 0; i < m_rows.size(); ++i) {
            if (kept && m_sorter.same(m_rows[kept - 1], m_rows[i]))
                addCount(m_rows[kept - 1], m_rows[i]);
            else
                m_rows[kept++] = m_rows[i];
        }
        m_turnedAway |= m_limit && kept > m_limit;
        m_rows.resize(m_limit ? std::min(kept, m_limit) : kept);
        if (m_limit && kept >= m_limit)
            setBound();
        m_room = std::max(firstRoom(), 4 * m_rows.size());
    }
    static void addCount(GroupRow &to, const GroupRow &from) { to.count += from.count; }
    static void addCount(KeyRow &, const KeyRow &) {}
    void setBound()
    {
        m_bound = m_rows.back();
        m_boundText = m_text(m_bound);
        m_bounded = true;
    }

    RowText m_text;
    RowSorter<Row> m_sorter;
    size_t m_limit, m_room;
    std::vector<Row> m_rows;
    Row m_bound{};
    std::string_view m_boundText;
    bool m_bounded = false, m_turnedAway = false;
};

}  // namespace vermilion::forest
