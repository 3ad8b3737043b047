// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/Counting.h"

#include "keyspace/store/Matcher.h"

#include <algorithm>
#include <thread>

namespace vermilion::forest {

namespace {

using FolderRule = Matcher::FolderRule;

class Counting {
public:
    Counting(const Forest &forest, const Gate &gate, const NameFilter &filter, const std::atomic<bool> *stop)
        : m_forest(forest), m_gate(gate), m_stop(stop), m_matcher(filter)
    {
        ReadSlice slice(gate);
        m_chunks = forest.arena().chunkCount();
        const uint32_t folders = forest.folders().size();
        m_rules.reserve(folders);
        for (FolderId id = 0; id < folders; ++id) {
            const std::string_view prefix = forest.folders().prefix(id);
            m_rules.push_back(m_matcher.ruleFor(prefix));
            slice.spent(prefix.size() + kRuleCost);
        }
    }

    size_t folderCount() const { return m_rules.size(); }

    /// Takes chunks until none is left.
    void run(std::vector<uint32_t> &own)
    {
        Matcher::Scratch scratch;
        for (size_t chunk = m_nextChunk++; chunk < m_chunks && !stopped(); chunk = m_nextChunk++) {
            ReadSlice slice(m_gate);
            m_forest.arena().forEachBlock(chunk, [&](const Block &block) {
                const FolderId folder = block.owner;
                if (folder < m_rules.size() && m_rules[folder].verdict == FolderRule::Some && !stopped()) {
                    const Folder &state = m_forest.folders()[folder];
                    own[folder] += m_matcher.count(block, m_rules[folder], state.live != state.records, scratch);
                    slice.spent(block.used);
                }
            });
        }
    }

    FilterCounts finished(const NameFilter &filter, std::vector<uint32_t> own) const
    {
        FilterCounts counts;
        counts.filter = filter;
        if (stopped())
            return counts;
        counts.nested.resize(own.size());
        ReadSlice slice(m_gate);
        const Folders &folders = m_forest.folders();
        for (size_t i = own.size(); i-- > 0;) {  // children always come after their parents
            const auto id = static_cast<FolderId>(i);
            if (m_rules[id].verdict == FolderRule::All)
                own[id] = folders[id].live;
            counts.total += own[id];
            counts.nested[id] += own[id];
            if (id)
                counts.nested[folders[id].parent] += counts.nested[id];
        }
        counts.own = std::move(own);
        return counts;
    }

private:
    static constexpr size_t kRuleCost = 64;
    bool stopped() const { return m_stop && m_stop->load(std::memory_order_relaxed); }

    const Forest &m_forest;
    const Gate &m_gate;
    const std::atomic<bool> *m_stop;
    Matcher m_matcher;
    std::vector<FolderRule> m_rules;
    size_t m_chunks = 0;
    std::atomic<size_t> m_nextChunk{0};
};

}  // namespace

FilterCounts countMatches(const Forest &forest, const Gate &gate, const NameFilter &filter, int threads, const std::atomic<bool> *stop)
{
    Counting counting(forest, gate, filter, stop);
    const auto workers = static_cast<size_t>(std::max(1, threads));
    std::vector<std::vector<uint32_t>> own(workers, std::vector<uint32_t>(counting.folderCount()));
    std::vector<std::thread> others;
    for (size_t i = 1; i < workers; ++i)
        others.emplace_back([&counting, &mine = own[i]] { counting.run(mine); });
    counting.run(own[0]);
    for (std::thread &other : others)
        other.join();
    for (size_t i = 1; i < workers; ++i)
        std::transform(own[0].begin(), own[0].end(), own[i].begin(), own[0].begin(), std::plus<>());
    return counting.finished(filter, std::move(own[0]));
}

}  // namespace vermilion::forest
