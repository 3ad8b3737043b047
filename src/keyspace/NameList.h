// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyStore.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vermilion {

/// Many names in one piece of memory: eight bytes and the name itself each.
class NameList {
public:
    void add(std::string_view name)
    {
        m_bytes.append(name);
        m_ends.push_back(m_bytes.size());
    }
    size_t size() const { return m_ends.size(); }
    bool isEmpty() const { return m_ends.empty(); }
    std::string_view at(size_t i) const
    {
        const size_t begin = i == 0 ? 0 : m_ends[i - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[i] - begin);
    }

private:
    std::string m_bytes;
    std::vector<size_t> m_ends;
};

/// What a bulk action is meant for.
struct BulkTarget {
    QByteArrayList keys;
    QByteArrayList prefixes;    ///< namespaces, with all below them
    bool matches = false;       ///< everything that the view shows, whatever is selected
    bool isEmpty() const { return keys.isEmpty() && prefixes.isEmpty() && !matches; }
};

/// The names that a target stands for, each once. For a worker. `filter` (may be null) narrows namespaces and `matches`.
std::shared_ptr<const NameList> collectNames(const KeyStore &store, const FilterCounts *filter, const BulkTarget &target,
                                             const std::atomic<bool> &stop);

}  // namespace vermilion
