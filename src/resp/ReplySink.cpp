// SPDX-License-Identifier: GPL-3.0-or-later
#include "resp/ReplySink.h"

#include <QStringBuilder>

namespace vermilion {

namespace {

constexpr size_t TypicalElementBytes = 32;  // key names; only a first guess for the arena
constexpr size_t ReserveAtMost = 16 * 1024; // elements: a length alone must not make us allocate much

}  // namespace

bool ReplySink::text(ReplyType type, std::string_view bytes)
{
    if (type == ReplyType::Verbatim)
        bytes.remove_prefix(std::min<size_t>(4, bytes.size()));  // "txt:"
    if (bytes.size() > m_limits.bulk)
        return refuse("a string of " + QByteArray::number(qulonglong(bytes.size())) + " bytes is over the limit");
    if (m_reply.arena.size() + bytes.size() > m_limits.bytes)
        return refuse("a reply is larger than " + QByteArray::number(qulonglong(m_limits.bytes)) + " bytes");
    ReplyNode *node = append(type);
    if (!node)
        return false;
    node->text = {static_cast<uint32_t>(m_reply.arena.size()), static_cast<uint32_t>(bytes.size())};
    m_reply.arena.append(bytes);
    return complete();
}

bool ReplySink::integer(ReplyType type, int64_t value)
{
    ReplyNode *node = append(type);
    if (!node)
        return false;
    node->integer = value;
    return complete();
}

bool ReplySink::real(std::string_view text)
{
    bool ok = false;
    const double value = QByteArray(text.data(), static_cast<qsizetype>(text.size())).toDouble(&ok);
    if (!ok)
        return refuse("a malformed floating-point number");
    ReplyNode *node = append(ReplyType::Double);
    if (!node)
        return false;
    node->real = value;
    return complete();
}

bool ReplySink::nil()
{
    return append(ReplyType::Nil) && complete();
}

bool ReplySink::aggregate(ReplyType type, uint64_t elements)
{
    if (elements > m_limits.nodes)
        return refuse("an aggregate of " + QByteArray::number(qulonglong(elements)) + " elements is over the limit");
    if (m_open.size() >= m_limits.nesting)
        return refuse("a reply is nested deeper than " + QByteArray::number(m_limits.nesting) + " levels");
    ReplyNode *node = append(type);
    if (!node)
        return false;
    node->count = static_cast<uint32_t>(elements);
    if (elements == 0)
        return complete();

    m_open.push_back({static_cast<uint32_t>(m_reply.nodes.size() - 1), elements});
    const size_t expected = std::min<size_t>(elements, ReserveAtMost);
    if (expected >= 16 && m_reply.nodes.capacity() - m_reply.nodes.size() < expected) {
        m_reply.nodes.reserve(std::max(m_reply.nodes.size() + expected, 2 * m_reply.nodes.capacity()));
        if (m_reply.arena.empty() || m_reply.arena.capacity() < expected * TypicalElementBytes)
            m_reply.arena.reserve(m_reply.arena.size() + expected * TypicalElementBytes);
    }
    return true;
}

Reply ReplySink::take()
{
    m_open.clear();
    return std::exchange(m_reply, {});
}

ReplyNode *ReplySink::append(ReplyType type)
{
    if (m_reply.nodes.size() >= m_limits.nodes) {
        refuse("a reply has more than " + QByteArray::number(m_limits.nodes) + " elements");
        return nullptr;
    }
    ReplyNode &node = m_reply.nodes.emplace_back();
    node.type = type;
    node.end = static_cast<uint32_t>(m_reply.nodes.size());
    return &node;
}

bool ReplySink::complete()
{
    while (!m_open.empty() && --m_open.back().missing == 0) {
        m_reply.nodes[m_open.back().node].end = static_cast<uint32_t>(m_reply.nodes.size());
        m_open.pop_back();
    }
    return true;
}

bool ReplySink::refuse(QByteArray why)
{
    if (m_complaint.isEmpty())
        m_complaint = std::move(why);
    return false;
}

}  // namespace vermilion
