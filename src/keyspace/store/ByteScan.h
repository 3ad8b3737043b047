// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// The only place where vector instructions are used. SSE2 where the platform has it, AVX2 where the processor turns out to have it,
// and a plain form of each that the tests hold the others to.
namespace vermilion::forest {

/// Three bytes at fixed distances; `fold` 0x20 makes a lower-case letter match both cases.
struct Probe {
    uint8_t byte[3];
    uint8_t fold[3];
    size_t offset[3];

    /// First, middle and last byte of a needle of at least one byte, which is in lower case when `ignoreCase`.
    static Probe of(std::string_view needle, bool ignoreCase);
};

/// Sets bit i of hits[w] when the probe matches at data + 64 w + i. Reads up to 64 × words + offset[2] bytes. True when any bit is set.
using ProbeScan = bool (*)(const char *data, size_t words, const Probe &probe, uint64_t *hits);
/// Sets bit i of high[w] when data[64 w + i] ≥ 0x80.
using HighBitScan = void (*)(const char *data, size_t words, uint64_t *high);

struct ByteScan {
    const char *name;
    ProbeScan probe;
    HighBitScan highBits;
};

const ByteScan &byteScan();        ///< the best one for this processor
const ByteScan *byteScans();       ///< all that can run here, for tests; ends with a null name

bool isAscii(std::string_view text);
size_t firstOf(std::string_view text, char byte);  ///< npos: none
/// Bytes up to and including the last one of `set` (also given as a table); 0: none.
size_t lastOfAny(std::string_view text, std::string_view set, const bool *table);

inline void prefetch(const void *address)
{
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(address);
#else
    static_cast<void>(address);
#endif
}

inline uint64_t load64(const char *from)
{
    uint64_t value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

/// A 64-bit hash of bytes; the same within one run only.
inline uint64_t hashBytes(std::string_view text)
{
    constexpr uint64_t kMix = 0x9E3779B97F4A7C15ull;
    const char *at = text.data();
    size_t left = text.size();
    uint64_t hash = left * kMix;
    for (; left > 8; at += 8, left -= 8) {
        hash = (hash ^ load64(at)) * kMix;
        hash ^= hash >> 29;
    }
    uint64_t tail = 0;
    if (text.size() >= 8)
        tail = load64(text.data() + text.size() - 8);
    else
        for (size_t i = 0; i < left; ++i)
            tail |= static_cast<uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
    hash = (hash ^ tail) * 0xD6E8FEB86659FD93ull;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93ull;
    return hash ^ (hash >> 29);
}

inline char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

/// `folded` is in lower case when `ignoreCase`.
inline bool sameBytes(const char *text, const char *folded, size_t size, bool ignoreCase)
{
    if (!ignoreCase)
        return size == 0 || std::memcmp(text, folded, size) == 0;
    for (size_t i = 0; i < size; ++i)
        if (lower(text[i]) != folded[i])
            return false;
    return true;
}

}  // namespace vermilion::forest
