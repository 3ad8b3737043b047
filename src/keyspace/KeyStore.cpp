// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyStore.h"

#include "keyspace/store/Duplicates.h"
#include "keyspace/store/KeyStorePrivate.h"
#include "keyspace/store/Lookup.h"

#include <algorithm>

// Writing. Reading is in KeyStoreReading.cpp.
namespace vermilion {

namespace {

using forest::Folders;
using forest::Place;

// What is written in one hold of the gate: about 100 µs.
constexpr size_t kNamesASlice = 1024;
constexpr size_t kBytesASlice = size_t{1} << 20;

struct Address {
    forest::FolderId folder;
    std::string_view name, rest;
};

/// Names in order of folder, each once.
std::vector<Address> addressed(const forest::Forest &forest, const std::vector<std::string_view> &names)
{
    std::vector<Address> addresses;
    addresses.reserve(names.size());
    for (const std::string_view name : names) {
        size_t cut = 0;
        const forest::FolderId folder = forest.folderOf(name, cut);
        addresses.push_back({folder, name, name.substr(cut)});
    }
    const auto key = [](const Address &one) { return std::pair(one.folder, one.rest); };
    std::sort(addresses.begin(), addresses.end(), [&](const Address &a, const Address &b) { return key(a) < key(b); });
    const auto same = [&](const Address &a, const Address &b) { return key(a) == key(b); };
    addresses.erase(std::unique(addresses.begin(), addresses.end(), same), addresses.end());
    return addresses;
}

struct Found {
    size_t index;  ///< among the addresses
    Place place;
    bool dead;
};

/// All copies of the addressed names, folder by folder.
std::vector<Found> foundCopies(const forest::Forest &forest, forest::ReadSlice &slice, const std::vector<Address> &addresses)
{
    std::vector<Found> found;
    std::vector<std::string_view> rests;
    for (size_t first = 0; first < addresses.size(); first += rests.size()) {
        rests.clear();
        for (size_t i = first; i < addresses.size() && addresses[i].folder == addresses[first].folder; ++i)
            rests.push_back(addresses[i].rest);
        forest::findCopies(forest, addresses[first].folder, rests, slice, [&](size_t index, Place place, bool dead) {
            found.push_back({first + index, place, dead});
            return true;
        });
    }
    return found;
}

}  // namespace

KeyStore::KeyStore(Separators separators) : d(std::make_unique<Private>(std::move(separators))) {}
KeyStore::~KeyStore() = default;

const Separators &KeyStore::separators() const { return d->separators; }

void KeyStore::Private::appendSlice(std::vector<forest::Forest::Prepared> &names)
{
    {
        const std::lock_guard writing(gate);
        forest->append(names);
        written();
    }
    names.clear();
}

void KeyStore::append(const std::string_view *names, size_t count)
{
    const std::lock_guard writer(d->writers);
    d->append(names, count);
}

void KeyStore::Private::append(const std::string_view *names, size_t count)
{
    std::vector<forest::Forest::Prepared> prepared;
    prepared.reserve(std::min(count, kNamesASlice));
    size_t bytes = 0;
    for (size_t i = 0; i < count; ++i) {
        prepared.push_back(forest->prepare(names[i]));
        bytes += names[i].size();
        if (prepared.size() == kNamesASlice || bytes >= kBytesASlice) {
            appendSlice(prepared);
            bytes = 0;
        }
    }
    if (!prepared.empty())
        appendSlice(prepared);
}

bool KeyStore::insert(std::string_view name) { return insert(std::vector{name}) == 1; }

size_t KeyStore::insert(const std::vector<std::string_view> &names)
{
    const std::lock_guard writer(d->writers);
    std::vector<Address> addresses;
    std::vector<Found> found;
    {
        Private::Reading reading(*d);
        addresses = addressed(*reading.forest, names);
        found = foundCopies(*reading.forest, reading.slice, addresses);
    }
    // A name is there when a live copy is; a deleted copy comes back to life; else it is appended.
    enum : uint8_t { Absent, Deleted, There };
    std::vector<uint8_t> state(addresses.size(), Absent);
    for (const Found &copy : found)
        state[copy.index] = std::max<uint8_t>(state[copy.index], copy.dead ? Deleted : There);
    std::vector<std::string_view> absent;
    for (size_t i = 0; i < addresses.size(); ++i)
        if (state[i] == Absent)
            absent.push_back(addresses[i].name);
    d->append(absent.data(), absent.size());
    size_t added = absent.size();
    for (size_t first = 0; first < found.size(); first += kNamesASlice) {
        const std::lock_guard writing(d->gate);
        for (size_t i = first; i < std::min(first + kNamesASlice, found.size()); ++i) {
            if (state[found[i].index] != Deleted)
                continue;
            d->forest->setDead(addresses[found[i].index].folder, found[i].place, false);
            state[found[i].index] = There;
            ++added;
        }
        d->written();
    }
    return added;
}

size_t KeyStore::remove(const std::vector<std::string_view> &names)
{
    const std::lock_guard writer(d->writers);
    std::vector<Address> addresses;
    std::vector<Found> found;
    {
        Private::Reading reading(*d);
        addresses = addressed(*reading.forest, names);
        found = foundCopies(*reading.forest, reading.slice, addresses);
    }
    std::vector<bool> removed(addresses.size());
    for (size_t first = 0; first < found.size(); first += kNamesASlice) {
        const std::lock_guard writing(d->gate);
        for (size_t i = first; i < std::min(first + kNamesASlice, found.size()); ++i) {
            if (found[i].dead)
                continue;
            d->forest->setDead(addresses[found[i].index].folder, found[i].place, true);
            removed[found[i].index] = true;
        }
        d->written();
    }
    return static_cast<size_t>(std::count(removed.begin(), removed.end(), true));
}

size_t KeyStore::removeDuplicates(const std::atomic<bool> *stop)
{
    Private::Reading reading(*d);
    forest::TwinFinder finder(*reading.forest, reading.slice);
    size_t removed = 0;
    const auto mark = [&](forest::FolderId folder, const std::vector<forest::Twins> &twins, size_t first) {
        const std::lock_guard writing(d->gate);
        if (d->forest != reading.forest)
            return;
        // Both were alive when they were read; another writer may have been there since.
        for (size_t i = first; i < std::min(first + kNamesASlice, twins.size()); ++i) {
            if (forest::isDead(reading.forest->arena().at(twins[i].keep)) || forest::isDead(reading.forest->arena().at(twins[i].drop)))
                continue;
            d->forest->setDead(folder, twins[i].drop, true);
            ++removed;
        }
        d->written();
    };
    const uint32_t folders = reading.forest->folders().size();
    for (forest::FolderId folder = 0; folder < folders; ++folder) {
        const uint32_t records = reading.forest->folders()[folder].records;
        const uint32_t parts = records < 2 ? 0 : forest::TwinFinder::partsFor(records);
        for (uint32_t part = 0; part < parts; ++part) {
            if (stop && stop->load(std::memory_order_relaxed))
                return removed;
            const std::vector<forest::Twins> twins = finder.find(folder, part, parts);
            for (size_t first = 0; first < twins.size(); first += kNamesASlice)
                reading.slice.released([&] { mark(folder, twins, first); });
        }
    }
    return removed;
}

void KeyStore::clear()
{
    const std::lock_guard writer(d->writers);
    auto fresh = std::make_shared<forest::Forest>(d->separators, ++d->epoch);
    {
        const std::lock_guard writing(d->gate);
        d->forest.swap(fresh);
        d->current = d->forest.get();
        d->written();
    }
    while (d->pins.load() > 0)  // a name is being read this very moment
        std::this_thread::yield();
}

}  // namespace vermilion
