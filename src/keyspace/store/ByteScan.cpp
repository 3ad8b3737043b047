// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/store/ByteScan.h"

#include <bit>

#if defined(__SSE2__) || defined(_M_X64)
#define VERMILION_SSE2 1
#include <immintrin.h>
#if defined(_MSC_VER) && !defined(__clang__)
#include <intrin.h>
#define VERMILION_AVX2_FUNCTION  // this compiler needs no leave to use AVX2
#else
#define VERMILION_AVX2_FUNCTION __attribute__((target("avx2")))
#endif
#endif

namespace vermilion::forest {

namespace {

bool probePlain(const char *data, size_t words, const Probe &probe, uint64_t *hits)
{
    uint64_t any = 0;
    for (size_t w = 0; w < words; ++w) {
        uint64_t bits = 0;
        for (size_t i = 0; i < 64; ++i) {
            const char *at = data + 64 * w + i;
            bool hit = true;
            for (size_t k = 0; k < 3; ++k)
                hit &= (static_cast<unsigned char>(at[probe.offset[k]]) | probe.fold[k]) == probe.byte[k];
            bits |= static_cast<uint64_t>(hit) << i;
        }
        hits[w] = bits;
        any |= bits;
    }
    return any;
}

void highBitsPlain(const char *data, size_t words, uint64_t *high)
{
    for (size_t w = 0; w < words; ++w) {
        uint64_t bits = 0;
        for (size_t i = 0; i < 64; ++i)
            bits |= static_cast<uint64_t>(static_cast<unsigned char>(data[64 * w + i]) >> 7) << i;
        high[w] = bits;
    }
}

#if VERMILION_SSE2

bool probeSse2(const char *data, size_t words, const Probe &probe, uint64_t *hits)
{
    __m128i byte[3], fold[3];
    for (size_t k = 0; k < 3; ++k) {
        byte[k] = _mm_set1_epi8(static_cast<char>(probe.byte[k]));
        fold[k] = _mm_set1_epi8(static_cast<char>(probe.fold[k]));
    }
    const auto equal = [&](const char *at, size_t k) {
        const __m128i read = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at + probe.offset[k]));
        return _mm_cmpeq_epi8(_mm_or_si128(read, fold[k]), byte[k]);
    };
    uint64_t any = 0;
    for (size_t w = 0; w < words; ++w) {
        uint64_t bits = 0;
        for (size_t part = 0; part < 4; ++part) {
            const char *at = data + 64 * w + 16 * part;
            const __m128i all = _mm_and_si128(equal(at, 0), _mm_and_si128(equal(at, 1), equal(at, 2)));
            bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(all))) << (16 * part);
        }
        hits[w] = bits;
        any |= bits;
    }
    return any;
}

void highBitsSse2(const char *data, size_t words, uint64_t *high)
{
    for (size_t w = 0; w < words; ++w) {
        uint64_t bits = 0;
        for (size_t part = 0; part < 4; ++part) {
            const __m128i read = _mm_loadu_si128(reinterpret_cast<const __m128i *>(data + 64 * w + 16 * part));
            bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(read))) << (16 * part);
        }
        high[w] = bits;
    }
}

VERMILION_AVX2_FUNCTION inline __m256i equalAvx2(const char *at, __m256i byte, __m256i fold)
{
    const __m256i read = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at));
    return _mm256_cmpeq_epi8(_mm256_or_si256(read, fold), byte);
}

VERMILION_AVX2_FUNCTION bool probeAvx2(const char *data, size_t words, const Probe &probe, uint64_t *hits)
{
    __m256i byte[3], fold[3];
    for (size_t k = 0; k < 3; ++k) {
        byte[k] = _mm256_set1_epi8(static_cast<char>(probe.byte[k]));
        fold[k] = _mm256_set1_epi8(static_cast<char>(probe.fold[k]));
    }
    uint64_t any = 0;
    for (size_t w = 0; w < words; ++w) {
        uint64_t bits = 0;
        for (size_t part = 0; part < 2; ++part) {
            const char *at = data + 64 * w + 32 * part;
            __m256i all = equalAvx2(at + probe.offset[0], byte[0], fold[0]);
            all = _mm256_and_si256(all, equalAvx2(at + probe.offset[1], byte[1], fold[1]));
            all = _mm256_and_si256(all, equalAvx2(at + probe.offset[2], byte[2], fold[2]));
            bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(all))) << (32 * part);
        }
        hits[w] = bits;
        any |= bits;
    }
    return any;
}

