// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyStore.h"
#include "keyspace/store/Arena.h"
#include "keyspace/store/Folders.h"
#include "keyspace/store/Gate.h"

namespace vermilion::forest {

constexpr Place kNowhere = ~Place{0};

/// A namespace in the forest: the deepest real folder on the way to it, and what of the prefix lies beyond that.
struct Location {
    FolderId folder = 0;
    std::string_view beyond;  ///< empty: the folder itself
    bool exists = false;      ///< false: the prefix is no namespace at all
};

/// Folders and their records. Writers need the gate alone, readers share it; text(), name() and isAlive() need no lock for keys that
/// were handed over properly.
class Forest {
public:
    Forest(const Separators &separators, uint32_t epoch) : m_separators(separators), m_epoch(epoch & kEpochMask) {}

    /// A name with what can be worked out before the gate is taken.
    struct Prepared {
        std::string_view name;
        uint64_t hash = 0;             ///< of name[0, cut)
        size_t cut = 0;
        FolderId folder = 0;           ///< 0: to be looked up; Folders::kNone: the way down must be walked
        std::unique_ptr<char[]> outside;
    };
    Prepared prepare(std::string_view name) const;

    // --- writing ---
    void append(std::vector<Prepared> &names);
    void setDead(FolderId folder, Place place, bool dead);

    // --- reading ---
    const Folders &folders() const { return m_folders; }
    const Arena &arena() const { return m_arena; }
    const Separators &separators() const { return m_separators; }
    uint64_t size() const { return m_live; }
    size_t memory() const { return sizeof *this - sizeof m_folders + m_folders.memory() + m_arena.memory(); }

    /// The folder that holds a name (or would), and where the rest begins.
    FolderId folderOf(std::string_view name, size_t &cut) const;
    Location locate(std::string_view prefix) const;
    /// A folder and all below it, parents first.
    std::vector<FolderId> subtree(FolderId root) const;
    /// Live keys in every folder and below, by id.
    std::vector<uint64_t> nestedCounts() const;

    KeyRef key(FolderId folder, Place place) const
    {
        return {static_cast<uint64_t>(folder) << 40 | static_cast<uint64_t>(m_epoch) << 35 | place};
    }
    Place placeOf(KeyRef key) const  ///< kNowhere when the key is not of this forest
    {
        const Place place = key.raw & kPlaceMask;
        return ((key.raw >> 35) & kEpochMask) == m_epoch && key.isValid() && m_arena.holds(place) ? place : kNowhere;
    }
    static FolderId folderOf(KeyRef key) { return static_cast<FolderId>(key.raw >> 40); }

    /// Calls each(block, place of the first record) for a folder's chain, giving way to writers between blocks; stops on false.
    template<class Each>
    void forEachBlock(FolderId folder, ReadSlice &slice, Each &&each) const
    {
        for (uint32_t unit = m_folders[folder].head; unit;) {
            const Block *block = m_arena.block(unit);
            if (!each(*block, Place{unit} * 8 + sizeof(Block)))
                return;
            slice.spent(block->used + sizeof(Block));
            unit = block->next;
        }
    }
    /// Calls each(record, place) for the live records of a folder; stops on false.
    template<class Each>
    void forEachRecord(FolderId folder, ReadSlice &slice, Each &&each) const
    {
        forEachBlock(folder, slice, [&](const Block &block, Place place) {
            const char *start = block.payload(), *end = block.end();
            for (const char *at = start; at < end;) {
                const Record record = decode(at);
                if (!record.dead && !each(record.rest, place + static_cast<size_t>(at - start)))
                    return false;
                at = record.next;
            }
            return true;
        });
    }

private:
    static constexpr uint32_t kEpochMask = 31;
    static constexpr uint64_t kPlaceMask = (uint64_t{1} << 35) - 1;

    FolderId walkDown(Prepared &prepared);
    void place(Prepared &prepared);
    char *room(FolderId folder, size_t need, uint16_t flags);

    Separators m_separators;
    uint32_t m_epoch;
    uint64_t m_live = 0;
    Arena m_arena;
    Folders m_folders;
};

}  // namespace vermilion::forest
