// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/Folders.h"

#include "keyspace/store/ByteScan.h"

namespace vermilion::forest {

namespace {

// A folder costs about 100 bytes with its prefix, its slot and its first block: worth it where it saves its prefix in many names, ruinous
// where every key has one. Hence a limit a folder, and one for all of them that grows with the number of keys.
constexpr uint32_t kMaxChildren = 1u << 14;
constexpr uint64_t kFreeFolders = 1u << 15, kKeysPerFolder = 64;
// Greedy namespaces must not starve the top of the tree: the root is exempt from the common limit, and its children nearly so.
constexpr uint32_t kAlwaysChildren = 16;

}  // namespace

Folders::Folders() : m_table(1u << 10)
{
    m_ownedPages.emplace_back(new Folder[kPageFolders]);
    m_pages[0].store(m_ownedPages[0].get(), std::memory_order_relaxed);
    m_size = 1;
    put(hashBytes({}) >> 32 << 32 | 1);
}

std::string_view Folders::prefix(FolderId id) const
{
    const Folder &folder = (*this)[id];
    if (!folder.prefixSize)
        return {};
    return {m_texts[folder.prefixPlace / kTextPage].load(std::memory_order_relaxed) + folder.prefixPlace % kTextPage, folder.prefixSize};
}

// Slots are chosen by the upper half of the hash, which the entry keeps: growing needs no prefix.
uint32_t Folders::find(std::string_view prefix, uint64_t hash) const
{
    const size_t mask = m_table.size() - 1;
    for (size_t slot = (hash >> 32) & mask; m_table[slot]; slot = (slot + 1) & mask) {
        if (m_table[slot] >> 32 != hash >> 32)
            continue;
        const auto id = static_cast<uint32_t>(m_table[slot]) - 1;
        if (this->prefix(id) == prefix)
            return id;
    }
    return kNone;
}

void Folders::prefetchSlot(uint64_t hash) const { prefetch(&m_table[(hash >> 32) & (m_table.size() - 1)]); }

bool Folders::mayGrow(const Folder &parent, std::string_view prefix, uint64_t keys) const
{
    if (parent.capped || parent.children >= kMaxChildren || parent.depth >= kMaxDepth || prefix.size() > kMaxPrefix)
        return false;
    if (m_size >= kPageFolders * kMaxPages || m_ownedTexts.size() >= kMaxTextPages)
        return false;
    const uint64_t limit = kFreeFolders + keys / kKeysPerFolder;
    return m_size < limit || parent.depth == 0 || (parent.depth == 1 && parent.children < kAlwaysChildren && m_size < 2 * limit);
}

uint32_t Folders::add(FolderId parentId, std::string_view prefix, uint64_t hash, uint64_t keys)
{
    Folder &parent = (*this)[parentId];
    if (!mayGrow(parent, prefix, keys)) {
        parent.capped = true;
        return kNone;
    }
    const FolderId id = m_size;
    if (id % kPageFolders == 0) {
        m_ownedPages.emplace_back(new Folder[kPageFolders]);
        m_pages[id / kPageFolders].store(m_ownedPages.back().get(), std::memory_order_relaxed);
    }
    Folder &folder = (*this)[id];
    folder.prefixPlace = keepPrefix(prefix);
    folder.prefixSize = static_cast<uint16_t>(prefix.size());
    folder.parent = parentId;
    folder.depth = static_cast<uint8_t>(parent.depth + 1);
    folder.nextSibling = parent.firstChild;
    parent.firstChild = id;
    ++parent.children;
    ++m_size;
    if (size_t{m_size} * 2 > m_table.size())
        grow();
    put(hash >> 32 << 32 | (id + 1));
    return id;
}

uint32_t Folders::keepPrefix(std::string_view prefix)
{
    if (m_textTop + prefix.size() > kTextPage) {
        m_ownedTexts.emplace_back(new char[kTextPage]);
        m_texts[m_ownedTexts.size() - 1].store(m_ownedTexts.back().get(), std::memory_order_relaxed);
        m_textTop = 0;
    }
    std::memcpy(m_ownedTexts.back().get() + m_textTop, prefix.data(), prefix.size());
    const size_t place = (m_ownedTexts.size() - 1) * kTextPage + m_textTop;
    m_textTop += prefix.size();
    return static_cast<uint32_t>(place);
}

void Folders::put(uint64_t entry)
{
    const size_t mask = m_table.size() - 1;
    size_t slot = (entry >> 32) & mask;
    while (m_table[slot])
        slot = (slot + 1) & mask;
    m_table[slot] = entry;
}

void Folders::grow()
{
    std::vector<uint64_t> old(m_table.size() * 2);
    old.swap(m_table);
    for (const uint64_t entry : old)
        if (entry)
            put(entry);
}

size_t Folders::memory() const
{
    return sizeof *this + m_ownedPages.size() * kPageFolders * sizeof(Folder) + m_ownedTexts.size() * kTextPage
        + m_table.capacity() * sizeof(uint64_t);
}

}  // namespace vermilion::forest
