// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vermilion {

enum class ReplyType : uint8_t {
    Nil, Status, Error, Integer, Double, Bool, String, Verbatim, BigNumber, Array, Map, Set, Push, Attribute
};

/// One element of a flat reply. Aggregates come before their elements (preorder).
struct ReplyNode {
    struct Place { uint32_t offset, length; };  ///< in the arena

    ReplyType type = ReplyType::Nil;
    uint32_t end = 0;       ///< index of the first node after this one and everything in it
    union {
        int64_t integer = 0;  ///< Integer, Bool
        double real;          ///< Double
        Place text;           ///< Status, Error, String, Verbatim, BigNumber
        uint32_t count;       ///< aggregates: direct elements (a Map counts keys and values)
    };
};

class ReplyView;

/// A whole reply: one vector of nodes, one arena of bytes, no allocation an element. Moves cheaply between threads.
/// At most 4 GiB of bytes and 2^32 nodes; the parser ends the connection before either is reached.
class Reply {
public:
    ReplyView root() const;
    bool isEmpty() const { return nodes.empty(); }

    std::vector<ReplyNode> nodes;
    std::string arena;
};

/// A place in a reply: cheap to copy, valid while the reply lives and is not moved. Reading a value as another type
/// than it is gives that type's zero, never undefined behaviour: replies come from outside.
class ReplyView {
public:
    ReplyView() = default;
    ReplyView(const Reply *reply, uint32_t index) : m_reply(reply), m_index(index) {}

    bool isValid() const { return m_reply && m_index < m_reply->nodes.size(); }
    ReplyType type() const { return isValid() ? node().type : ReplyType::Nil; }
    bool isNil() const { return type() == ReplyType::Nil; }
    bool isError() const { return type() == ReplyType::Error; }
    bool isAggregate() const { return type() >= ReplyType::Array; }
    bool isText() const;

    /// Bytes of a text node (Verbatim without its "txt:" prefix); empty for others. Points into the reply.
    std::string_view text() const;
    QByteArray bytes() const;          ///< a copy of text()
    int64_t integer(int64_t otherwise = 0) const;  ///< Integer and Bool, or a text that is a whole number
    double real(double otherwise = 0) const;       ///< Double and Integer, or a text that is a number ("inf", "-inf", "nan" too)
    bool isOk() const { return type() == ReplyType::Status && text() == "OK"; }

    uint32_t size() const;             ///< direct elements of an aggregate, else 0
    ReplyView at(uint32_t i) const;    ///< O(i) – walk with iterators where it matters; invalid view when out of range
    Reply copy() const;                ///< this element and everything in it, as a reply of its own
    ReplyView value(std::string_view key) const;  ///< in a Map, or an Array of key, value, key, value …; invalid if absent

    class Iterator {
    public:
        using value_type = ReplyView; using difference_type = std::ptrdiff_t;
        Iterator() = default;
        Iterator(const Reply *reply, uint32_t index) : m_reply(reply), m_index(index) {}
        ReplyView operator*() const { return {m_reply, m_index}; }
        Iterator &operator++() { m_index = m_reply->nodes[m_index].end; return *this; }
        Iterator operator++(int) { Iterator old = *this; ++*this; return old; }
        bool operator==(const Iterator &other) const { return m_index == other.m_index; }
    private:
        const Reply *m_reply = nullptr;
        uint32_t m_index = 0;
    };
    Iterator begin() const;
    Iterator end() const;

private:
    const ReplyNode &node() const { return m_reply->nodes[m_index]; }
    const Reply *m_reply = nullptr;
    uint32_t m_index = 0;
};

inline ReplyView Reply::root() const { return {this, 0}; }

}  // namespace vermilion
