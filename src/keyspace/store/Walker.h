// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/store/Forest.h"
#include "keyspace/store/Matcher.h"

#include <memory>
#include <optional>

namespace vermilion::forest {

/// Reads the live records of folders, all of them or those that match a filter, in slices, until told to stop.
class Walker {
public:
    Walker(const Forest &forest, ReadSlice &slice, const FilterCounts *matches, const std::atomic<bool> *stop)
        : m_forest(forest), m_slice(slice), m_matches(matches), m_stop(stop)
    {
        if (matches && matches->filter.kind != NameFilter::Kind::None) {
            m_matcher.emplace(matches->filter);
            m_scratch = std::make_unique<Matcher::Scratch>();
        }
    }

    bool stopped() const { return m_stop && m_stop->load(std::memory_order_relaxed); }
    bool filters() const { return m_matcher.has_value(); }
    /// False when the counts say that nothing in a folder and below it matches.
    bool mayHoldMatches(FolderId folder) const
    {
        return !m_matcher || folder >= m_matches->nested.size() || m_matches->nested[folder] > 0;
    }

    /// Calls each(rest, place) for the records directly in a folder. False when `each` returned false or the walk was stopped.
    template<class Each>
    bool records(FolderId folder, Each &&each)
    {
        using Verdict = Matcher::FolderRule::Verdict;
        const Matcher::FolderRule rule = m_matcher ? m_matcher->ruleFor(m_forest.folders().prefix(folder)) : Matcher::FolderRule{};
        const bool all = !m_matcher || rule.verdict == Verdict::All;
        if (!all && rule.verdict == Verdict::None)
            return true;
        bool ended = false;
        m_forest.forEachBlock(folder, m_slice, [&](const Block &block, Place place) {
            ended = stopped();
            if (ended)
                return false;
            const auto one = [&](std::string_view rest, size_t offset) {
                ended = !each(rest, place + offset);
                return !ended;
            };
            if (!all)
                return m_matcher->forEachMatch(block, rule, *m_scratch, one);
            for (const char *start = block.payload(), *at = start; at < block.end();) {
                const Record record = decode(at);
                if (!record.dead && !one(record.rest, static_cast<size_t>(at - start)))
                    return false;
                at = record.next;
            }
            return true;
        });
        return !ended;
    }

private:
    const Forest &m_forest;
    ReadSlice &m_slice;
    const FilterCounts *m_matches;
    const std::atomic<bool> *m_stop;
    std::optional<Matcher> m_matcher;
    std::unique_ptr<Matcher::Scratch> m_scratch;
};

}  // namespace vermilion::forest
