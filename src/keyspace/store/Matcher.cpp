// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/Matcher.h"

#include "keyspace/Glob.h"

#include <algorithm>
#include <bit>

namespace vermilion::forest {

namespace {

using Verdict = Matcher::FolderRule::Verdict;

bool startsWith(std::string_view text, std::string_view foldedStart, bool ignoreCase)
{
    return text.size() >= foldedStart.size() && sameBytes(text.data(), foldedStart.data(), foldedStart.size(), ignoreCase);
}

size_t wordsFor(size_t bytes) { return (bytes + 63) / 64; }

bool anyBit(const uint64_t *bits, size_t from, size_t to)
{
    if (from >= to)
        return false;
    const size_t first = from / 64, last = (to - 1) / 64;
    const uint64_t lowMask = ~uint64_t{0} << (from % 64);
    const uint64_t highMask = ~uint64_t{0} >> (63 - (to - 1) % 64);
    if (first == last)
        return bits[first] & lowMask & highMask;
    if (bits[first] & lowMask)
        return true;
    for (size_t w = first + 1; w < last; ++w)
        if (bits[w])
            return true;
    return bits[last] & highMask;
}

/// How many of the stretches that begin with a head (or a run of heads) hold a hit.
uint32_t stretchesHit(const uint64_t *hits, const uint64_t *heads, size_t words)
{
    uint32_t count = 0;
    bool counted = false;  // the stretch that runs into this word is counted already
    for (size_t w = 0; w < words; ++w) {
        uint64_t hit = hits[w];
        const uint64_t head = heads[w];
        if (counted) {
            if (!head)
                continue;
            hit &= ~((head & (~head + 1)) - 1);
            counted = false;
        }
        while (hit) {
            ++count;
            const uint64_t lowest = hit & (~hit + 1);
            const uint64_t later = head & ~(lowest | (lowest - 1));
            if (!later) {
                counted = true;
                break;
            }
            hit &= ~((later & (~later + 1)) - 1);
        }
    }
    return count;
}

}  // namespace

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool contains(std::string_view text, std::string_view needle, bool ignoreCase)
{
    if (!ignoreCase)
        return text.find(needle) != std::string_view::npos;
    const auto same = [](char a, char b) { return lower(a) == b; };
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(), same) != text.end() || needle.empty();
}

Matcher::Matcher(const NameFilter &filter) : m_ignoreCase(filter.ignoreCase)
{
    const auto folded = [this](std::string_view text) { return m_ignoreCase ? lowered(text) : std::string(text); };
    switch (filter.kind) {
    case NameFilter::Kind::None:
        break;
    case NameFilter::Kind::Substring:
        m_kind = filter.text.empty() ? Kind::Everything : Kind::Contains;
        m_literal = folded(filter.text);
        break;
    case NameFilter::Kind::Exact:
        m_kind = Kind::Exact;
        m_literal = folded(filter.text);
        break;
    case NameFilter::Kind::Glob: {
        const GlobLiterals literals = globLiterals(filter.text);
        m_pattern = filter.text;
        m_start = folded(literals.start);
        for (const std::string &run : literals.runs)
            m_runs.push_back(folded(run));
        if (literals.onlyStart || literals.onlyContains)
            m_literal = m_runs.empty() ? std::string() : m_runs.front();
        if (literals.onlyStart)
            m_kind = m_literal.empty() ? Kind::Everything : Kind::StartsWith;
        else
            m_kind = literals.onlyContains ? Kind::Contains : Kind::Glob;
        break;
    }
    }
    m_ascii = isAscii(m_literal);
}

Matcher::FolderRule Matcher::ruleFor(std::string_view prefix) const
{
    FolderRule rule;
    rule.prefix = prefix;
    rule.verdict = Verdict::Some;
    const std::string_view literal = m_literal;
    switch (m_kind) {
    case Kind::Everything:
        rule.verdict = Verdict::All;
        return rule;
    case Kind::StartsWith:
    case Kind::Exact: {
        const size_t common = std::min(prefix.size(), literal.size());
        if (!sameBytes(prefix.data(), literal.data(), common, m_ignoreCase))
            rule.verdict = Verdict::None;
        else if (common == literal.size() && m_kind == Kind::StartsWith)
            rule.verdict = Verdict::All;
        else if (common < prefix.size())
            rule.verdict = Verdict::None;
        rule.tails.push_back(literal.substr(common));
        return rule;
    }
    case Kind::Glob:
        if (!sameBytes(prefix.data(), m_start.data(), std::min(prefix.size(), m_start.size()), m_ignoreCase)) {
            rule.verdict = Verdict::None;
            return rule;
        }
        // A run that stands in the prefix tells nothing about the rest; the longest of the others tells most.
        for (const std::string &run : m_runs) {
            if (!contains(prefix, run, m_ignoreCase)) {
                chooseNeedle(rule, run);
                break;
            }
        }
        return rule;
    case Kind::Contains:
        if (contains(prefix, literal, m_ignoreCase))
            rule.verdict = Verdict::All;
        else
            chooseNeedle(rule, literal);
        return rule;
    }
    return rule;
}

