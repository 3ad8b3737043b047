// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace vermilion {

/// The table of CommandTable::bundled() as text, words separated by spaces.
std::string_view bundledCommands();

}  // namespace vermilion
