// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

// Key names for benchmarks: the families that real databases are made of, the same ones at every run.
namespace vermilion {

/// Names one after another in one piece of memory, each followed by a newline: what a flat search would run over.
class Names {
public:
    void add(std::string_view name)
    {
        m_flat.append(name).push_back('\n');
        m_ends.push_back(m_flat.size());
    }
    size_t size() const { return m_ends.size(); }
    size_t rawBytes() const { return m_flat.size() - m_ends.size(); }
    std::string_view flat() const { return m_flat; }
    std::string_view operator[](size_t i) const
    {
        const size_t from = i ? m_ends[i - 1] : 0;
        return std::string_view(m_flat).substr(from, m_ends[i] - from - 1);
    }
    std::vector<std::string_view> views() const
    {
        std::vector<std::string_view> all(size());
        for (size_t i = 0; i < all.size(); ++i)
            all[i] = (*this)[i];
        return all;
    }

private:
    std::string m_flat;
    std::vector<size_t> m_ends;
};

/// SplitMix64: tiny, and the same everywhere.
class NameRandom {
public:
    explicit NameRandom(uint64_t seed) : m_state(seed) {}
    uint64_t next()
    {
        uint64_t x = m_state += 0x9E3779B97F4A7C15ull;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
        return x ^ (x >> 31);
    }
    size_t below(size_t limit) { return next() % limit; }
    std::string hex(size_t digits)
    {
        std::string text(digits, '0');
        uint64_t bits = 0;
        for (size_t i = 0; i < digits; ++i) {
            if (i % 16 == 0)
                bits = next();
            text[i] = "0123456789abcdef"[bits & 15];
            bits >>= 4;
        }
        return text;
    }

private:
    uint64_t m_state;
};

/// One name of a database as applications fill them: caches, sessions, rate limits, agents' memory, searches, embeddings, queues …
inline std::string realisticName(uint64_t i, NameRandom &random)
{
    static const char *const kModels[] = {"text-embed-3-small", "bge-m3", "minilm-l6", "e5-large"};
    static const char *const kGames[] = {"chess", "tetris", "kart", "arena"};
    static const char *const kTenants[] = {"acme", "globex", "initech", "umbrella", "hooli", "stark"};
    const uint64_t share = i % 100, round = i / 100;
    const auto text = [](uint64_t number) { return std::to_string(number); };
    if (share < 28)
        return "cache:user:" + text(i * 7 % 100000007);
    if (share < 48)
        return "session:web:" + random.hex(32);
    if (share < 56)
        return "search:results:" + random.hex(40);
    if (share < 62)
        return std::string("embeddings:") + kModels[random.below(4)] + ":" + text(i);
    if (share < 74)
        return "agent:memory:" + text(i / 1000) + ":" + text(round % 10 * 12 + share - 62);
    if (share < 88) {
        const uint64_t serial = round * 14 + share - 74, address = serial / 6 * 2654435761u;
        return "ratelimit:10." + text(address >> 16 & 255) + "." + text(address >> 8 & 255) + "." + text(address & 255) + ":" + text(29000000 + serial % 6);
    }
    if (share < 90) {
        const auto two = [&](uint64_t number) { return (number < 10 ? "0" : "") + text(number); };
        return std::string("leaderboard:") + kGames[random.below(4)] + ":2026-" + two(1 + i % 12) + "-" + two(1 + i / 12 % 28) + ":" + text(round);
    }
    if (share < 94)
        return "tags:product:" + text(i);
    if (share < 97)
        return std::string("queue:jobs:") + kTenants[random.below(6)] + ":" + random.hex(16);
    return std::string("events:") + kTenants[random.below(6)] + ":2026-10-" + text(10 + i % 20) + ":" + text(i);
}

/// One realistic name after another, all different.
class NameGenerator {
public:
    void next(std::string &name) { name = realisticName(m_next++, m_random); }

private:
    uint64_t m_next = 0;
    NameRandom m_random{42};
};

inline Names realisticNames(uint64_t count)
{
    Names names;
    NameGenerator generator;
    std::string name;
    for (uint64_t i = 0; i < count; ++i) {
        generator.next(name);
        names.add(name);
    }
    return names;
}

inline Names namesFromFile(const std::string &path)
{
    Names names;
    std::ifstream file(path, std::ios::binary);
    for (std::string line; std::getline(file, line);)
        names.add(line);
    return names;
}

/// Sets that break a tree with a node or a folder a key.
struct HostileSet {
    const char *what;
    const char *folder;  ///< the namespace that is dear to open
    std::string (*name)(uint64_t i);
};
inline const std::vector<HostileSet> &hostileSets()
{
    static const std::vector<HostileSet> kSets{
        {"no separator", "", [](uint64_t i) { return std::to_string(1000000000 + i * 7919 % 1000000007); }},
        {"one id a folder", "user:", [](uint64_t i) { return "user:" + std::to_string(i) + ":profile"; }},
        {"ids on two levels", "x7:", [](uint64_t i) { return "x" + std::to_string(i % 10000) + ":y" + std::to_string(i) + ":z"; }},
        {"many levels", "7:", [](uint64_t i) {
             std::string name;
             for (uint64_t rest = i; rest; rest /= 10)
                 name += static_cast<char>('0' + rest % 10) + std::string(1, ':');
             return name + "k";
         }},
    };
    return kSets;
}
inline Names hostileNames(const HostileSet &set, uint64_t count)
{
    Names names;
    for (uint64_t i = 0; i < count; ++i)
        names.add(set.name(i));
    return names;
}

}  // namespace vermilion
