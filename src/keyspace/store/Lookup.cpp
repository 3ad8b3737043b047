// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/Lookup.h"

#include "keyspace/store/ByteScan.h"

#include <array>
#include <bit>
#include <unordered_map>

namespace vermilion::forest {

namespace {

constexpr size_t kFew = 4;

/// One name as it stands in blocks: the last byte of its header, then its text.
class Image {
public:
    explicit Image(std::string_view rest) : m_rest(rest), m_header(inlineRecordSize(rest.size()) - rest.size())
    {
        char start[3];
        encodeHeader(start);
        const size_t size = rest.size();
        m_probe.offset[0] = 0;
        m_probe.byte[0] = static_cast<uint8_t>(start[m_header - 1]);
        if (m_header == 1) {  // holds the deletion mark: look for both
            m_probe.fold[0] = 1;
            m_probe.byte[0] |= 1;
        }
        for (size_t k = 1; k < 3; ++k) {
            m_probe.offset[k] = size == 0 ? 0 : k == 1 ? 1 + size / 2 : size;
            if (m_probe.offset[k] > size)
                m_probe.offset[k] = size;
            m_probe.fold[k] = size ? 0 : m_probe.fold[0];
            m_probe.byte[k] = size ? static_cast<uint8_t>(rest[m_probe.offset[k] - 1]) : m_probe.byte[0];
        }
    }

    /// Calls each(record) for all copies in a block; false when that stopped it.
    template<class Each>
    bool forEachIn(const Block &block, Each &&each) const
    {
        if (block.has(Block::Outside))
            return walk(block, each);
        if (block.used < m_rest.size() + m_header || m_rest.size() > kOutsideNameLimit)
            return true;
        const size_t places = block.used - m_rest.size();
        const size_t words = (places + 63) / 64;
        std::array<uint64_t, Arena::kMaxPayload / 64 + 2> hits;
        if (!byteScan().probe(block.payload(), words, m_probe, hits.data()))
            return true;
        for (size_t w = 0; w < words; ++w) {
            for (uint64_t left = hits[w]; left; left &= left - 1) {
                const size_t last = 64 * w + static_cast<size_t>(std::countr_zero(left));
                if (last >= places || last + 1 < m_header)
                    continue;
                const char *record = block.payload() + last + 1 - m_header;
                if (isCopy(record) && isBorder(block, record) && !each(record))
                    return false;
            }
        }
        return true;
    }

private:
    void encodeHeader(char *to) const
    {
        if (m_header == 1) {
            *to = static_cast<char>(0x80 | m_rest.size() << 1);
        } else {
            to[0] = static_cast<char>(0x80 | kMediumCode << 1);
            to[1] = static_cast<char>(0x80 | m_rest.size() >> 7);
            to[2] = static_cast<char>(0x80 | (m_rest.size() & 127));
        }
    }
    bool isCopy(const char *record) const
    {
        const auto first = static_cast<unsigned char>(*record);
        const size_t code = m_header == 1 ? m_rest.size() : kMediumCode;
        return (first | 1u) == (0x81u | code << 1) && decode(record).rest == m_rest;
    }
    /// In plain ASCII only headers have high bits, so what looks like one is one, except within the three bytes of a longer header.
    static bool isBorder(const Block &block, const char *record)
    {
        const auto mayBeLonger = [&](std::ptrdiff_t back) {
            return record - block.payload() >= back && (static_cast<unsigned char>(record[-back]) | 1u) == (0x81u | kMediumCode << 1);
        };
        if (!block.has(Block::Mixed) && !mayBeLonger(1) && !mayBeLonger(2))
            return true;
        const char *at = block.payload();
        while (at < record)
            at = decode(at).next;
        return at == record;
    }
    template<class Each>
    bool walk(const Block &block, Each &&each) const
    {
        for (const char *at = block.payload(); at < block.end();) {
            const Record record = decode(at);
            if (record.rest == m_rest && !each(at))
                return false;
            at = record.next;
        }
        return true;
    }

    std::string_view m_rest;
    size_t m_header;
    Probe m_probe{};
};

struct Hash {
    size_t operator()(std::string_view text) const { return static_cast<size_t>(hashBytes(text)); }
};

void findMany(const Forest &forest, FolderId folder, std::span<const std::string_view> rests, ReadSlice &slice, const FoundCopy &each)
{
    std::unordered_map<std::string_view, size_t, Hash> wanted(rests.size() * 2);
    std::vector<bool> mayBe(std::bit_ceil(rests.size() * 16));  // turns nearly all other names away at the price of one bit
    const size_t mask = mayBe.size() - 1;
    for (size_t i = 0; i < rests.size(); ++i) {
        wanted.emplace(rests[i], i);
        mayBe[hashBytes(rests[i]) & mask] = true;
    }
    forest.forEachBlock(folder, slice, [&](const Block &block, Place place) {
        for (const char *at = block.payload(); at < block.end();) {
            const Record record = decode(at);
            if (mayBe[hashBytes(record.rest) & mask]) {
                const auto found = wanted.find(record.rest);
                if (found != wanted.end() && !each(found->second, place + static_cast<size_t>(at - block.payload()), record.dead))
                    return false;
            }
            at = record.next;
        }
        return true;
    });
}

}  // namespace

void findCopies(const Forest &forest, FolderId folder, std::span<const std::string_view> rests, ReadSlice &slice, const FoundCopy &each)
{
    if (rests.size() > kFew) {
        findMany(forest, folder, rests, slice, each);
        return;
    }
    for (size_t i = 0; i < rests.size(); ++i) {
        const Image image(rests[i]);
        forest.forEachBlock(folder, slice, [&](const Block &block, Place place) {
            return image.forEachIn(block, [&](const char *record) {
                return each(i, place + static_cast<size_t>(record - block.payload()), isDead(record));
            });
        });
    }
}

Place findLive(const Forest &forest, FolderId folder, std::string_view rest, ReadSlice &slice)
{
    Place found = kNowhere;
    findCopies(forest, folder, {&rest, 1}, slice, [&found](size_t, Place place, bool dead) {
        if (!dead)
            found = place;
        return dead;
    });
    return found;
}

}  // namespace vermilion::forest
