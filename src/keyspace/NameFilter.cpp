// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/Glob.h"
#include "keyspace/KeyStore.h"
#include "keyspace/store/Matcher.h"

namespace vermilion {

bool NameFilter::matches(std::string_view name) const
{
    switch (kind) {
    case Kind::None:
        return true;
    case Kind::Glob:
        return globMatches(text, name, ignoreCase);
    case Kind::Substring:
        return forest::contains(name, ignoreCase ? forest::lowered(text) : text, ignoreCase);
    case Kind::Exact:
        return name.size() == text.size() && forest::sameBytes(name.data(), ignoreCase ? forest::lowered(text).data() : text.data(), name.size(), ignoreCase);
    }
    return false;
}

}  // namespace vermilion
