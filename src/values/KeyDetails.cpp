// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/KeyDetails.h"

#include <QLocale>

namespace vermilion {

ValueKind valueKind(const QByteArray &type)
{
    static const QHash<QByteArray, ValueKind> kinds{
        {"none", ValueKind::None}, {"string", ValueKind::String}, {"list", ValueKind::List},    {"hash", ValueKind::Hash},
        {"set", ValueKind::Set},   {"zset", ValueKind::SortedSet}, {"stream", ValueKind::Stream}};
    return kinds.value(type, ValueKind::Other);
}

QByteArray lengthCommand(ValueKind kind)
{
    switch (kind) {
    case ValueKind::String: return "STRLEN";
    case ValueKind::List: return "LLEN";
    case ValueKind::Hash: return "HLEN";
    case ValueKind::Set: return "SCARD";
    case ValueKind::SortedSet: return "ZCARD";
    case ValueKind::Stream: return "XLEN";
    case ValueKind::None:
    case ValueKind::Other: break;
    }
    return {};
}

bool isCollection(ValueKind kind)
{
    return kind != ValueKind::String && !lengthCommand(kind).isEmpty();
}

QByteArray scoreText(ReplyView score)
{
    return score.isText() ? score.bytes() : QByteArray::number(score.real(), 'g', QLocale::FloatingPointShortest);
}

KeyDetailsPlan::KeyDetailsPlan(QByteArray key, const Refusals &known)
{
    // OBJECT IDLETIME and FREQ exclude each other by the eviction policy: whichever is wrong answers with an error.
    const std::pair<const char *, QByteArrayList> questions[] = {
        {"type", {"TYPE", key}},
        {"pttl", {"PTTL", key}},
        {"object|encoding", {"OBJECT", "ENCODING", key}},
        {"memory|usage", {"MEMORY", "USAGE", key}},
        {"object|idletime", {"OBJECT", "IDLETIME", key}},
        {"object|freq", {"OBJECT", "FREQ", key}},
    };
    for (const auto &[part, command] : questions) {
        const auto refused = known.constFind(part);
        if (refused != known.cend() && m_parts.size() > 0) {
            m_refused.insert(part, *refused);
            continue;
        }
        m_parts += part;
        m_commands.push_back(command);
    }
}

Result<KeyDetails> KeyDetailsPlan::take(const std::vector<Result<Reply>> &replies) const
{
    if (replies.size() != m_commands.size())
        return failure(ErrorCode::Internal, "a reply is missing");
    if (!replies.front())
        return tl::unexpected(replies.front().error());
    KeyDetails details;
    details.refusals = m_refused;
    for (size_t i = 0; i < replies.size(); ++i) {
        const QByteArray &part = m_parts[qsizetype(i)];
        if (replies[i])
            takePart(details, part, replies[i]->root());
        else
            details.refusals.insert(part, replies[i].error());
    }
    return details;
}

void KeyDetailsPlan::takePart(KeyDetails &details, const QByteArray &part, ReplyView reply) const
{
    if (part == "type") {
        details.type = reply.bytes();
        details.kind = valueKind(details.type);
    } else if (part == "pttl") {
        details.ttl = std::chrono::milliseconds(reply.integer(-1));
    } else if (part == "object|encoding") {
        details.encoding = reply.bytes();
    } else if (part == "memory|usage") {
        details.memory = reply.isNil() ? -1 : reply.integer(-1);
    } else if (part == "object|idletime") {
        details.idleSeconds = reply.isNil() ? -1 : reply.integer(-1);
    } else if (part == "object|freq") {
        details.frequency = reply.isNil() ? -1 : reply.integer(-1);
    }
}

}  // namespace vermilion
