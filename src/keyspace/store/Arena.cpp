// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/Arena.h"

#include <algorithm>
#include <new>

namespace vermilion::forest {

void Arena::addChunk()
{
    // Small databases are many: the first chunks are small, the later ones fill their share of places.
    static constexpr size_t kFirstSizes[] = {size_t{32} << 10, size_t{256} << 10};
    if (m_owned.size() == kMaxChunks)
        throw std::bad_alloc();
    const size_t capacity = m_owned.size() < std::size(kFirstSizes) ? kFirstSizes[m_owned.size()] : kChunkSize;
    Chunk chunk;
    chunk.bytes.reset(new char[capacity + kOverRead]);
    chunk.capacity = capacity;
    m_owned.push_back(std::move(chunk));
    m_memory += capacity + kOverRead;
    m_chunks[m_owned.size() - 1].store(m_owned.back().bytes.get(), std::memory_order_relaxed);
}

uint32_t Arena::allocate(uint32_t owner, size_t need, size_t want)
{
    // Block sizes are multiples of 8; the header takes 12, so payloads are 8n + 4.
    const auto rounded = [](size_t payload) { return ((payload + 3) & ~size_t{7}) + 4; };
    need = rounded(need);
    want = std::clamp(rounded(want), need, kMaxPayload);
    if (m_owned.empty() || m_owned.back().capacity - m_owned.back().top < sizeof(Block) + need)
        addChunk();
    Chunk &chunk = m_owned.back();
    want = std::min(want, chunk.capacity - chunk.top - sizeof(Block));
    const Place place = Place{m_owned.size() - 1} << kChunkBits | chunk.top;
    auto *block = new (at(place)) Block;
    block->owner = owner;
    block->next = 0;
    block->used = 0;
    block->shape = static_cast<uint16_t>(want / 8);
    chunk.top += sizeof(Block) + block->capacity();
    return static_cast<uint32_t>(place / 8);
}

void Arena::keep(std::unique_ptr<char[]> name, size_t bytes)
{
    m_outside.push_back(std::move(name));
    m_memory += bytes + sizeof(void *);
}

}  // namespace vermilion::forest