void Matcher::chooseNeedle(FolderRule &rule, std::string_view needle) const
{
    const std::string_view prefix = rule.prefix;
    rule.needle = needle;
    for (size_t begun = 1; begun < needle.size() && begun <= prefix.size(); ++begun)
        if (sameBytes(prefix.data() + prefix.size() - begun, needle.data(), begun, m_ignoreCase))
            rule.tails.push_back(needle.substr(begun));
}

bool Matcher::startsWithTail(std::string_view rest, const FolderRule &rule) const
{
    return std::any_of(rule.tails.begin(), rule.tails.end(), [&](std::string_view tail) { return startsWith(rest, tail, m_ignoreCase); });
}

bool Matcher::matches(const FolderRule &rule, std::string_view rest) const
{
    std::string buffer;
    return matches(rule, rest, buffer);
}

bool Matcher::matches(const FolderRule &rule, std::string_view rest, std::string &buffer) const
{
    if (rule.verdict != Verdict::Some)
        return rule.verdict == Verdict::All;
    switch (m_kind) {
    case Kind::Everything:
        return true;
    case Kind::Contains:
        return contains(rest, m_literal, m_ignoreCase) || startsWithTail(rest, rule);
    case Kind::StartsWith:
        return startsWith(rest, rule.tails.front(), m_ignoreCase);
    case Kind::Exact:
        return rest.size() == rule.tails.front().size() && startsWith(rest, rule.tails.front(), m_ignoreCase);
    case Kind::Glob:
        buffer.assign(rule.prefix).append(rest);
        return globMatches(m_pattern, buffer, m_ignoreCase);
    }
    return false;
}

bool Matcher::mayMatch(std::string_view rest, size_t offset, const FolderRule &rule, const Scratch &scratch) const
{
    if (rest.size() >= rule.needle.size() && anyBit(scratch.hits.data(), offset, offset + rest.size() - rule.needle.size() + 1))
        return true;
    return startsWithTail(rest, rule);
}

/// Marks where the needle stands in the payload, borders between records disregarded. True when it does anywhere.
bool Matcher::findHits(const Block &block, std::string_view needle, uint64_t *hits) const
{
    const size_t words = wordsFor(block.used);
    if (block.used < needle.size()) {
        std::fill_n(hits, words, 0);
        return false;
    }
    const size_t places = block.used - needle.size() + 1;
    const size_t searched = wordsFor(places);
    std::fill(hits + searched, hits + words, 0);
    if (!byteScan().probe(block.payload(), searched, Probe::of(needle, m_ignoreCase), hits))
        return false;
    if (places % 64)
        hits[searched - 1] &= ~(~uint64_t{0} << (places % 64));
    uint64_t any = 0;
    for (size_t w = 0; w < searched; ++w) {
        if (needle.size() > 3) {
            for (uint64_t left = hits[w]; left; left &= left - 1) {
                const uint64_t bit = left & (~left + 1);
                const size_t at = 64 * w + static_cast<size_t>(std::countr_zero(left));
                if (!sameBytes(block.payload() + at, needle.data(), needle.size(), m_ignoreCase))
                    hits[w] &= ~bit;
            }
        }
        any |= hits[w];
    }
    return any;
}

/// Fills the hits of the needle. False when neither it nor a tail stands anywhere in the block: as every tail is an end of the needle,
/// one search for the shortest of them tells.
bool Matcher::holdsAny(const Block &block, const FolderRule &rule, Scratch &scratch) const
{
    if (!rule.tails.empty() && !findHits(block, rule.tails.back(), scratch.tails.data()))
        return false;
    const bool whole = findHits(block, rule.needle, scratch.hits.data());
    return whole || !rule.tails.empty();
}

uint32_t Matcher::count(const Block &block, const FolderRule &rule, bool holes, Scratch &scratch) const
{
    if ((m_kind == Kind::Contains || m_kind == Kind::StartsWith) && m_ascii && !holes && !block.has(Block::Mixed))
        return countByBorders(block, rule, scratch);
    uint32_t found = 0;
    forEachMatch(block, rule, scratch, [&found](std::string_view, size_t) {
        ++found;
        return true;
    });
    return found;
}

/// For plain ASCII only: there the high bits are the borders, and an ASCII needle cannot reach across one.
uint32_t Matcher::countByBorders(const Block &block, const FolderRule &rule, Scratch &scratch) const
{
    const size_t words = wordsFor(block.used);
    uint64_t *hits = scratch.hits.data(), *heads = scratch.heads.data();
    if (rule.needle.empty())
        std::fill_n(hits, words, 0);
    else if (!holdsAny(block, rule, scratch))
        return 0;
    byteScan().highBits(block.payload(), words, heads);
    if (block.used % 64)
        heads[words - 1] &= ~(~uint64_t{0} << (block.used % 64));
    for (const std::string_view tail : rule.tails) {
        uint64_t *ends = scratch.tails.data();
        if (!findHits(block, tail, ends))
            continue;
        uint64_t carry = 0;  // a tail counts only where a record's text starts: right behind a head
        for (size_t w = 0; w < words; ++w) {
            hits[w] |= ends[w] & (heads[w] << 1 | carry);
            carry = heads[w] >> 63;
        }
    }
    return stretchesHit(hits, heads, words);
}

}  // namespace vermilion::forest
