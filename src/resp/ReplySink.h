// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resp/Reply.h"

#include <QByteArray>

namespace vermilion {

/// What a reply may be at most. Beyond it the connection ends: such lengths come from a broken or hostile server.
struct ReplyLimits {
    uint64_t bulk = 512ull << 20;   ///< bytes of one string (proto-max-bulk-len's default)
    uint64_t bytes = 1ull << 30;    ///< bytes of all strings of one reply; below 4 GiB, the reach of a node
    uint32_t nodes = 1u << 25;      ///< elements of one reply, all levels
    uint32_t nesting = 64;          ///< aggregates in aggregates (hiredis 0.14 itself ends at 8)
    uint32_t line = 64u << 10;      ///< bytes of a status, error, number or length line; the reader looks at it anew at every feed
};

/// Grows one flat Reply from parser events in preorder. Every function is false when a limit is broken; complaint() says which.
class ReplySink {
public:
    explicit ReplySink(const ReplyLimits &limits) : m_limits(limits) {}

    bool text(ReplyType type, std::string_view bytes);
    bool integer(ReplyType type, int64_t value);
    bool real(std::string_view text);
    bool nil();
    bool aggregate(ReplyType type, uint64_t elements);

    Reply take();   ///< the finished reply; the sink is empty again
    const QByteArray &complaint() const { return m_complaint; }

private:
    struct Open { uint32_t node; uint64_t missing; };

    ReplyNode *append(ReplyType type);
    bool complete();  ///< the last node is whole: closes every aggregate that it ends
    bool refuse(QByteArray why);

    ReplyLimits m_limits;
    Reply m_reply;
    std::vector<Open> m_open;
    QByteArray m_complaint;
};

}  // namespace vermilion
