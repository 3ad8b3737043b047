// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/store/Forest.h"

namespace vermilion::forest {

/// KeyStore::count: streams the arena in order of address, with `threads` threads that share its chunks.
FilterCounts countMatches(const Forest &forest, const Gate &gate, const NameFilter &filter, int threads, const std::atomic<bool> *stop);

}  // namespace vermilion::forest
