// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resp/Reply.h"

#include <QByteArray>

#include <limits>

namespace vermilion {

/// Reads well-formed RESP2 and RESP3 into a reply without hiredis, which knows RESP3 only since 1.0: the shapes that servers answer
/// with can be tested everywhere. Aggregates with a count, bulk and simple strings, integers, doubles, nil.
class ReplyShape {
public:
    static Reply read(const QByteArray &resp)
    {
        ReplyShape shape{resp};
        shape.element();
        return std::move(shape.m_reply);
    }

private:
    explicit ReplyShape(const QByteArray &resp) : m_resp(resp) {}

    void element()
    {
        const char kind = m_resp[m_at++];
        const QByteArray line = untilBreak();
        const auto own = uint32_t(m_reply.nodes.size());
        m_reply.nodes.push_back({});
        ReplyNode node;
        switch (kind) {
        case ':': node.type = ReplyType::Integer; node.integer = line.toLongLong(); break;
        case ',': node.type = ReplyType::Double; node.real = realOf(line); break;
        case '+': text(node, ReplyType::Status, line); break;
        case '$':
        case '*':
        case '~':
        case '%':
            if (line != "-1")
                sized(node, kind, line.toUInt());
            break;
        default: break;
        }
        node.end = uint32_t(m_reply.nodes.size());
        m_reply.nodes[own] = node;
    }

    void sized(ReplyNode &node, char kind, uint32_t size)
    {
        if (kind == '$') {
            text(node, ReplyType::String, m_resp.mid(m_at, size));
            m_at += size + 2;
            return;
        }
        node.type = kind == '*' ? ReplyType::Array : kind == '~' ? ReplyType::Set : ReplyType::Map;
        node.count = kind == '%' ? 2 * size : size;
        for (uint32_t left = node.count; left > 0; --left)
            element();
    }

    void text(ReplyNode &node, ReplyType type, const QByteArray &bytes)
    {
        node.type = type;
        node.text = {uint32_t(m_reply.arena.size()), uint32_t(bytes.size())};
        m_reply.arena.append(bytes.constData(), size_t(bytes.size()));
    }

    static double realOf(const QByteArray &line)
    {
        constexpr double Infinity = std::numeric_limits<double>::infinity();
        return line == "inf" ? Infinity : line == "-inf" ? -Infinity : line.toDouble();
    }

    QByteArray untilBreak()
    {
        const qsizetype end = m_resp.indexOf("\r\n", m_at);
        const QByteArray line = m_resp.mid(m_at, end - m_at);
        m_at = end + 2;
        return line;
    }

    const QByteArray m_resp;
    qsizetype m_at = 0;
    Reply m_reply;
};

}  // namespace vermilion
