// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Transaction.h"

#include <QHash>

namespace vermilion {

namespace {

/// Whose turn it is on a session's edit link: WATCH belongs to the connection, so two flows at a time would mix.
/// GUI thread only, like sessions.
class Turns {
public:
    static Turns &instance()
    {
        static Turns turns;
        return turns;
    }
    void request(Session *session, Transaction *transaction, std::function<void()> go)
    {
        auto &queue = m_queues[session];
        queue.push_back({transaction, std::move(go)});
        if (queue.size() == 1)
            queue.front().go();
    }
    void release(Session *session, Transaction *transaction)
    {
        const auto it = m_queues.find(session);
        if (it == m_queues.end())
            return;
        const bool wasFirst = !it->isEmpty() && it->front().transaction == transaction;
        it->removeIf([transaction](const Waiting &w) { return w.transaction == transaction; });
        if (it->isEmpty())
            m_queues.erase(it);
        else if (wasFirst)
            it->front().go();
    }

private:
    struct Waiting {
        Transaction *transaction;
        std::function<void()> go;
    };
    QHash<Session *, QList<Waiting>> m_queues;
};

constexpr int LinkAttempts = 3;

bool isLinkError(ErrorCode code)
{
    return code == ErrorCode::OutcomeUnknown || code == ErrorCode::Timeout;
}

bool isGateError(ErrorCode code)
{
    return code == ErrorCode::ReadOnlyConnection || code == ErrorCode::NeedsConsent;
}

}  // namespace

class Transaction::Private {
public:
    explicit Private(Transaction *owner) : q(owner) {}

    void watch();
    void onRead(std::vector<Result<Reply>> replies);
    void write(std::vector<QByteArrayList> writes);
    void onWritten(std::vector<Result<Reply>> replies, size_t count);
    void unwatch() { session->editLink()->send(QByteArrayList{"UNWATCH"}, nullptr, {}); }
    void end(const std::function<void()> &how)
    {
        handle.cancel();
        Turns::instance().release(key, q);
        how();
    }
    void fail(Error error) { end([&] { q->fail(std::move(error)); }); }
    void succeed() { end([this] { q->succeed(); }); }

    Transaction *const q;
    QPointer<Session> session;
    Session *key = nullptr;   // of the queue, also when the session is gone
    QByteArrayList watched;
    std::vector<QByteArrayList> reads;
    Decide decide;
    std::optional<Consent> consent;
    std::vector<Result<Reply>> results;
    RequestHandle handle;
    uint64_t link = 0;        // that WATCH was meant to run on
    int attempts = 0;
};

/// WATCH is worth something only if EXEC follows on the same link. The number is taken before, and compared after.
void Transaction::Private::watch()
{
    if (!session)
        return fail({ErrorCode::NotConnected, {}, {}});
    Connection *connection = session->editLink();
    link = connection->linkNumber();
    ++attempts;
    std::vector<Request> requests;
    // A user who may not MULTI must learn it before the writes: without it, they would run one by one.
    requests.push_back({{"MULTI"}, true, {}, {}});
    requests.push_back({{"DISCARD"}, true, {}, {}});
    if (!watched.isEmpty())
        requests.push_back({QByteArrayList{"WATCH"} + watched, true, {}, {}});
    for (const QByteArrayList &read : reads)
        requests.push_back({read, true, {}, {}});
    handle = connection->sendAll(std::move(requests), q, [this](std::vector<Result<Reply>> replies) { onRead(std::move(replies)); });
}

void Transaction::Private::onRead(std::vector<Result<Reply>> replies)
{
    if (!session)
        return fail({ErrorCode::NotConnected, {}, {}});
    const ptrdiff_t own = watched.isEmpty() ? 2 : 3;  // MULTI, DISCARD, WATCH
    for (ptrdiff_t i = 0; i < own; ++i) {
        if (!replies[size_t(i)])
            return fail(replies[size_t(i)].error());
    }
    replies.erase(replies.begin(), replies.begin() + own);
    if (link != session->editLink()->linkNumber()) {
        if (attempts > LinkAttempts)
            return fail({ErrorCode::NotConnected, {}, {}});
        return watch();
    }
    auto writes = decide(replies);
    if (!writes || writes->empty())
        unwatch();
    if (!writes)
        fail(writes.error());
    else if (writes->empty())
        succeed();
    else
        write(std::move(*writes));
}

void Transaction::Private::write(std::vector<QByteArrayList> writes)
{
    const size_t count = writes.size();
    std::vector<Request> requests;
    const auto add = [&](QByteArrayList command) {
        Request request{std::move(command), false, {}, consent};
        request.onLink = link;
        requests.push_back(std::move(request));
    };
    add({"MULTI"});
    for (QByteArrayList &command : writes)
        add(std::move(command));
    add({"EXEC"});
    handle = session->editLink()->sendAll(std::move(requests), q, [this, count](std::vector<Result<Reply>> replies) {
        onWritten(std::move(replies), count);
    });
}

void Transaction::Private::onWritten(std::vector<Result<Reply>> replies, size_t count)
{
    const Result<Reply> &exec = replies.back();
    if (!exec) {
        if (session && isGateError(exec.error().code))
            unwatch();
        if (session && exec.error().code == ErrorCode::NoPermission)
            session->editLink()->send(QByteArrayList{"DISCARD"}, nullptr, {});
        // Before EXEC the server names the command that it refused to queue; EXEC then only says EXECABORT.
        for (size_t i = 1; i <= count; ++i) {
            if (!replies[i] && !isLinkError(replies[i].error().code))
                return fail(replies[i].error());
        }
        return fail(isLinkError(exec.error().code) ? Error{ErrorCode::OutcomeUnknown, {}, "EXEC"} : exec.error());
    }
    const ReplyView root = exec->root();
    if (root.isNil())
        return fail({ErrorCode::ChangedSinceRead, {}, watched.value(0)});
    std::optional<Error> refused;
    for (const ReplyView reply : root) {
        if (reply.isError()) {
            Error error = Error::fromServer(reply.bytes(), "EXEC");
            if (!refused)
                refused = error;
            results.push_back(tl::unexpected(std::move(error)));
        } else {
            results.push_back(reply.copy());
        }
    }
    if (refused)
        fail(*refused);
    else
        succeed();
}

Transaction::Transaction(Session *session, QByteArrayList watched, std::vector<QByteArrayList> reads, Decide decide,
                         std::optional<Consent> consent, QObject *parent)
    : Job(parent), d(std::make_unique<Private>(this))
{
    d->session = session;
    d->key = session;
    d->watched = std::move(watched);
    d->reads = std::move(reads);
    d->decide = std::move(decide);
    d->consent = consent;
}

Transaction::~Transaction()
{
    if (isRunning())
        abandon();
}

const std::vector<Result<Reply>> &Transaction::results() const { return d->results; }

void Transaction::run()
{
    Turns::instance().request(d->key, this, [this] { d->watch(); });
}

void Transaction::abandon()
{
    d->handle.cancel();
    // What was watched must not make the next EXEC on this link fail.
    if (d->session && d->attempts > 0)
        d->unwatch();
    Turns::instance().release(d->key, this);
}

}  // namespace vermilion
