// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyStore.h"
#include "keyspace/store/Arena.h"
#include "keyspace/store/ByteScan.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace vermilion::forest {

std::string lowered(std::string_view text);  ///< ASCII letters
bool contains(std::string_view text, std::string_view foldedNeedle, bool ignoreCase);

/// A NameFilter made ready for the forest: what it means for a folder is worked out once, then its blocks are searched as flat bytes.
/// Immutable; shared by threads.
class Matcher {
public:
    explicit Matcher(const NameFilter &filter);

    /// What a filter means for the names of one folder.
    struct FolderRule {
        enum Verdict : uint8_t { None, All, Some };
        Verdict verdict = None;
        std::string_view prefix;
        /// What is searched for in the bytes of a block: every match has it in its rest, or starts with one of `tails`. Empty: no help.
        std::string_view needle;
        /// Ends of the needle that would complete what the prefix begins: "user:" + "12" for "r:1" has the tail "1".
        /// The longest first.
        std::vector<std::string_view> tails;
    };
    FolderRule ruleFor(std::string_view prefix) const;

    bool matches(const FolderRule &rule, std::string_view rest) const;

    /// Bit masks of one block; a megabyte of names needs no more than this.
    struct Scratch {
        static constexpr size_t kWords = Arena::kMaxPayload / 64 + 2;
        std::array<uint64_t, kWords> hits, heads, tails;
        std::string name;
    };
    /// Matching records of a block of a folder with the verdict Some. `holes`: the folder has records marked as deleted.
    uint32_t count(const Block &block, const FolderRule &rule, bool holes, Scratch &scratch) const;
    /// Calls each(rest, offset in the payload) for them; stops and returns false when that does.
    template<class Each>
    bool forEachMatch(const Block &block, const FolderRule &rule, Scratch &scratch, Each &&each) const
    {
        const char *start = block.payload(), *end = block.end();
        const bool search = !rule.needle.empty() && !block.has(Block::Outside);
        if (search && !holdsAny(block, rule, scratch))
            return true;
        for (const char *at = start; at < end;) {
            const Record record = decode(at);
            if (!record.dead && (!search || mayMatch(record.rest, static_cast<size_t>(record.rest.data() - start), rule, scratch))
                && (surelyMatches(search) || matches(rule, record.rest, scratch.name))
                && !each(record.rest, static_cast<size_t>(at - start)))
                return false;
            at = record.next;
        }
        return true;
    }

private:
    enum class Kind { Everything, Contains, StartsWith, Exact, Glob };

    bool surelyMatches(bool searched) const { return searched && m_kind == Kind::Contains; }
    bool matches(const FolderRule &rule, std::string_view rest, std::string &buffer) const;
    bool mayMatch(std::string_view rest, size_t offset, const FolderRule &rule, const Scratch &scratch) const;
    void chooseNeedle(FolderRule &rule, std::string_view needle) const;
    bool startsWithTail(std::string_view rest, const FolderRule &rule) const;
    bool holdsAny(const Block &block, const FolderRule &rule, Scratch &scratch) const;
    bool findHits(const Block &block, std::string_view needle, uint64_t *hits) const;
    uint32_t countByBorders(const Block &block, const FolderRule &rule, Scratch &scratch) const;

    Kind m_kind = Kind::Everything;
    bool m_ignoreCase = false;
    bool m_ascii = false;
    std::string m_pattern;  ///< of a glob
    std::string m_start;    ///< of a glob: what each match starts with
    std::string m_literal;  ///< of the other kinds; in lower case when case is ignored
    std::vector<std::string> m_runs;  ///< of a glob: what each match contains, the longest first
};

}  // namespace vermilion::forest
