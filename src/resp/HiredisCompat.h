// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The only file that knows which hiredis it is built with. redisReplyObjectFunctions got two members in its middle and a
// size_t in 1.0, so it is filled by name; the task stack became a list of pointers.

#if __has_include(<hiredis/hiredis.h>)
#include <hiredis/hiredis.h>
#else
#include <hiredis.h>
#endif

#include "resp/ReplySink.h"

namespace vermilion::hiredis {

inline constexpr bool SpeaksResp3 = HIREDIS_MAJOR >= 1;
inline constexpr int Version[] = {HIREDIS_MAJOR, HIREDIS_MINOR, HIREDIS_PATCH};

// A callback's result only has to be something else than a null pointer, which would mean "out of memory".
inline void *token(bool accepted)
{
    static char something;
    return accepted ? &something : nullptr;
}

inline ReplySink *sink(const redisReadTask *task) { return static_cast<ReplySink *>(task->privdata); }

inline ReplyType replyType(const redisReadTask *task)
{
    switch (task->type) {
    case REDIS_REPLY_STATUS: return ReplyType::Status;
    case REDIS_REPLY_ERROR: return ReplyType::Error;
    case REDIS_REPLY_ARRAY: return ReplyType::Array;
#if HIREDIS_MAJOR >= 1
    case REDIS_REPLY_MAP: return ReplyType::Map;
    case REDIS_REPLY_SET: return ReplyType::Set;
    case REDIS_REPLY_PUSH: return ReplyType::Push;
    case REDIS_REPLY_ATTR: return ReplyType::Attribute;
    case REDIS_REPLY_VERB: return ReplyType::Verbatim;
    case REDIS_REPLY_BIGNUM: return ReplyType::BigNumber;
#endif
    default: return ReplyType::String;
    }
}

inline void *onString(const redisReadTask *task, char *text, size_t size)
{
    return token(sink(task)->text(replyType(task), {text, size}));
}
template <typename Count>
void *onArray(const redisReadTask *task, Count elements)
{
    return token(sink(task)->aggregate(replyType(task), static_cast<uint64_t>(elements)));
}
inline void *onInteger(const redisReadTask *task, long long value) { return token(sink(task)->integer(ReplyType::Integer, value)); }
inline void *onNil(const redisReadTask *task) { return token(sink(task)->nil()); }

inline redisReplyObjectFunctions *functions()
{
    static redisReplyObjectFunctions all = [] {
        redisReplyObjectFunctions f{};
        f.createString = onString;
#if HIREDIS_MAJOR >= 1
        f.createArray = onArray<size_t>;
        // The text, not hiredis' value: strtod() looks at the locale up to 1.3.1.
        f.createDouble = [](const redisReadTask *task, double, char *text, size_t size) {
            return token(sink(task)->real({text, size}));
        };
        f.createBool = [](const redisReadTask *task, int value) { return token(sink(task)->integer(ReplyType::Bool, value != 0)); };
#else
        f.createArray = onArray<int>;
#endif
        f.createInteger = onInteger;
        f.createNil = onNil;
        f.freeObject = [](void *) {};
        return f;
    }();
    return &all;
}

/// Is the reader in the middle of a bulk string (so that its length line stands at the read position)?
inline bool readsBulk(const redisReader *reader)
{
    if (reader->ridx < 0)
        return false;
#if HIREDIS_MAJOR >= 1
    const int type = reader->task[reader->ridx]->type;
    return type == REDIS_REPLY_STRING || type == REDIS_REPLY_VERB;
#else
    return reader->rstack[reader->ridx].type == REDIS_REPLY_STRING;
#endif
}

}  // namespace vermilion::hiredis
