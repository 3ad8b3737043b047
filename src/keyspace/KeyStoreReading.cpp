// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyStore.h"

#include "keyspace/store/Counting.h"
#include "keyspace/store/FlatOrder.h"
#include "keyspace/store/KeyStorePrivate.h"
#include "keyspace/store/Listing.h"
#include "keyspace/store/Lookup.h"

namespace vermilion {

using forest::Walker;

uint64_t KeyStore::size() const { return d->size.load(std::memory_order_relaxed); }
uint64_t KeyStore::revision() const { return d->revision.load(std::memory_order_relaxed); }

size_t KeyStore::memory() const
{
    const Private::Reading reading(*d);
    return sizeof *this + sizeof *d + reading.forest->memory();
}

size_t KeyStore::folderCount() const
{
    const Private::Reading reading(*d);
    return reading.forest->folders().size();
}

bool KeyStore::contains(std::string_view name) const { return find(name).isValid(); }

KeyRef KeyStore::find(std::string_view name) const
{
    Private::Reading reading(*d);
    size_t cut = 0;
    const FolderId folder = reading.forest->folderOf(name, cut);
    const forest::Place place = forest::findLive(*reading.forest, folder, name.substr(cut), reading.slice);
    return place == forest::kNowhere ? KeyRef() : reading.forest->key(folder, place);
}

std::string KeyStore::name(KeyRef key) const
{
    const Private::Pin pin(*d);
    const forest::Place place = pin->placeOf(key);
    if (place == forest::kNowhere)
        return {};
    const std::string_view prefix = pin->folders().prefix(forest::Forest::folderOf(key));
    const std::string_view rest = forest::decode(pin->arena().at(place)).rest;
    std::string name;
    name.reserve(prefix.size() + rest.size());
    return name.append(prefix).append(rest);
}

bool KeyStore::isAlive(KeyRef key) const
{
    const Private::Pin pin(*d);
    const forest::Place place = pin->placeOf(key);
    return place != forest::kNowhere && !forest::isDead(pin->arena().at(place));
}

uint64_t KeyStore::countBelow(std::string_view prefix) const
{
    Private::Reading reading(*d);
    return forest::countNamespace(*reading.forest, reading.slice, prefix);
}

FilterCounts KeyStore::count(const NameFilter &filter, int threads, const std::atomic<bool> *stop) const
{
    const std::shared_ptr<const forest::Forest> current = Private::Reading(*d).forest;
    return forest::countMatches(*current, d->gate, filter, threads, stop);
}

FolderListing KeyStore::list(std::string_view prefix, size_t firstRows, const FilterCounts *matches, const std::atomic<bool> *stop) const
{
    Private::Reading reading(*d);
    Walker walker(*reading.forest, reading.slice, matches, stop);
    return forest::listNamespace(*reading.forest, reading.slice, walker, prefix, firstRows, matches);
}

std::vector<KeyRef> KeyStore::all(const FilterCounts *matches, const std::atomic<bool> *stop) const
{
    Private::Reading reading(*d);
    Walker walker(*reading.forest, reading.slice, matches, stop);
    const uint64_t expected = walker.filters() ? matches->total : reading.forest->size();
    return forest::flatOrder(*reading.forest, reading.slice, walker, static_cast<size_t>(expected));
}

void KeyStore::forEachBelow(std::string_view prefix, const FilterCounts *matches,
                            const std::function<bool(const std::vector<std::string> &)> &each) const
{
    Private::Reading reading(*d);
    Walker walker(*reading.forest, reading.slice, matches, nullptr);
    forest::forEachName(*reading.forest, reading.slice, walker, prefix, each);
}

}  // namespace vermilion