VERMILION_AVX2_FUNCTION void highBitsAvx2(const char *data, size_t words, uint64_t *high)
{
    for (size_t w = 0; w < words; ++w) {
        const auto *at = reinterpret_cast<const __m256i *>(data + 64 * w);
        const auto low = static_cast<uint32_t>(_mm256_movemask_epi8(_mm256_loadu_si256(at)));
        const auto up = static_cast<uint32_t>(_mm256_movemask_epi8(_mm256_loadu_si256(at + 1)));
        high[w] = low | static_cast<uint64_t>(up) << 32;
    }
}

bool hasAvx2()
{
#if defined(_MSC_VER) && !defined(__clang__)
    int leaf[4];
    __cpuid(leaf, 0);
    if (leaf[0] < 7)
        return false;
    __cpuid(leaf, 1);
    const bool saved = (leaf[2] & (1 << 27)) && (leaf[2] & (1 << 28)) && (_xgetbv(0) & 6) == 6;
    __cpuidex(leaf, 7, 0);
    return saved && (leaf[1] & (1 << 5));
#else
    return __builtin_cpu_supports("avx2");
#endif
}

#endif  // VERMILION_SSE2

struct Scans {
    ByteScan list[4] = {};

    Scans()
    {
        size_t count = 0;
#if VERMILION_SSE2
        if (hasAvx2())
            list[count++] = {"AVX2", probeAvx2, highBitsAvx2};
        list[count++] = {"SSE2", probeSse2, highBitsSse2};
#endif
        list[count] = {"plain", probePlain, highBitsPlain};
    }
};

}  // namespace

const ByteScan *byteScans()
{
    static const Scans scans;
    return scans.list;
}

const ByteScan &byteScan() { return byteScans()[0]; }

Probe Probe::of(std::string_view needle, bool ignoreCase)
{
    Probe probe{};
    const size_t places[3] = {0, needle.size() / 2, needle.size() - 1};
    for (size_t k = 0; k < 3; ++k) {
        const char byte = needle[places[k]];
        probe.offset[k] = places[k];
        probe.byte[k] = static_cast<uint8_t>(byte);
        probe.fold[k] = ignoreCase && byte >= 'a' && byte <= 'z' ? 0x20 : 0;
    }
    return probe;
}

bool isAscii(std::string_view text)
{
    constexpr uint64_t kHigh = 0x8080808080808080ull;
    const char *at = text.data();
    const size_t size = text.size();
    uint64_t seen = 0;
    if (size >= 8) {
        for (size_t i = 0; i + 8 <= size; i += 8)
            seen |= load64(at + i);
        return !((seen | load64(at + size - 8)) & kHigh);
    }
    unsigned char any = 0;
    for (size_t i = 0; i < size; ++i)
        any |= static_cast<unsigned char>(at[i]);
    return any < 0x80;
}

size_t firstOf(std::string_view text, char byte)
{
    const void *found = text.empty() ? nullptr : std::memchr(text.data(), byte, text.size());
    return found ? static_cast<size_t>(static_cast<const char *>(found) - text.data()) : std::string_view::npos;
}

size_t lastOfAny(std::string_view text, std::string_view set, const bool *table)
{
    size_t end = text.size();
#if VERMILION_SSE2
    if (set.size() <= 4) {
        for (; end >= 16; end -= 16) {
            const __m128i read = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text.data() + end - 16));
            uint32_t bits = 0;
            for (const char byte : set)
                bits |= static_cast<uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(read, _mm_set1_epi8(byte))));
            if (bits)
                return end - 16 + static_cast<size_t>(std::bit_width(bits));
        }
    }
#else
    static_cast<void>(set);
#endif
    while (end > 0 && !table[static_cast<unsigned char>(text[end - 1])])
        --end;
    return end;
}

}  // namespace vermilion::forest
