// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resp/ReplyParser.h"

#include <QByteArray>

namespace vermilion {

/// The first reply in RESP text; an empty one when there is none.
inline Reply replyOf(const QByteArray &resp)
{
    ReplyParser parser;
    std::string_view input(resp.constData(), size_t(resp.size()));
    Reply reply;
    return parser.next(input, reply) == ReplyParser::Status::Ready ? std::move(reply) : Reply();
}

}  // namespace vermilion
