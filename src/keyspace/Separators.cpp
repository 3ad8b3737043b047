// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyStore.h"

#include "keyspace/store/ByteScan.h"

namespace vermilion {

namespace {

constexpr size_t kNone = std::string_view::npos;

/// The bytes of a name that its hash tag protects: [open, close). Like the server, only the first brace counts, and `{}` is no tag.
/// A brace that is never closed protects all that follows, so that a namespace is always exactly the names that start with its prefix.
struct Tag {
    size_t open = kNone;
    size_t close = kNone;

    explicit Tag(std::string_view name)
    {
        const size_t brace = forest::firstOf(name, '{');
        if (brace == kNone || (brace + 1 < name.size() && name[brace + 1] == '}'))
            return;
        open = brace;
        close = name.find('}', brace + 1);
        if (close == kNone)
            close = name.size();
    }
};

}  // namespace

Separators::Separators(std::string_view bytes) : m_bytes(bytes)
{
    for (const char byte : bytes)
        m_is[static_cast<unsigned char>(byte)] = true;
}

bool Separators::knowsHashTags() const
{
    return !m_is[static_cast<unsigned char>('{')] && !m_is[static_cast<unsigned char>('}')];
}

size_t Separators::lastCut(std::string_view name) const
{
    if (knowsHashTags()) {
        if (const Tag tag(name); tag.open != kNone) {
            const size_t behind = forest::lastOfAny(name.substr(tag.close), m_bytes, m_is);
            return behind ? tag.close + behind : forest::lastOfAny(name.substr(0, tag.open), m_bytes, m_is);
        }
    }
    return forest::lastOfAny(name, m_bytes, m_is);
}

size_t Separators::nextCut(std::string_view name, size_t from) const
{
    const Tag tag(knowsHashTags() ? name : std::string_view());
    for (size_t at = from; at < name.size(); ++at) {
        if (at >= tag.open && at < tag.close)
            at = tag.close;
        if (at < name.size() && splits(name[at]))
            return at + 1;
    }
    return kNone;
}

size_t Separators::firstCut(std::string_view rest, bool afterBrace) const
{
    const bool tags = !afterBrace && knowsHashTags();
    for (size_t at = 0; at < rest.size(); ++at) {
        if (splits(rest[at]))
            return at + 1;
        if (tags && rest[at] == '{')
            return nextCut(rest, at);
    }
    return kNone;
}

}  // namespace vermilion
