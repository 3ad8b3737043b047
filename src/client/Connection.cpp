// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Connection.h"

#include "client/ConnectionPrivate.h"

#include <QThread>

namespace vermilion {

namespace {

void registerTypes()
{
    static const bool once = [] {
        qRegisterMetaType<LinkState>();
        qRegisterMetaType<Error>();
        qRegisterMetaType<std::chrono::microseconds>("std::chrono::microseconds");
        qRegisterMetaType<std::chrono::milliseconds>("std::chrono::milliseconds");
        qRegisterMetaType<std::shared_ptr<Reply>>("std::shared_ptr<vermilion::Reply>");
        return true;
    }();
    Q_UNUSED(once)
}

}  // namespace

Connection::Connection(Endpoint endpoint, ConnectionOptions options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(endpoint), std::move(options)))
{
    registerTypes();
}

Connection::~Connection()
{
    d->closeLink();
    // What was sent and never looked at ends with the connection, like what was on its way.
    d->drainInbox();
    d->deliverFinished();
}

void Connection::open() { d->post([this] { d->openLink(); }); }
void Connection::close() { d->post([this] { d->closeLink(); }); }
void Connection::reconnectNow() { d->post([this] { d->retryNow(); }); }

RequestHandle Connection::send(Request request, QObject *context, ReplyHandler handler)
{
    std::vector<Call> calls(1);
    calls[0].request = std::move(request);
    calls[0].receiver = Receiver(context, std::move(handler));
    const RequestHandle handle = calls[0].receiver.handle;
    d->post(std::move(calls));
    return handle;
}

RequestHandle Connection::sendAll(std::vector<Request> requests, QObject *context, RepliesHandler handler)
{
    if (requests.empty()) {
        Call nothing;
        nothing.receiver = Receiver(context, [handler = std::move(handler)](Result<Reply>) { handler({}); });
        const RequestHandle handle = nothing.receiver.handle;
        d->post([this, nothing = std::move(nothing)] { d->finished.push_back({nothing, Reply()}); });
        return handle;
    }
    const auto batch = std::make_shared<Batch>();
    batch->results.resize(requests.size());
    batch->missing = requests.size();
    batch->handler = std::move(handler);
    const RequestHandle handle;
    std::vector<Call> calls(requests.size());
    for (size_t i = 0; i < requests.size(); ++i) {
        calls[i].request = std::move(requests[i]);
        calls[i].receiver = Receiver(context, batch, i);
        calls[i].receiver.handle = handle;
        calls[i].together = i == 0 ? requests.size() : 0;
    }
    d->post(std::move(calls));
    return handle;
}

void Connection::setPolicy(CommandGate::Policy policy)
{
    const QMutexLocker lock(&d->mutex);
    d->shared.gate.setPolicy(policy);
    d->gateChanged = true;
}

void Connection::setCommands(CommandTable commands)
{
    const QMutexLocker lock(&d->mutex);
    d->shared.gate.setCommands(std::move(commands));
    d->gateChanged = true;
}

void Connection::setPassword(QByteArray password)
{
    const QMutexLocker lock(&d->mutex);
    d->shared.endpoint.password = std::move(password);
}

void Connection::selectDatabase(int database)
{
    {
        const QMutexLocker lock(&d->mutex);
        d->shared.endpoint.database = database;
    }
    std::vector<Call> calls(1);
    calls[0].request = {{"SELECT", QByteArray::number(database)}, true, {}, {}};
    calls[0].selects = database;
    calls[0].selectIsBinding = true;
    d->post(std::move(calls));
}

Endpoint Connection::endpoint() const
{
    return d->read([](const auto &s) { return s.endpoint; });
}

LinkState Connection::state() const
{
    return d->read([](const auto &s) { return s.state; });
}

Error Connection::error() const
{
    return d->read([](const auto &s) { return s.error; });
}

ServerFacts Connection::facts() const
{
    return d->read([](const auto &s) { return s.facts; });
}

Refusals Connection::refusals() const
{
    return d->read([](const auto &s) { return s.refusals; });
}

CommandGate Connection::gate() const
{
    return d->read([](const auto &s) { return s.gate; });
}

std::chrono::microseconds Connection::latency() const
{
    return d->read([](const auto &s) { return s.latency; });
}

uint64_t Connection::linkNumber() const
{
    return d->read([](const auto &s) { return s.linkNumber; });
}

// --- The inbox ---

void Connection::Private::post(std::function<void()> control)
{
    bool post = false;
    {
        const QMutexLocker lock(&mutex);
        shared.inbox.push_back({std::move(control), {}});
        post = !std::exchange(shared.wakeIsPosted, true);
    }
    if (post)
        wake();
}

void Connection::Private::post(std::vector<Call> calls)
{
    // Inside a handler on our own thread the next request leaves before the handler returns: the server works while we do.
    const bool atOnce = q->thread() == QThread::currentThread() && dispatching;
    bool post = false;
    {
        const QMutexLocker lock(&mutex);
        for (Call &call : calls)
            shared.inbox.push_back({{}, std::move(call)});
        if (!atOnce)
            post = !std::exchange(shared.wakeIsPosted, true);
    }
    if (atOnce) {
        drainInbox();
        pump();
    } else if (post) {
        wake();
    }
}

void Connection::Private::wake()
{
    QMetaObject::invokeMethod(q, [this] {
        {
            const QMutexLocker lock(&mutex);
            shared.wakeIsPosted = false;
        }
        const QPointer<Connection> alive(q);
        drainInbox();
        pump();
        if (alive)
            deliverFinished();
    }, Qt::QueuedConnection);
}

void Connection::Private::drainInbox()
{
    std::vector<Item> items;
    {
        const QMutexLocker lock(&mutex);
        items.swap(shared.inbox);
    }
    for (Item &item : items) {
        if (item.control)
            item.control();
        else
            accept(std::move(item.call));
    }
}

void Connection::Private::accept(Call call)
{
    const auto now = Steady::now();
    call.patience = call.request.timeout.count() > 0 ? call.request.timeout : options.requestTimeout;
    if (state == LinkState::Closed || state == LinkState::Failed) {
        if (call.selectIsBinding)
            multiplexer.setDatabase(call.selects);  // the next handshake does it
        else
            finished.push_back({std::move(call), tl::unexpected(state == LinkState::Failed
                                                                    ? shared.error : Error{ErrorCode::NotConnected, {}, {}})});
        return;
    }
    if (call.selectIsBinding && state == LinkState::Waiting && multiplexer.isIdle()) {
        multiplexer.setDatabase(call.selects);
        return;
    }
    if (call.patience.count() > 0)
        armDeadline(now + call.patience);
    multiplexer.add(std::move(call), now);
}

}  // namespace vermilion
