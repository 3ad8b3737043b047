// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/store/Walker.h"

namespace vermilion::forest {

/// KeyStore::all: every key in byte order of the full names. Empty when stopped.
std::vector<KeyRef> flatOrder(const Forest &forest, ReadSlice &slice, Walker &walker, size_t expected);

}  // namespace vermilion::forest
