// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vermilion {

/// The server's glob rules (util.c, stringmatchlen): * ? [a-z] [^a] \x; bytes, no locale. Linear in practice, never exponential.
/// `ignoreCase` folds ASCII letters.
bool globMatches(std::string_view pattern, std::string_view text, bool ignoreCase = false);

/// The bytes every match starts with, and the runs of bytes every match contains: what can be looked for fast.
struct GlobLiterals {
    std::string start;
    std::vector<std::string> runs;  ///< the longest first; `start` too
    bool onlyStart = false;         ///< the pattern is `start` and a star: no further check is needed
    bool onlyContains = false;      ///< the pattern is a star, one run and a star
};
GlobLiterals globLiterals(std::string_view pattern);

}  // namespace vermilion
