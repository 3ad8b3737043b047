// SPDX-License-Identifier: GPL-3.0-or-later
#include "resp/ReplyParser.h"

#include "resp/HiredisCompat.h"

#include <QStringBuilder>

#include <charconv>

namespace vermilion {

namespace {

// The reader moves its rest to the front after each KiB of replies: large feeds of small replies would be quadratic.
constexpr size_t FeedAtMost = 32 * 1024;
// Kept between replies; hiredis would give back a buffer of more than 16 KiB at every feed.
constexpr size_t KeptBuffer = 1024 * 1024;

struct ReaderDeleter {
    void operator()(redisReader *reader) const { redisReaderFree(reader); }
};

}  // namespace

struct ReplyParser::Private {
    explicit Private(const ReplyLimits &l) : limits(l), sink(l), reader(redisReaderCreateWithFunctions(hiredis::functions()))
    {
        Q_CHECK_PTR(reader.get());
        reader->privdata = &sink;  // redisReaderSetPrivdata() of 0.14 is not valid C++
        reader->maxbuf = KeptBuffer;
    }

    ReplyLimits limits;
    ReplySink sink;
    std::unique_ptr<redisReader, ReaderDeleter> reader;
};

ReplyParser::ReplyParser(const ReplyLimits &limits) : d(std::make_unique<Private>(limits)) {}
ReplyParser::~ReplyParser() = default;

ReplyParser::Status ReplyParser::next(std::string_view &input, Reply &reply)
{
    if (!m_failure.isEmpty())
        return Status::Failed;
    for (;;) {
        void *object = nullptr;
        if (redisReaderGetReply(d->reader.get(), &object) != REDIS_OK)
            return failed(d->sink.complaint().isEmpty() ? QByteArray(d->reader->errstr) : d->sink.complaint());
        if (object) {
            reply = d->sink.take();
            return Status::Ready;
        }
        if (!checkPromise())
            return Status::Failed;
        if (input.empty())
            return Status::NeedsMore;
        const std::string_view part = input.substr(0, FeedAtMost);
        if (redisReaderFeed(d->reader.get(), part.data(), part.size()) != REDIS_OK)
            return failed("out of memory");
        input.remove_prefix(part.size());
    }
}

/// The reader waits for as many bytes as a header promises. This looks at the promise, not only at what came.
bool ReplyParser::checkPromise()
{
    const redisReader *reader = d->reader.get();
    const size_t pending = reader->len - reader->pos;
    if (pending == 0)
        return true;
    if (!hiredis::readsBulk(reader)) {
        if (pending > d->limits.line)
            failed("a line is longer than " + QByteArray::number(d->limits.line) + " bytes");
        return pending <= d->limits.line;
    }
    const std::string_view head(reader->buf + reader->pos, std::min<size_t>(pending, 24));
    uint64_t length = 0;
    const auto parsed = std::from_chars(head.data(), head.data() + head.size(), length);
    const bool overflow = parsed.ec == std::errc::result_out_of_range;
    const bool endless = parsed.ptr == head.data() + head.size() && head.size() == 24;
    if (overflow || endless || length > d->limits.bulk) {
        failed("a string of " + QByteArray(head.data(), parsed.ptr - head.data()) + " bytes is over the limit");
        return false;
    }
    return true;
}

ReplyParser::Status ReplyParser::failed(QByteArray why)
{
    m_failure = why.isEmpty() ? QByteArray("malformed reply") : std::move(why);
    return Status::Failed;
}

bool ReplyParser::speaksResp3()
{
    return hiredis::SpeaksResp3;
}

QByteArray ReplyParser::libraryName()
{
    return "hiredis " + QByteArray::number(hiredis::Version[0]) + '.' + QByteArray::number(hiredis::Version[1]) + '.'
        + QByteArray::number(hiredis::Version[2]);
}

}  // namespace vermilion
