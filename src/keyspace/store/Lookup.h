// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/store/Forest.h"

#include <functional>
#include <span>

namespace vermilion::forest {

/// Looks for names in one folder. Few names are searched as bytes with their headers; many are put in a table and the folder is walked
/// once. Calls each(index in `rests`, place, dead) for every copy, deleted ones too; stops on false. `rests` holds no name twice.
using FoundCopy = std::function<bool(size_t index, Place place, bool dead)>;
void findCopies(const Forest &forest, FolderId folder, std::span<const std::string_view> rests, ReadSlice &slice, const FoundCopy &each);

/// A live record of a name, kNowhere when there is none.
Place findLive(const Forest &forest, FolderId folder, std::string_view rest, ReadSlice &slice);

}  // namespace vermilion::forest
