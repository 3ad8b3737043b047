// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyMetadata.h"

namespace vermilion {

/// What is looked for among the types, TTLs and sizes that are known.
struct FactFilter {
    enum class Ttl { Any, Never, Expiring, WithinMinutes, WithinDay, Longer };  ///< WithinMinutes: two; Longer: over a day
    QByteArray type;        ///< empty: any
    Ttl ttl = Ttl::Any;
    qint64 leastBytes = 0;  ///< 0: any

    bool isActive() const { return *this != FactFilter(); }
    /// Only the type is asked for: then a server of Redis 6 or later can filter by itself.
    bool onlyType() const { return ttl == Ttl::Any && leastBytes == 0; }
    /// `now` is wall time. A key of which something that is asked for is not known does not match.
    bool matches(const KeyFacts &facts, std::chrono::milliseconds now) const;
    friend bool operator==(const FactFilter &, const FactFilter &) = default;
};

}  // namespace vermilion
