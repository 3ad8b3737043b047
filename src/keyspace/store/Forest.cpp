// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/Forest.h"

#include "keyspace/store/ByteScan.h"

#include <algorithm>
#include <new>

namespace vermilion::forest {

Forest::Prepared Forest::prepare(std::string_view name) const
{
    Prepared prepared;
    prepared.name = name;
    const size_t cut = m_separators.lastCut(name);
    prepared.cut = cut <= Folders::kMaxPrefix ? cut : 0;
    prepared.folder = cut <= Folders::kMaxPrefix ? 0 : Folders::kNone;
    prepared.hash = hashBytes(name.substr(0, prepared.cut));
    if (name.size() > kOutsideNameLimit) {
        prepared.outside.reset(new char[sizeof(OutsideName) + name.size()]);
        new (prepared.outside.get()) OutsideName{name.size(), 0};
        std::memcpy(prepared.outside.get() + sizeof(OutsideName), name.data(), name.size());
    }
    return prepared;
}

void Forest::append(std::vector<Prepared> &names)
{
    // Everything a name needs is likely to miss the cache: slot, folder, end of its last block. Ask for all of a group, then use it.
    constexpr size_t kGroup = 32;
    for (size_t first = 0; first < names.size(); first += kGroup) {
        const size_t last = std::min(first + kGroup, names.size());
        for (size_t i = first; i < last; ++i)
            m_folders.prefetchSlot(names[i].hash);
        for (size_t i = first; i < last; ++i) {
            Prepared &name = names[i];
            if (name.folder == 0)
                name.folder = m_folders.find(name.name.substr(0, name.cut), name.hash);
            if (name.folder == Folders::kNone)
                name.folder = walkDown(name);
            if (m_folders[name.folder].tail)
                prefetch(m_arena.block(m_folders[name.folder].tail));
        }
        for (size_t i = first; i < last; ++i)
            if (const uint32_t tail = m_folders[names[i].folder].tail)
                prefetch(m_arena.block(tail)->end());
        for (size_t i = first; i < last; ++i)
            place(names[i]);
    }
}

/// From the root towards a folder that is not there (its prefix has been looked up already), making what may be made on the way.
FolderId Forest::walkDown(Prepared &prepared)
{
    const std::string_view name = prepared.name;
    const size_t missing = prepared.cut;
    size_t &cut = prepared.cut;
    FolderId folder = 0;
    bool afterBrace = false;
    for (cut = 0;;) {
        const Folder &parent = m_folders[folder];
        if (parent.capped && !parent.firstChild)
            return folder;
        const std::string_view rest = name.substr(cut);
        const size_t length = m_separators.firstCut(rest, afterBrace);
        if (length == std::string_view::npos)
            return folder;
        const std::string_view prefix = name.substr(0, cut + length);
        const bool known = prefix.size() == missing;
        const bool possible = prefix.size() <= Folders::kMaxPrefix;
        const uint64_t hash = known ? prepared.hash : possible ? hashBytes(prefix) : 0;
        uint32_t child = possible && !known ? m_folders.find(prefix, hash) : Folders::kNone;
        if (child == Folders::kNone)
            child = m_folders.add(folder, prefix, hash, m_live);
        if (child == Folders::kNone)
            return folder;
        afterBrace = afterBrace || firstOf(rest.substr(0, length), '{') != std::string_view::npos;
        folder = child;
        cut = prefix.size();
    }
}

FolderId Forest::folderOf(std::string_view name, size_t &cut) const
{
    cut = m_separators.lastCut(name);
    if (cut <= Folders::kMaxPrefix)
        if (const uint32_t direct = m_folders.find(name.substr(0, cut), hashBytes(name.substr(0, cut))); direct != Folders::kNone)
            return direct;
    FolderId folder = 0;
    cut = 0;
    for (;;) {
        const size_t next = m_separators.nextCut(name, cut);
        if (next > Folders::kMaxPrefix)
            return folder;
        const std::string_view prefix = name.substr(0, next);
        const uint32_t child = m_folders.find(prefix, hashBytes(prefix));
        if (child == Folders::kNone)
            return folder;
        folder = child;
        cut = next;
    }
}

Location Forest::locate(std::string_view prefix) const
{
    if (!prefix.empty() && m_separators.lastCut(prefix) != prefix.size())
        return {};
    size_t cut = 0;
    const FolderId folder = folderOf(prefix, cut);
    const bool exists = cut == prefix.size() || m_folders[folder].capped;
    return {folder, prefix.substr(cut), exists};
}

void Forest::place(Prepared &prepared)
{
    const FolderId id = prepared.folder;
    const size_t cut = prepared.cut;
    const std::string_view rest = prepared.name.substr(cut);
    size_t size = 0;
    if (prepared.outside) {
        size = kOutsideRecordSize;
        auto *outside = reinterpret_cast<OutsideName *>(prepared.outside.get());
        outside->cut = cut;
        char *to = room(id, size, Block::Outside | Block::Mixed);
        m_arena.keep(std::move(prepared.outside), sizeof(OutsideName) + prepared.name.size());
        encodeOutside(to, outside);
    } else {
        size = inlineRecordSize(rest.size());
        encodeInline(room(id, size, isAscii(rest) ? 0 : Block::Mixed), rest);
    }
    Folder &folder = m_folders[id];
    ++folder.live;
    ++folder.records;
    folder.bytes = static_cast<uint32_t>(std::min<uint64_t>(uint64_t{folder.bytes} + size, ~0u));
    ++m_live;
}

char *Forest::room(FolderId id, size_t need, uint16_t flags)
{
    Folder &folder = m_folders[id];
    Block *block = folder.tail ? m_arena.block(folder.tail) : nullptr;
    if (!block || size_t{block->used} + need > block->capacity()) {
        // Half of what the folder holds already: little waste in small folders, long runs in big ones.
        const uint32_t unit = m_arena.allocate(id, need, std::max<size_t>(20, folder.bytes / 2));
        if (block)
            block->next = unit;
        else
            folder.head = unit;
        folder.tail = unit;
        block = m_arena.block(unit);
    }
    char *to = block->payload() + block->used;
    block->used = static_cast<uint16_t>(block->used + need);
    block->shape |= flags;
    return to;
}

void Forest::setDead(FolderId id, Place place, bool dead)
{
    char *record = m_arena.at(place);
    if (isDead(record) == dead)
        return;
    forest::setDead(record, dead);
    Folder &folder = m_folders[id];
    folder.live += dead ? -1 : 1;
    m_live += dead ? -1 : 1;
}

std::vector<FolderId> Forest::subtree(FolderId root) const
{
    std::vector<FolderId> ids{root};
    for (size_t i = 0; i < ids.size(); ++i)
        for (FolderId child = m_folders[ids[i]].firstChild; child; child = m_folders[child].nextSibling)
            ids.push_back(child);
    return ids;
}

std::vector<uint64_t> Forest::nestedCounts() const
{
    std::vector<uint64_t> counts(m_folders.size());
    for (FolderId id = m_folders.size(); id-- > 0;) {
        counts[id] += m_folders[id].live;
        if (id)  // children always come after their parents
            counts[m_folders[id].parent] += counts[id];
    }
    return counts;
}

}  // namespace vermilion::forest
