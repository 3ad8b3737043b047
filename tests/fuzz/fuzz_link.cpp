// SPDX-License-Identifier: GPL-3.0-or-later
// A server that answers anything: through the handshake, the table of commands and the multiplexer.
#include "client/Handshake.h"
#include "client/Multiplexer.h"
#include "resp/ReplyParser.h"

using namespace vermilion;

namespace {

void add(Multiplexer &multiplexer, QByteArrayList command, bool idempotent)
{
    Call call;
    call.request.command = std::move(command);
    call.request.idempotent = idempotent;
    multiplexer.add(std::move(call), {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    std::string_view input(reinterpret_cast<const char *>(data), size);
    ReplyParser parser;
    Handshake handshake({"user", "password", "vermilion", 3, true, true});
    Multiplexer multiplexer;
    Multiplexer::Finished finished;
    multiplexer.linkUp(1, 0);
    add(multiplexer, {"SUBSCRIBE", "a", "b"}, false);
    add(multiplexer, {"UNSUBSCRIBE"}, false);
    add(multiplexer, {"SELECT", "1"}, true);
    for (int i = 0; i < 4; ++i)
        add(multiplexer, {"GET", "a"}, i % 2 == 0);

    Reply reply;
    while (parser.next(input, reply) == ReplyParser::Status::Ready) {
        CommandTable::fromReply(reply.root());
        handshake.next();
        if (!handshake.isDone() && !handshake.error())
            handshake.answer(reply);
        QByteArray out;
        multiplexer.write(out, 1 << 16, CommandGate(), {}, finished);
        multiplexer.route(reply, {});
    }
    multiplexer.failAll({ErrorCode::Cancelled, {}, {}}, finished);
    return 0;
}
