// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Connection that lives on the I/O thread: one link after another, from transport to handler.
#include "base/Log.h"
#include "client/ConnectionPrivate.h"
#include "resp/CommandWriter.h"

namespace vermilion {

namespace {

constexpr size_t ReadAtOnce = 256 * 1024;
constexpr qsizetype WriteAtOnce = 256 * 1024;
constexpr qint64 UnsentAtMost = 1024 * 1024;  // beyond it the system's buffer is full: wait for the server to read
constexpr std::chrono::milliseconds GreetingPause{100};
constexpr std::chrono::seconds MeasureEvery{1};

QByteArray displayName(const CommandTable &commands, const QByteArrayList &command)
{
    return commands.fullName(command).toUpper().replace('|', ' ');
}

/// "… no permissions to run the 'config|get' command" → "config|get". Refused keys and channels do not concern the command.
std::optional<QByteArray> refusedCommand(const QByteArray &message)
{
    const qsizetype at = message.indexOf("run the '");
    if (at < 0)
        return message.contains("command") ? std::optional(QByteArray()) : std::nullopt;
    const qsizetype begin = at + 9;
    return message.mid(begin, message.indexOf('\'', begin) - begin).toLower();
}

}  // namespace

Connection::Private::Private(Connection *owner, Endpoint target, ConnectionOptions settings)
    : q(owner), options(std::move(settings)), connectTimer(owner), retryTimer(owner), listenTimer(owner), deadlineTimer(owner),
      keepAliveTimer(owner)
{
    multiplexer.setDatabase(target.database);
    shared.endpoint = std::move(target);
    for (QTimer *timer : {&connectTimer, &retryTimer, &listenTimer, &deadlineTimer, &keepAliveTimer})
        timer->setSingleShot(true);
    QObject::connect(&connectTimer, &QTimer::timeout, q, [this] {
        onTransportFailed(transport ? transport->timeoutError() : Error{ErrorCode::ConnectTimeout, {}, {}});
    });
    QObject::connect(&retryTimer, &QTimer::timeout, q, [this] { openLink(); });
    QObject::connect(&listenTimer, &QTimer::timeout, q, [this] { continueHandshake(); });
    QObject::connect(&deadlineTimer, &QTimer::timeout, q, [this] { onDeadline(); });
    QObject::connect(&keepAliveTimer, &QTimer::timeout, q, [this] { onKeepAlive(); });
}

// --- From nothing to Ready ---

void Connection::Private::openLink()
{
    if (state == LinkState::Connecting || state == LinkState::Ready)
        return;
    retryTimer.stop();
    const Endpoint target = read([](const Shared &s) { return s.endpoint; });
    transport = Transport::create(target);
    parser = std::make_unique<ReplyParser>();
    handshake = std::make_unique<Handshake>(Handshake::Plan{target.user, target.password, options.clientName, multiplexer.database(),
                                                            options.preferResp3 && ReplyParser::speaksResp3(), options.learnCommands});
    buffer.resize(ReadAtOnce);
    heardAnything = false;
    QObject::connect(transport.get(), &Transport::opened, q, [this] {
        if (listenFirst)
            listenTimer.start(GreetingPause);
        else
            continueHandshake();
    });
    QObject::connect(transport.get(), &Transport::readable, q, [this] { onReadable(); });
    QObject::connect(transport.get(), &Transport::written, q, [this] { pump(); deliverFinished(); });
    QObject::connect(transport.get(), &Transport::failed, q, [this](const Error &error) { onTransportFailed(error); });
    connectTimer.start(options.connectTimeout);
    setState(LinkState::Connecting);
    qCDebug(logClient) << "connecting to" << target.text();
    transport->open();
}

void Connection::Private::continueHandshake()
{
    if (!handshake || !transport)
        return;
    QByteArray out;
    for (const QByteArrayList &command : handshake->next()) {
        qCDebug(logClient) << redacted(command);
        writeCommand(out, command);
    }
    if (!out.isEmpty())
        transport->write(out);
}

void Connection::Private::finishHandshake()
{
    connectTimer.stop();
    listenFirst = false;
    reconnect.succeeded();
    lastReply = Steady::now();
    ++linkNumber;
    const int database = multiplexer.database();
    multiplexer.linkUp(linkNumber, database);
    {
        const QMutexLocker lock(&mutex);
        shared.facts = handshake->facts();
        shared.refusals = handshake->refusals();
        shared.linkNumber = linkNumber;
        if (handshake->commands()) {
            shared.gate.setCommands(*handshake->commands());
            gateChanged = true;
        }
    }
    handshake.reset();
    if (options.keepAlive.count() > 0)
        keepAliveTimer.start(options.keepAlive);
    setState(LinkState::Ready);
    emit q->factsChanged();
}

// --- Bytes in ---

void Connection::Private::onReadable()
{
    if (dispatching)
        return;
    const QPointer<Connection> alive(q);
    const Transport *const current = transport.get();
    dispatching = true;
    while (current && transport.get() == current) {
        const qint64 n = transport->read(buffer.data(), qint64(buffer.size()));
        if (n <= 0)
            break;
        std::string_view input(buffer.data(), size_t(n));
        while (transport.get() == current) {
            Reply reply;
            const auto status = parser->next(input, reply);
            if (status == ReplyParser::Status::NeedsMore)
                break;
            if (status == ReplyParser::Status::Ready)
                onReply(reply);
            else
                breakLink({heardAnything ? ErrorCode::ProtocolError : ErrorCode::NotRedis, parser->failure(),
                           shared.endpoint.address().toUtf8()});
            if (!alive)
                return;
            heardAnything = true;
        }
    }
    dispatching = false;
    pump();
    deliverFinished();
}

void Connection::Private::onReply(Reply &reply)
{
    if (handshake) {
        handshake->answer(reply);
        if (const auto error = handshake->error())
            breakLink(*error);
        else if (handshake->isDone())
            finishHandshake();
        else
            continueHandshake();
        return;
    }
    lastReply = Steady::now();
    Multiplexer::Routed routed = multiplexer.route(reply, lastReply);
    if (routed.isUnsolicited) {
        const ReplyView root = reply.root();
        breakLink(root.isError() ? Error::fromServer(root.bytes()) : Error{ErrorCode::ProtocolError, "a reply that nobody asked for", {}});
        return;
    }
    const QPointer<Connection> alive(q);
    if (routed.isMessage)
        emit q->pushed(std::make_shared<Reply>(std::move(reply)));
    if (routed.answered && alive)
        onAnswer(std::move(*routed.answered));
}

void Connection::Private::onAnswer(FinishedCall &&answered)
{
    measure(answered, lastReply);
    const ReplyView root = answered.result->root();
    const QByteArrayList &command = answered.call.request.command;
    if (answered.call.selects >= 0 && !answered.call.selectIsBinding && root.isOk()) {
        const QMutexLocker lock(&mutex);
        shared.endpoint.database = answered.call.selects;
    }
    if (root.isError()) {
        Error error = Error::fromServer(root.bytes(), displayName(gate.commands(), command));
        noteRefusal(command, error);
        deliver(std::move(answered.call.receiver), tl::unexpected(std::move(error)));
    } else {
        deliver(std::move(answered.call.receiver), std::move(answered.result));
    }
}

void Connection::Private::measure(const FinishedCall &answered, Call::Time now)
{
    const Reply &reply = *answered.result;
    if (!answered.call.wasAlone || reply.arena.size() > 1024 || reply.nodes.size() > 16)
        return;
    const auto roundTrip = std::chrono::duration_cast<std::chrono::microseconds>(now - answered.call.written);
    {
        const QMutexLocker lock(&mutex);
        shared.latency = roundTrip;
    }
    if (now - lastMeasured < MeasureEvery)
        return;
    lastMeasured = now;
    emit q->latencyMeasured(roundTrip);
}

void Connection::Private::noteRefusal(const QByteArrayList &command, const Error &error)
{
    QByteArray name = gate.commands().fullName(command);
    if (error.code == ErrorCode::NoPermission) {
        const auto named = refusedCommand(error.detail);
        if (!named)
            return;
        // Servers before 7.0 name only the first word; what was refused is what was asked.
        if (named->contains('|'))
            name = *named;
    } else if (error.code == ErrorCode::UnknownCommand) {
        if (!error.detail.contains("subcommand"))
            name = command.first().toLower();
    } else {
        return;
    }
    {
        const QMutexLocker lock(&mutex);
        if (shared.refusals.contains(name))
            return;
        shared.refusals.insert(name, error);
    }
    emit q->refused(name, error);
}

// --- Bytes out ---

void Connection::Private::pump()
{
    if (gateChanged.exchange(false))
        gate = read([](const Shared &s) { return s.gate; });
    while (state == LinkState::Ready && transport && transport->bytesToWrite() < UnsentAtMost) {
        QByteArray out;
        multiplexer.write(out, WriteAtOnce, gate, Steady::now(), finished);
        if (out.isEmpty())
            break;
        transport->write(out);
    }
}

void Connection::Private::deliverFinished()
{
    if (dispatching)
        return;
    Multiplexer::Finished ended;
    ended.swap(finished);
    for (FinishedCall &call : ended)
        deliver(std::move(call.call.receiver), std::move(call.result));
}

// --- From Ready to nothing ---

void Connection::Private::onTransportFailed(Error error)
{
    const QPointer<Connection> alive(q);
    const Transport *const current = transport.get();
    onReadable();  // the last words of the server may say why
    if (!alive || transport.get() != current)
        return;
    const Endpoint target = read([](const Shared &s) { return s.endpoint; });
    const bool hungUp = error.code == ErrorCode::ConnectionClosed || error.code == ErrorCode::ConnectionReset;
    if (handshake && !heardAnything && hungUp && !target.tls) {
        // A TLS port ends plain text so. Or a server said -DENIED and closed, and our words wiped out its own.
        error.code = target.kind == Endpoint::Kind::Tcp ? ErrorCode::ConnectionReset : error.code;
        listenFirst = true;
    }
    if (error.subject.isEmpty())
        error.subject = target.address().toUtf8();
    breakLink(std::move(error));
    deliverFinished();
}

void Connection::Private::breakLink(Error error)
{
    qCInfo(logClient) << "link broke:" << int(error.code) << error.detail.left(120);
    dropTransport();
    if (options.reconnect && ReconnectPolicy::isMendable(error.code)) {
        multiplexer.linkDown(finished);
        const auto pause = reconnect.next(error);
        retryTimer.start(pause);
        setState(LinkState::Waiting, error);
        emit q->retryScheduled(pause);
    } else {
        multiplexer.failAll(error, finished);
        setState(LinkState::Failed, error);
    }
}

void Connection::Private::closeLink()
{
    if (state == LinkState::Closed)
        return;
    retryTimer.stop();
    dropTransport();
    reconnect.succeeded();
    multiplexer.failAll({ErrorCode::Cancelled, {}, {}}, finished);
    setState(LinkState::Closed);
}

void Connection::Private::retryNow()
{
    if (state == LinkState::Waiting || state == LinkState::Failed)
        openLink();
}

void Connection::Private::dropTransport()
{
    for (QTimer *timer : {&connectTimer, &listenTimer, &keepAliveTimer})
        timer->stop();
    handshake.reset();
    if (!transport)
        return;
    // We may be inside one of its signals.
    transport->disconnect(q);
    transport.release()->deleteLater();
}

// --- Time ---

void Connection::Private::armDeadline(std::optional<Call::Time> due)
{
    if (!due || (deadlineTimer.isActive() && deadlineAt <= *due))
        return;
    deadlineAt = *due;
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(*due - Steady::now());
    deadlineTimer.start(std::max(rest, std::chrono::milliseconds(1)));
}

void Connection::Private::onDeadline()
{
    const bool silent = multiplexer.expire(Steady::now(), finished);
    if (silent && state == LinkState::Ready)
        breakLink({ErrorCode::Timeout, {}, {}});
    armDeadline(multiplexer.nextDeadline());
    deliverFinished();
}

void Connection::Private::onKeepAlive()
{
    if (state != LinkState::Ready)
        return;
    const auto idle = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - lastReply);
    if (idle < options.keepAlive) {
        keepAliveTimer.start(options.keepAlive - idle);
        return;
    }
    keepAliveTimer.start(options.keepAlive);
    Call ping;
    ping.request = {{"PING"}, true, {}, {}};
    ping.receiver = Receiver(nullptr, [this](const Result<Reply> &result) {
        if (!result && result.error().code == ErrorCode::Timeout && state == LinkState::Ready) {
            breakLink(result.error());
            deliverFinished();
        }
    });
    accept(std::move(ping));
    pump();
    deliverFinished();
}

void Connection::Private::setState(LinkState next, const Error &error)
{
    if (state == next && next != LinkState::Waiting)
        return;
    state = next;
    {
        const QMutexLocker lock(&mutex);
        shared.state = next;
        shared.error = error;
    }
    emit q->stateChanged(next, error);
}

}  // namespace vermilion
