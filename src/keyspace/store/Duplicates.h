// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/store/Forest.h"

namespace vermilion::forest {

/// Two live records of the same name.
struct Twins {
    Place keep;
    Place drop;
};

/// Finds names that stand twice in a folder, in two passes: a bitmap of fingerprints tells which may, an exact comparison which do.
/// Needs about two bytes a key of the folder, at most some 15 MB: bigger folders are taken in `parts`.
class TwinFinder {
public:
    TwinFinder(const Forest &forest, ReadSlice &slice) : m_forest(forest), m_slice(slice) {}
    static uint32_t partsFor(uint32_t records);
    std::vector<Twins> find(FolderId folder, uint32_t part, uint32_t parts);

private:
    struct Candidate {
        uint64_t hash;
        Place place;
    };
    template<class Each>
    void forEachHash(FolderId folder, uint32_t part, uint32_t parts, Each &&each) const;
    std::vector<Twins> compared(std::vector<Candidate> &candidates) const;
    bool testAndSet(uint64_t bit);

    const Forest &m_forest;
    ReadSlice &m_slice;
    std::vector<uint64_t> m_bits;
};

}  // namespace vermilion::forest
