// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/store/Walker.h"

namespace vermilion::forest {

/// KeyStore::list. Children are real folders and, in folders that hit a limit, groups of the longer rests.
FolderListing listNamespace(const Forest &forest, ReadSlice &slice, Walker &walker, std::string_view prefix, size_t firstRows,
                            const FilterCounts *matches);

/// KeyStore::countBelow.
uint64_t countNamespace(const Forest &forest, ReadSlice &slice, std::string_view prefix);

/// Full names below a prefix in batches, unordered; the gate is released while `each` runs.
void forEachName(const Forest &forest, ReadSlice &slice, Walker &walker, std::string_view prefix,
                 const std::function<bool(const std::vector<std::string> &)> &each);

}  // namespace vermilion::forest
