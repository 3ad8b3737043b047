// SPDX-License-Identifier: GPL-3.0-or-later
// A server that answers anything to the questions about a value: every pager and the plan of details take it or refuse it.
#include "resp/ReplyParser.h"
#include "values/KeyDetails.h"
#include "values/ValuePager.h"

#include <cstdlib>

using namespace vermilion;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::vector<Result<Reply>> repliesIn(std::string_view input)
{
    std::vector<Result<Reply>> replies;
    ReplyParser parser;
    Reply reply;
    while (parser.next(input, reply) == ReplyParser::Status::Ready) {
        if (reply.root().isError())
            replies.push_back(tl::unexpected(Error::fromServer(reply.root().bytes())));
        else
            replies.push_back(std::move(reply));
        reply = {};
    }
    return replies;
}

/// The next `count` answers, from the start again when there are no more.
std::vector<Result<Reply>> some(const std::vector<Result<Reply>> &all, size_t &at, size_t count)
{
    std::vector<Result<Reply>> part;
    for (; count > 0; --count)
        part.push_back(all[at++ % all.size()]);
    return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto all = repliesIn({reinterpret_cast<const char *>(data), size});
    if (all.empty())
        return 0;
    size_t at = 0;
    const KeyDetailsPlan plan("k", {});
    if (const auto details = plan.take(some(all, at, plan.commands().size())))
        require(details->exists() == (details->kind != ValueKind::None));
    for (const ValueKind kind : {ValueKind::String, ValueKind::List, ValueKind::Hash, ValueKind::Set, ValueKind::SortedSet, ValueKind::Stream}) {
        for (const char *match : {"", "*a*"}) {
            const auto pager = ValuePager::create(kind, "k", 1000, 10, match);
            for (int page = 0; page < 8; ++page) {
                const auto commands = pager->next();
                require(commands.empty() == pager->atEnd());
                if (commands.empty() || !pager->take(some(all, at, commands.size())))
                    break;
                require(pager->looked() >= 0);
            }
        }
    }
    return 0;
}
