// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/NameList.h"

#include "base/Bytes.h"

#include <QSet>

namespace vermilion {

std::shared_ptr<const NameList> collectNames(const KeyStore &store, const FilterCounts *filter, const BulkTarget &target,
                                             const std::atomic<bool> &stop)
{
    auto names = std::make_shared<NameList>();
    const auto addBelow = [&](std::string_view prefix) {
        store.forEachBelow(prefix, filter, [&](const std::vector<std::string> &batch) {
            for (const std::string &name : batch)
                names->add(name);
            return !stop.load();
        });
    };
    if (target.matches) {
        addBelow({});
        return names;
    }
    // A namespace inside another selected one, and a key inside a selected namespace, are there already.
    QByteArrayList prefixes = target.prefixes;
    std::sort(prefixes.begin(), prefixes.end());
    QByteArrayList outer;
    for (const QByteArray &prefix : std::as_const(prefixes)) {
        if (outer.isEmpty() || !prefix.startsWith(outer.last()))
            outer << prefix;
    }
    for (const QByteArray &prefix : std::as_const(outer))
        addBelow(view(prefix));
    QSet<QByteArray> seen;
    for (const QByteArray &key : target.keys) {
        const bool covered = std::any_of(outer.cbegin(), outer.cend(),
                                         [&](const QByteArray &prefix) { return key.startsWith(prefix); });
        // A key that a filter hides is not covered by its namespace, but it was selected by itself.
        const bool listed = covered && (!filter || filter->filter.matches(view(key)));
        if (!listed && !seen.contains(key)) {
            seen.insert(key);
            names->add(view(key));
        }
    }
    return names;
}

}  // namespace vermilion
