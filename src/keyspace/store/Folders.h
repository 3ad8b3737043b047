// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace vermilion::forest {

using FolderId = uint32_t;

struct Folder {
    uint32_t parent = 0;
    uint32_t firstChild = 0, nextSibling = 0;  ///< 0: none (the root is nobody's child)
    uint32_t children = 0;
    uint32_t head = 0, tail = 0;  ///< blocks (Arena units); 0: none
    uint32_t live = 0;            ///< keys directly in it that are not marked as deleted
    uint32_t records = 0;         ///< the same with deleted ones
    uint32_t bytes = 0;           ///< of records, saturating: decides how big the next block becomes
    uint32_t prefixPlace = 0;
    uint16_t prefixSize = 0;
    uint8_t depth = 0;
    /// A child was refused once: from then on none is made any more, so that a name has one place for ever, and rests hold separators.
    bool capped = false;
};

/// The folders of a forest and the way from a prefix to its folder. Folders and prefixes never move. Not synchronised, except that
/// prefix() may run beside a writer for ids that were handed over properly.
class Folders {
public:
    static constexpr uint32_t kNone = ~0u;
    static constexpr size_t kMaxPrefix = 512;
    static constexpr uint8_t kMaxDepth = 32;

    Folders();

    Folder &operator[](FolderId id) { return m_pages[id / kPageFolders].load(std::memory_order_relaxed)[id % kPageFolders]; }
    const Folder &operator[](FolderId id) const { return m_pages[id / kPageFolders].load(std::memory_order_relaxed)[id % kPageFolders]; }
    uint32_t size() const { return m_size; }
    std::string_view prefix(FolderId id) const;

    uint32_t find(std::string_view prefix, uint64_t hash) const;  ///< kNone: absent
    void prefetchSlot(uint64_t hash) const;
    /// A new child; kNone when a limit forbids it (the parent is capped then). `keys`: how many keys the forest holds.
    uint32_t add(FolderId parent, std::string_view prefix, uint64_t hash, uint64_t keys);

    size_t memory() const;

private:
    static constexpr uint32_t kPageFolders = 512, kMaxPages = 8192;
    static constexpr size_t kTextPage = 32768, kMaxTextPages = 8192;

    bool mayGrow(const Folder &parent, std::string_view prefix, uint64_t keys) const;
    uint32_t keepPrefix(std::string_view prefix);
    void put(uint64_t entry);
    void grow();

    std::array<std::atomic<Folder *>, kMaxPages> m_pages{};
    std::array<std::atomic<char *>, kMaxTextPages> m_texts{};
    std::vector<std::unique_ptr<Folder[]>> m_ownedPages;
    std::vector<std::unique_ptr<char[]>> m_ownedTexts;
    size_t m_textTop = kTextPage;
    uint32_t m_size = 0;
    std::vector<uint64_t> m_table;  ///< 32 bits of hash, 32 bits of id + 1; 0: free
};

}  // namespace vermilion::forest
