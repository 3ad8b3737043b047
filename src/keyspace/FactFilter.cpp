// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/FactFilter.h"

namespace vermilion {

bool FactFilter::matches(const KeyFacts &facts, std::chrono::milliseconds now) const
{
    using namespace std::chrono_literals;
    if (facts.isGone() || (!type.isEmpty() && facts.type != type) || (leastBytes > 0 && facts.bytes < leastBytes))
        return false;
    const bool expires = facts.expiry == KeyFacts::Expiry::At;
    const auto left = facts.expiresAt - now;
    switch (ttl) {
    case Ttl::Any: return true;
    case Ttl::Never: return facts.expiry == KeyFacts::Expiry::Never;
    case Ttl::Expiring: return expires;
    case Ttl::WithinMinutes: return expires && left <= 2min;
    case Ttl::WithinDay: return expires && left <= 24h;
    case Ttl::Longer: return expires && left > 24h;
    }
    return false;
}

}  // namespace vermilion
