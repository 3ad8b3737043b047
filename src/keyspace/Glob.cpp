// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/Glob.h"

#include <algorithm>

namespace vermilion {

namespace {

char folded(char byte, bool ignoreCase) { return ignoreCase && byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

bool inRange(char first, char last, char byte, bool ignoreCase)
{
    // The server compares plain (signed, on its usual platforms) chars and accepts ranges written backwards.
    if (static_cast<signed char>(first) > static_cast<signed char>(last))
        std::swap(first, last);
    const auto low = static_cast<signed char>(folded(first, ignoreCase));
    const auto high = static_cast<signed char>(folded(last, ignoreCase));
    const auto value = static_cast<signed char>(folded(byte, ignoreCase));
    return value >= low && value <= high;
}

/// Reads the class that starts behind its '['; leaves `at` behind its ']' (or at the end when that is missing).
bool classHolds(std::string_view pattern, size_t &at, char byte, bool ignoreCase)
{
    const bool negated = at < pattern.size() && pattern[at] == '^';
    if (negated)
        ++at;
    bool found = false;
    while (at < pattern.size() && pattern[at] != ']') {
        if (pattern[at] == '\\' && at + 1 < pattern.size()) {
            found |= folded(pattern[at + 1], ignoreCase) == folded(byte, ignoreCase);
            at += 2;
        } else if (at + 2 < pattern.size() && pattern[at + 1] == '-') {
            found |= inRange(pattern[at], pattern[at + 2], byte, ignoreCase);
            at += 3;
        } else {
            found |= folded(pattern[at], ignoreCase) == folded(byte, ignoreCase);
            ++at;
        }
    }
    if (at < pattern.size())
        ++at;
    return found != negated;
}

/// Matches the one-byte element of the pattern at `at`, and moves behind it.
bool elementMatches(std::string_view pattern, size_t &at, char byte, bool ignoreCase)
{
    switch (pattern[at]) {
    case '?':
        ++at;
        return true;
    case '[':
        return classHolds(pattern, ++at, byte, ignoreCase);
    case '\\':
        if (at + 1 < pattern.size())
            ++at;
        [[fallthrough]];
    default:
        return folded(pattern[at++], ignoreCase) == folded(byte, ignoreCase);
    }
}

}  // namespace

bool globMatches(std::string_view pattern, std::string_view text, bool ignoreCase)
{
    constexpr size_t kNone = std::string_view::npos;
    size_t at = 0, pos = 0;
    size_t starAt = kNone, starPos = 0;  // where to go on when the last star has to take one byte more
    while (pos < text.size()) {
        if (at < pattern.size() && pattern[at] == '*') {
            starAt = ++at;
            starPos = pos;
            continue;
        }
        if (at < pattern.size() && elementMatches(pattern, at, text[pos], ignoreCase)) {
            ++pos;
            continue;
        }
        if (starAt == kNone)
            return false;
        at = starAt;
        pos = ++starPos;
    }
    while (at < pattern.size() && pattern[at] == '*')
        ++at;
    return at == pattern.size();
}

GlobLiterals globLiterals(std::string_view pattern)
{
    GlobLiterals result;
    std::string run;
    size_t stars = 0, others = 0;
    bool atStart = true;
    const auto endRun = [&] {
        if (atStart)
            result.start = run;
        atStart = false;
        if (!run.empty())
            result.runs.push_back(std::move(run));
        run.clear();
    };
    for (size_t at = 0; at < pattern.size();) {
        const char byte = pattern[at];
        if (byte == '*' || byte == '?') {
            endRun();
            ++(byte == '*' ? stars : others);
            ++at;
        } else if (byte == '[') {
            endRun();
            ++others;
            classHolds(pattern, ++at, 0, false);
        } else {
            at += byte == '\\' && at + 1 < pattern.size();
            run.push_back(pattern[at++]);
        }
    }
    const bool endsWithStar = !pattern.empty() && run.empty() && pattern.back() == '*';
    endRun();
    const bool startsWithStar = !pattern.empty() && pattern.front() == '*';
    const size_t runs = result.runs.size();
    result.onlyStart = others == 0 && endsWithStar && (runs == 0 || (runs == 1 && !result.start.empty()));
    result.onlyContains = others == 0 && endsWithStar && startsWithStar && runs == 1 && stars >= 2;
    std::stable_sort(result.runs.begin(), result.runs.end(), [](const std::string &a, const std::string &b) { return a.size() > b.size(); });
    return result;
}

}  // namespace vermilion
