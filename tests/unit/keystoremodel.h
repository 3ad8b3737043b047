// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyStore.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

// What a KeyStore must look like from outside, said by a plain sorted set of names.
namespace vermilion::test {

inline QByteArray shown(std::string_view name) { return QByteArray(name.data(), static_cast<qsizetype>(std::min<size_t>(name.size(), 60))).toPercentEncoding(); }

inline std::vector<std::string_view> views(const std::vector<std::string> &names) { return {names.begin(), names.end()}; }

inline void append(KeyStore &store, const std::vector<std::string> &names)
{
    const auto list = views(names);
    store.append(list.data(), list.size());
}

/// Names that are likely to collide, nest, and hold everything that is hard.
class NameSource {
public:
    explicit NameSource(uint32_t seed) : m_random(seed) {}
    size_t below(size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(m_random); }

    std::string word()
    {
        static const std::vector<std::string> kWords{"user", "a", "", "web", "{tag}", "{a:b}", "{", "}", "{}", "session", "12345678", "123456789", "x y",
                                                     "\xff\xfe", "\xc3\xa4", "USER", std::string("\0nul", 4), std::string(70, 'l'), "profile"};
        if (below(3) == 0)
            return std::to_string(below(40));
        return kWords[below(kWords.size())];
    }
    std::string name()
    {
        std::string name = word();
        for (size_t level = below(5); level > 0; --level)
            name += (below(8) == 0 ? "/" : ":") + word();
        if (below(200) == 0)
            name += std::string(below(9000), below(2) ? ':' : 'z');
        return name;
    }
    std::vector<std::string> names(size_t count)
    {
        std::vector<std::string> names(count);
        std::generate(names.begin(), names.end(), [this] { return name(); });
        return names;
    }

private:
    std::mt19937 m_random;
};

struct Node {
    std::map<std::string, uint64_t> children;
    std::vector<std::string> keys;
};

/// The namespace below a prefix, by definition.
inline Node nodeOf(const std::set<std::string> &names, const Separators &separators, const std::string &prefix)
{
    Node node;
    for (auto name = names.lower_bound(prefix); name != names.end() && name->compare(0, prefix.size(), prefix) == 0; ++name) {
        const size_t cut = separators.nextCut(*name, prefix.size());
        if (cut == std::string::npos)
            node.keys.push_back(*name);
        else
            ++node.children[name->substr(prefix.size(), cut - prefix.size())];
    }
    return node;
}

inline std::vector<std::string> namesOf(const KeyStore &store, const std::vector<KeyRef> &keys)
{
    std::vector<std::string> names;
    for (const KeyRef key : keys)
        names.push_back(store.name(key));
    return names;
}

/// Holds one namespace of a store to its definition, and follows up to `follow` of its children.
inline bool sameNamespace(const KeyStore &store, const std::set<std::string> &names, const std::string &prefix, size_t follow,
                          const FilterCounts *matches = nullptr)
{
    const Node expected = nodeOf(names, store.separators(), prefix);
    const FolderListing listing = store.list(prefix, 0, matches);
    if (!listing.complete || listing.prefix != prefix || listing.keyTotal != expected.keys.size() || namesOf(store, listing.keys) != expected.keys) {
        qWarning() << "keys below" << shown(prefix) << listing.keyTotal << listing.keys.size() << "expected" << expected.keys.size();
        return false;
    }
    const bool sameChildren = std::equal(listing.children.begin(), listing.children.end(), expected.children.begin(), expected.children.end(),
                                         [](const FolderListing::Child &child, const auto &wanted) {
                                             return child.name == wanted.first && child.keys == wanted.second;
                                         });
    if (!sameChildren) {
        qWarning() << "folders below" << shown(prefix) << listing.children.size() << "expected" << expected.children.size();
        return false;
    }
    for (const auto &[child, keys] : expected.children) {
        if (!matches && store.countBelow(prefix + child) != keys) {
            qWarning() << "count of" << shown(prefix + child) << store.countBelow(prefix + child) << "expected" << keys;
            return false;
        }
        if (follow > 0 && prefix.size() < 400 && !sameNamespace(store, names, prefix + child, --follow, matches))
            return false;
    }
    return true;
}

inline bool sameAsSet(const KeyStore &store, const std::set<std::string> &names)
{
    if (store.size() != names.size()) {
        qWarning() << "size" << store.size() << "expected" << names.size();
        return false;
    }
    const std::vector<std::string> flat = namesOf(store, store.all());
    if (!std::equal(flat.begin(), flat.end(), names.begin(), names.end())) {
        qWarning() << "flat list differs";
        return false;
    }
    std::set<std::string> below;
    store.forEachBelow({}, nullptr, [&below](const std::vector<std::string> &batch) {
        below.insert(batch.begin(), batch.end());
        return true;
    });
    return below == names && store.countBelow({}) == names.size() && sameNamespace(store, names, {}, 400);
}

}  // namespace vermilion::test
