// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/store/Record.h"

#include <array>
#include <memory>
#include <vector>

namespace vermilion::forest {

using Place = uint64_t;  ///< byte offset in the arena: 14 bits of chunk, 21 bits within it

/// A run of records of one folder. The header is followed by its payload.
struct Block {
    enum Flag : uint16_t {
        Mixed = 1 << 11,    ///< some text has bytes ≥ 0x80: high bits do not only mean record borders
        Outside = 1 << 12,  ///< some names stand out of line
    };
    uint32_t owner;  ///< FolderId
    uint32_t next;   ///< the folder's next block (place / 8); 0: none
    uint16_t used;   ///< bytes of payload in use
    uint16_t shape;  ///< capacity and flags

    char *payload() { return reinterpret_cast<char *>(this + 1); }
    const char *payload() const { return reinterpret_cast<const char *>(this + 1); }
    const char *end() const { return payload() + used; }
    size_t capacity() const { return static_cast<size_t>(shape & 0x7ff) * 8 + 4; }
    bool has(uint16_t flags) const { return shape & flags; }
};
static_assert(sizeof(Block) == 12);

/// Blocks and out-of-line names. Grows only; chunks never move, so places and texts stay valid for the arena's life.
/// Not synchronised, except that at() may run beside a writer for places that were handed over properly.
class Arena {
public:
    static constexpr unsigned kChunkBits = 21;
    static constexpr size_t kChunkSize = size_t{1} << kChunkBits;
    static constexpr size_t kMaxChunks = size_t{1} << 14;
    static constexpr size_t kMaxPayload = 0x7ff * 8 + 4;
    static constexpr size_t kOverRead = 128;  ///< bytes behind a chunk that vector loads may touch

    Block *block(uint32_t unit) { return reinterpret_cast<Block *>(at(Place{unit} * 8)); }
    const Block *block(uint32_t unit) const { return reinterpret_cast<const Block *>(at(Place{unit} * 8)); }
    char *at(Place place) const
    {
        return m_chunks[static_cast<size_t>(place >> kChunkBits)].load(std::memory_order_relaxed) + (place & (kChunkSize - 1));
    }
    bool holds(Place place) const
    {
        return (place >> kChunkBits) < kMaxChunks && m_chunks[static_cast<size_t>(place >> kChunkBits)].load(std::memory_order_relaxed);
    }

    /// A new block of at least `need` bytes of payload and about `want`; throws std::bad_alloc when memory or places run out.
    uint32_t allocate(uint32_t owner, size_t need, size_t want);
    /// Keeps a long name until the arena dies.
    void keep(std::unique_ptr<char[]> name, size_t bytes);

    size_t chunkCount() const { return m_owned.size(); }
    /// Calls each(block) for the blocks of a chunk in order of address.
    template<class Each>
    void forEachBlock(size_t chunk, Each &&each) const
    {
        const char *base = m_owned[chunk].bytes.get();
        for (size_t offset = kFirstOffset; offset < m_owned[chunk].top;) {
            const auto *block = reinterpret_cast<const Block *>(base + offset);
            each(*block);
            offset += sizeof(Block) + block->capacity();
        }
    }
    size_t memory() const { return m_memory; }

private:
    static constexpr size_t kFirstOffset = 8;  // so that no block has the unit 0
    struct Chunk {
        std::unique_ptr<char[]> bytes;
        size_t top = kFirstOffset;
        size_t capacity = 0;
    };
    void addChunk();

    std::array<std::atomic<char *>, kMaxChunks> m_chunks{};
    std::vector<Chunk> m_owned;
    std::vector<std::unique_ptr<char[]>> m_outside;
    size_t m_memory = 0;
};

}  // namespace vermilion::forest
