// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes into the reply parser, in pieces of any size; every reply that comes out is read in every way.
#include "resp/ReplyParser.h"

#include <cstdlib>

using namespace vermilion;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Reads an element as everything that it may or may not be. Returns the bytes that it saw, so that nothing is optimised away.
size_t readAll(ReplyView view, int depth)
{
    require(depth < 100);
    size_t seen = view.text().size() + size_t(view.integer() & 1) + size_t(view.real() > 0) + size_t(view.isOk());
    seen += size_t(view.bytes().size()) + view.value("a").text().size() + view.at(view.size()).text().size();
    uint32_t elements = 0;
    for (const ReplyView element : view) {
        seen += readAll(element, depth + 1);
        ++elements;
    }
    require(elements == view.size());
    return seen;
}

void check(const Reply &reply)
{
    require(!reply.nodes.empty() && reply.nodes.front().end == reply.nodes.size());
    for (size_t i = 0; i < reply.nodes.size(); ++i) {
        require(reply.nodes[i].end > i && reply.nodes[i].end <= reply.nodes.size());
        const ReplyView view(&reply, uint32_t(i));
        require(!view.isText() || reply.nodes[i].text.offset + size_t(reply.nodes[i].text.length) <= reply.arena.size());
    }
    const Reply copy = reply.root().copy();
    require(copy.nodes.size() == reply.nodes.size());
    require(readAll(copy.root(), 0) == readAll(reply.root(), 0));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const size_t piece = size_t(data[0]) + 1;
    std::string_view rest(reinterpret_cast<const char *>(data) + 1, size - 1);
    ReplyParser parser;
    while (!rest.empty()) {
        std::string_view input = rest.substr(0, piece);
        rest.remove_prefix(input.size());
        for (;;) {
            Reply reply;
            const auto status = parser.next(input, reply);
            if (status == ReplyParser::Status::Failed) {
                require(!parser.failure().isEmpty());
                return 0;
            }
            if (status == ReplyParser::Status::NeedsMore)
                break;
            check(reply);
        }
    }
    return 0;
}
