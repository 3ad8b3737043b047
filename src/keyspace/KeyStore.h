// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vermilion {

/// A set of separator bytes, and the rule that a {hash tag} is not split. An opening brace that is never closed protects the rest of
/// the name too: then a namespace is exactly the names that start with its prefix. A set that holds a brace knows no hash tags.
class Separators {
public:
    explicit Separators(std::string_view bytes = ":");
    const std::string &bytes() const { return m_bytes; }
    /// The number of bytes up to and including the last separator outside a hash tag; 0: none.
    size_t lastCut(std::string_view name) const;
    /// The same for the first separator at or after `from`; npos: none.
    size_t nextCut(std::string_view name, size_t from) const;
    /// The first cut of the rest of a name behind a prefix that ends with a cut; `afterBrace`: that prefix holds an opening brace.
    size_t firstCut(std::string_view rest, bool afterBrace) const;
    bool splits(char byte) const { return m_is[static_cast<unsigned char>(byte)]; }
    bool knowsHashTags() const;
    friend bool operator==(const Separators &a, const Separators &b) { return a.m_bytes == b.m_bytes; }

private:
    std::string m_bytes;
    bool m_is[256] = {};
};

using FolderId = uint32_t;  ///< 0 is the root

/// A key in the store: stays valid until clear(). 40 bits of place, 24 bits of folder.
struct KeyRef {
    uint64_t raw = ~0ull;
    bool isValid() const { return raw != ~0ull; }
    friend bool operator==(KeyRef, KeyRef) = default;
};

/// What is looked for among the names.
struct NameFilter {
    enum class Kind { None, Substring, Glob, Exact };
    Kind kind = Kind::None;
    std::string text;           ///< bytes; Glob uses the server's rules: * ? [a-z] [^a] and backslash
    bool ignoreCase = false;    ///< ASCII letters
    bool matches(std::string_view name) const;
    friend bool operator==(const NameFilter &, const NameFilter &) = default;
};

/// How many keys of every folder match a filter. Made by KeyStore::count on any thread; a value.
struct FilterCounts {
    NameFilter filter;
    uint64_t total = 0;
    std::vector<uint32_t> own;     ///< matching keys directly in folder i (indexed by FolderId)
    std::vector<uint64_t> nested;  ///< the same with everything below it
};

/// A folder as it opens: its child folders, and its keys in order.
struct FolderListing {
    struct Child {
        std::string name;       ///< the part after the parent's prefix, with its separator: "web:"
        uint64_t keys = 0;      ///< in it and below (matching ones when filtered)
    };
    std::string prefix;         ///< full prefix with separator; empty: the root
    std::vector<Child> children;///< by name
    std::vector<KeyRef> keys;   ///< by name; only the first `firstRows` unless complete
    uint64_t keyTotal = 0;
    bool complete = false;      ///< `keys` holds all of keyTotal, and `children` all there are
};

/// All key names of a database: the key forest of docs/decisions/0003. Per-folder chains of blocks in one arena that hold only what
/// follows the last separator. One writer at a time, any number of readers; every public function is thread-safe.
/// Names already read through a KeyRef stay readable without a lock: records never move.
class KeyStore {
public:
    explicit KeyStore(Separators separators = Separators());
    ~KeyStore();
    KeyStore(const KeyStore &) = delete;
    KeyStore &operator=(const KeyStore &) = delete;

    const Separators &separators() const;

    // --- writing ---
    /// Adds names as SCAN returns them. Does not look for duplicates: call removeDuplicates() when the scan is over.
    void append(const std::string_view *names, size_t count);
    /// Adds one name if it is not there. True when it was added.
    bool insert(std::string_view name);
    /// The same for many names, in one pass over each folder that is concerned. Returns how many were added.
    size_t insert(const std::vector<std::string_view> &names);
    /// Marks names as deleted. Returns how many were there.
    size_t remove(const std::vector<std::string_view> &names);
    /// SCAN may return a key twice: finds such pairs and marks one of each. Yields between folders; `stop` ends it early.
    size_t removeDuplicates(const std::atomic<bool> *stop = nullptr);
    void clear();

    // --- reading ---
    uint64_t size() const;          ///< keys that are not marked as deleted
    uint64_t revision() const;      ///< changes with every write
    size_t memory() const;          ///< bytes of all of it
    size_t folderCount() const;
    bool contains(std::string_view name) const;
    KeyRef find(std::string_view name) const;  ///< invalid when absent
    std::string name(KeyRef key) const;        ///< whole name
    bool isAlive(KeyRef key) const;

    /// Number of keys in a namespace and below; `prefix` ends with a separator, or is empty for all.
    uint64_t countBelow(std::string_view prefix) const;

    /// Counts matches in every folder. `threads` ≥ 1. Ends early with total 0 when `stop` turns true.
    FilterCounts count(const NameFilter &filter, int threads = 1, const std::atomic<bool> *stop = nullptr) const;

    /// What stands in a namespace. `firstRows` > 0 orders only that many keys (fast); 0 orders all. Where one folder would hold millions
    /// of child folders (an id a folder), only the first `firstRows` of those are named then, and the listing is not complete.
    /// With `matches`, only matching keys and folders that hold some.
    FolderListing list(std::string_view prefix, size_t firstRows = 0, const FilterCounts *matches = nullptr,
                       const std::atomic<bool> *stop = nullptr) const;
    /// Every key (or every match) in order of name: the flat list.
    std::vector<KeyRef> all(const FilterCounts *matches = nullptr, const std::atomic<bool> *stop = nullptr) const;
    /// Calls `each` with the full names below a prefix, unordered, in batches of at most 1000; stops when it returns false.
    /// The lock is not held while `each` runs.
    void forEachBelow(std::string_view prefix, const FilterCounts *matches,
                      const std::function<bool(const std::vector<std::string> &)> &each) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
