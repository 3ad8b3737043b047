// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/Duplicates.h"

#include "keyspace/store/ByteScan.h"

#include <algorithm>
#include <bit>

namespace vermilion::forest {

namespace {

constexpr uint32_t kKeysAPart = 1u << 22;
constexpr uint64_t kBitsAKey = 16;  // one name in 32 is suspected wrongly

}  // namespace

uint32_t TwinFinder::partsFor(uint32_t records) { return (records + kKeysAPart - 1) / kKeysAPart; }

template<class Each>
void TwinFinder::forEachHash(FolderId folder, uint32_t part, uint32_t parts, Each &&each) const
{
    m_forest.forEachRecord(folder, m_slice, [&](std::string_view rest, Place place) {
        const uint64_t hash = hashBytes(rest);
        if (((hash & 0xffff) * parts) >> 16 == part)
            each(hash, place);
        return true;
    });
}

bool TwinFinder::testAndSet(uint64_t bit)
{
    uint64_t &word = m_bits[bit / 64];
    const uint64_t mask = uint64_t{1} << (bit % 64);
    const bool was = word & mask;
    word |= mask;
    return was;
}

std::vector<Twins> TwinFinder::find(FolderId folder, uint32_t part, uint32_t parts)
{
    const uint64_t bits = std::bit_ceil(std::max<uint64_t>(64, m_forest.folders()[folder].records * kBitsAKey / parts));
    const auto bitOf = [mask = bits - 1](uint64_t hash) { return (hash >> 16) & mask; };
    m_bits.assign(bits / 64, 0);
    std::vector<uint32_t> suspects;
    forEachHash(folder, part, parts, [&](uint64_t hash, Place) {
        if (testAndSet(bitOf(hash)))
            suspects.push_back(static_cast<uint32_t>(bitOf(hash)));
    });
    if (suspects.empty())
        return {};
    m_bits.assign(bits / 64, 0);
    for (const uint32_t bit : suspects)
        testAndSet(bit);
    std::vector<Candidate> candidates;
    candidates.reserve(suspects.size() * 2);
    forEachHash(folder, part, parts, [&](uint64_t hash, Place place) {
        const uint64_t bit = bitOf(hash);
        if (m_bits[bit / 64] >> (bit % 64) & 1)
            candidates.push_back({hash, place});
    });
    return compared(candidates);
}

std::vector<Twins> TwinFinder::compared(std::vector<Candidate> &candidates) const
{
    const auto textOf = [this](const Candidate &one) { return decode(m_forest.arena().at(one.place)).rest; };
    std::sort(candidates.begin(), candidates.end(), [](const Candidate &a, const Candidate &b) {
        return a.hash != b.hash ? a.hash < b.hash : a.place < b.place;
    });
    std::vector<Twins> twins;
    for (size_t first = 0; first < candidates.size();) {
        size_t end = first + 1;
        while (end < candidates.size() && candidates[end].hash == candidates[first].hash)
            ++end;
        for (size_t later = first + 1; later < end; ++later)
            for (size_t earlier = first; earlier < later; ++earlier)
                if (textOf(candidates[earlier]) == textOf(candidates[later])) {
                    twins.push_back({candidates[earlier].place, candidates[later].place});
                    break;
                }
        first = end;
    }
    return twins;
}

}  // namespace vermilion::forest
