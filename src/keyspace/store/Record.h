// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// How one name stands in a block: a header, then the rest of the name behind its folder's prefix.
//
//   1LLLLLLD                      L < 60: the length; D: deleted
//   1 60   D, 1HHHHHHH, 1LLLLLLL  14 bits of length
//   1 61   D, 8 bytes             the address of an OutsideName (long names are kept out of line)
//
// Every byte of an inline header has its high bit set. In a block whose text is plain ASCII the high bits are therefore exactly the
// borders between records, which lets the filter count matches without walking from record to record.
namespace vermilion::forest {

constexpr size_t kShortLimit = 60;
constexpr size_t kOutsideNameLimit = 4096;  ///< names longer than this (prefix included) are kept out of line
constexpr uint8_t kMediumCode = 60, kOutsideCode = 61;
constexpr size_t kOutsideRecordSize = 1 + sizeof(void *);

/// A long name in an allocation of its own: this, then the whole name.
struct OutsideName {
    uint64_t size;  ///< of the whole name
    uint64_t cut;   ///< where the rest begins
    std::string_view whole() const { return {reinterpret_cast<const char *>(this + 1), static_cast<size_t>(size)}; }
    std::string_view rest() const { return whole().substr(static_cast<size_t>(cut)); }
};

struct Record {
    std::string_view rest;
    const char *next;
    bool dead;
};

inline uint8_t headerByte(const char *record)
{
    // The only byte of a record that ever changes is its first (the deletion mark); names are read while that happens.
#if defined(__cpp_lib_atomic_ref)
    return std::atomic_ref<unsigned char>(*reinterpret_cast<unsigned char *>(const_cast<char *>(record))).load(std::memory_order_relaxed);
#else
    return __atomic_load_n(reinterpret_cast<const unsigned char *>(record), __ATOMIC_RELAXED);
#endif
}

inline void setHeaderByte(char *record, uint8_t byte)
{
#if defined(__cpp_lib_atomic_ref)
    std::atomic_ref<unsigned char>(*reinterpret_cast<unsigned char *>(record)).store(byte, std::memory_order_relaxed);
#else
    __atomic_store_n(reinterpret_cast<unsigned char *>(record), byte, __ATOMIC_RELAXED);
#endif
}

inline bool isDead(const char *record) { return headerByte(record) & 1; }

/// Only while no other thread writes.
inline void setDead(char *record, bool dead)
{
    setHeaderByte(record, static_cast<uint8_t>((headerByte(record) & ~1u) | (dead ? 1u : 0u)));
}

inline Record decode(const char *record)
{
    const uint8_t first = headerByte(record);
    const size_t code = (first >> 1) & 63;
    const bool dead = first & 1;
    if (code < kShortLimit)
        return {{record + 1, code}, record + 1 + code, dead};
    if (code == kMediumCode) {
        const size_t size = static_cast<size_t>(record[1] & 127) << 7 | static_cast<size_t>(record[2] & 127);
        return {{record + 3, size}, record + 3 + size, dead};
    }
    const OutsideName *outside;
    std::memcpy(&outside, record + 1, sizeof outside);
    return {outside->rest(), record + kOutsideRecordSize, dead};
}

inline size_t inlineRecordSize(size_t rest) { return rest + (rest < kShortLimit ? 1 : 3); }

inline void encodeInline(char *to, std::string_view rest)
{
    if (rest.size() < kShortLimit) {
        *to++ = static_cast<char>(0x80 | rest.size() << 1);
    } else {
        *to++ = static_cast<char>(0x80 | kMediumCode << 1);
        *to++ = static_cast<char>(0x80 | rest.size() >> 7);
        *to++ = static_cast<char>(0x80 | (rest.size() & 127));
    }
    if (!rest.empty())
        std::memcpy(to, rest.data(), rest.size());
}

inline void encodeOutside(char *to, const OutsideName *name)
{
    *to = static_cast<char>(0x80 | kOutsideCode << 1);
    std::memcpy(to + 1, &name, sizeof name);
}

}  // namespace vermilion::forest
