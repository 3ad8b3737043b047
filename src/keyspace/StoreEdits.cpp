// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/StoreEdits.h"

#include "base/Bytes.h"

#include <algorithm>
#include <functional>

namespace vermilion {

namespace {

constexpr size_t Bite = 100'000;  // names a call: one pass over a folder each

std::vector<std::string_view> views(const std::vector<std::string> &names)
{
    return {names.begin(), names.end()};
}

std::vector<std::string_view> views(const QByteArrayList &names)
{
    std::vector<std::string_view> all;
    all.reserve(size_t(names.size()));
    for (const QByteArray &name : names)
        all.push_back(view(name));
    return all;
}

size_t hashOf(std::string_view name) { return std::hash<std::string_view>()(name); }

}  // namespace

std::shared_ptr<KeyStore> reindexed(const KeyStore &store, const Separators &separators, const std::atomic<bool> &stop)
{
    auto fresh = std::make_shared<KeyStore>(separators);
    store.forEachBelow({}, nullptr, [&](const std::vector<std::string> &names) {
        const std::vector<std::string_view> batch = views(names);
        fresh->append(batch.data(), batch.size());
        return !stop.load();
    });
    return fresh;
}

MergeResult mergeNamespace(KeyStore &store, const KeyStore &fresh, std::string_view prefix, const std::atomic<bool> &stop)
{
    MergeResult result;
    // Hashes, not names: eight bytes a key. Two names of one hash would at worst keep a row until the next refresh.
    std::vector<size_t> still;
    fresh.forEachBelow(prefix, nullptr, [&](const std::vector<std::string> &names) {
        for (const std::string &name : names)
            still.push_back(hashOf(name));
        return !stop.load();
    });
    std::sort(still.begin(), still.end());

    std::vector<std::string> gone;
    std::vector<size_t> had;
    store.forEachBelow(prefix, nullptr, [&](const std::vector<std::string> &names) {
        for (const std::string &name : names) {
            const size_t hash = hashOf(name);
            had.push_back(hash);
            if (!std::binary_search(still.begin(), still.end(), hash))
                gone.push_back(name);
        }
        return !stop.load();
    });
    std::sort(had.begin(), had.end());
    if (stop)
        return result;

    std::vector<std::string> fetched;
    const auto flush = [&] {
        result.added += store.insert(views(fetched));
        fetched.clear();
    };
    fresh.forEachBelow(prefix, nullptr, [&](const std::vector<std::string> &names) {
        for (const std::string &name : names) {
            if (!std::binary_search(had.begin(), had.end(), hashOf(name)))
                fetched.push_back(name);
        }
        if (fetched.size() >= Bite)
            flush();
        return !stop.load();
    });
    flush();
    result.removed = store.remove(views(gone));
    return result;
}

void applyChanges(KeyStore &store, const QByteArrayList &present, const QByteArrayList &gone)
{
    if (!gone.isEmpty())
        store.remove(views(gone));
    if (!present.isEmpty())
        store.insert(views(present));
}

}  // namespace vermilion
