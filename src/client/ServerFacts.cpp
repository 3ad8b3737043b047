// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ServerFacts.h"

namespace vermilion {

bool ServerFacts::atLeast(int redis, int valkey) const
{
    return versionNumber == 0 || versionNumber >= (family == Family::Valkey ? valkey : redis);
}

}  // namespace vermilion
