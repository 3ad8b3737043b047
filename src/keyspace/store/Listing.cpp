// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/Listing.h"

#include "keyspace/store/Rows.h"

namespace vermilion::forest {

namespace {

constexpr size_t kNamesABatch = 1000;

uint64_t liveBelow(const Forest &forest, FolderId root)
{
    uint64_t keys = 0;
    for (const FolderId id : forest.subtree(root))
        keys += forest.folders()[id].live;
    return keys;
}

/// The child folders of a real folder. Held under one slice: counting 200,000 folders takes about a millisecond.
void addRealChildren(const Forest &forest, FolderId folder, const FilterCounts *matches, std::vector<FolderListing::Child> &children)
{
    const Folders &folders = forest.folders();
    const size_t parentSize = folders.prefix(folder).size();
    std::vector<uint64_t> nested;
    if (!matches && folder == 0)
        nested = forest.nestedCounts();
    const auto keysOf = [&](FolderId id) -> uint64_t {
        if (matches)
            return id < matches->nested.size() ? matches->nested[id] : 0;
        return nested.empty() ? liveBelow(forest, id) : nested[id];
    };
    for (FolderId id = folders[folder].firstChild; id; id = folders[id].nextSibling)
        if (const uint64_t keys = keysOf(id))
            children.push_back({std::string(folders.prefix(id).substr(parentSize)), keys});
}

bool byName(const FolderListing::Child &a, const FolderListing::Child &b) { return a.name < b.name; }

}  // namespace

FolderListing listNamespace(const Forest &forest, ReadSlice &slice, Walker &walker, std::string_view prefix, size_t firstRows,
                            const FilterCounts *matches)
{
    FolderListing listing;
    listing.prefix = prefix;
    listing.complete = true;
    const Location location = forest.locate(prefix);
    if (!location.exists)
        return listing;
    if (location.beyond.empty())
        addRealChildren(forest, location.folder, walker.filters() ? matches : nullptr, listing.children);

    const RowText text{forest.arena(), location.beyond.size()};
    RowKeeper<KeyRow> keys(text, firstRows);
    RowKeeper<GroupRow> groups(text, firstRows);
    const bool holdsGroups = forest.folders()[location.folder].capped;
    const bool afterBrace = prefix.find('{') != std::string_view::npos;
    if (location.beyond.empty() && !walker.filters())
        keys.reserve(forest.folders()[location.folder].live);
    const bool whole = walker.records(location.folder, [&](std::string_view rest, Place place) {
        if (!rest.starts_with(location.beyond))
            return true;
        rest.remove_prefix(location.beyond.size());
        const size_t cut = holdsGroups ? forest.separators().firstCut(rest, afterBrace) : std::string_view::npos;
        if (cut != std::string_view::npos) {
            groups.add(rest.substr(0, cut), place);
        } else {
            keys.add(rest, place);
            ++listing.keyTotal;
        }
        return true;
    });

    // Texts stay where they are: sorting and naming them needs no gate.
    slice.released([&] {
        const std::vector<KeyRow> rows = keys.take();
        listing.keys.reserve(rows.size());
        for (const KeyRow &row : rows)
            listing.keys.push_back(forest.key(location.folder, row.place()));
        std::sort(listing.children.begin(), listing.children.end(), byName);
        const auto realChildren = static_cast<std::ptrdiff_t>(listing.children.size());
        const std::vector<GroupRow> found = groups.take();
        listing.children.reserve(listing.children.size() + found.size());
        for (const GroupRow &row : found)
            listing.children.push_back({std::string(text(row)), row.count});
        std::inplace_merge(listing.children.begin(), listing.children.begin() + realChildren, listing.children.end(), byName);
    });
    listing.complete = whole && listing.keys.size() == listing.keyTotal && groups.complete();
    return listing;
}

uint64_t countNamespace(const Forest &forest, ReadSlice &slice, std::string_view prefix)
{
    if (prefix.empty())
        return forest.size();
    const Location location = forest.locate(prefix);
    if (!location.exists)
        return 0;
    if (location.beyond.empty())
        return liveBelow(forest, location.folder);
    uint64_t keys = 0;
    Walker(forest, slice, nullptr, nullptr).records(location.folder, [&](std::string_view rest, Place) {
        keys += rest.starts_with(location.beyond);
        return true;
    });
    return keys;
}

void forEachName(const Forest &forest, ReadSlice &slice, Walker &walker, std::string_view prefix,
                 const std::function<bool(const std::vector<std::string> &)> &each)
{
    const Location location = forest.locate(prefix);
    if (!location.exists)
        return;
    std::vector<std::string> batch;
    bool goOn = true;
    const auto flush = [&] {
        if (!batch.empty())
            slice.released([&] { goOn = each(batch); });
        batch.clear();
    };
    const auto folders = location.beyond.empty() ? forest.subtree(location.folder) : std::vector<FolderId>{location.folder};
    for (const FolderId id : folders) {
        const std::string_view start = forest.folders().prefix(id);
        walker.records(id, [&](std::string_view rest, Place) {
            if (!rest.starts_with(location.beyond))
                return true;
            batch.emplace_back(start).append(rest);
            if (batch.size() == kNamesABatch)
                flush();
            return goOn;
        });
        if (!goOn)
            return;
    }
    flush();
}

}  // namespace vermilion::forest
