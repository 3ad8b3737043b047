// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/CommandGate.h"
#include "client/Request.h"
#include "client/ServerFacts.h"
#include "net/Endpoint.h"

#include <QObject>
#include <QPointer>

class QThread;

namespace vermilion {

struct ConnectionOptions {
    std::chrono::milliseconds connectTimeout{5000};  ///< TCP, TLS and handshake together
    std::chrono::milliseconds requestTimeout{10000}; ///< 0: none
    std::chrono::milliseconds keepAlive{30000};      ///< PING after this much silence; also measures latency. 0: off
    QByteArray clientName = "vermilion";
    bool reconnect = true;       ///< with back-off and jitter, 250 ms … 30 s
    bool preferResp3 = true;     ///< only where hiredis can (≥ 1.0)
    bool learnCommands = true;   ///< asks COMMAND once, for the gate
};

/// One link to one server: transport, handshake, multiplexer, gate, reconnect. Lives on the I/O thread it is moved to;
/// every public function may be called from any thread. Signals are emitted on its own thread (queued to others by Qt).
/// All commands of the program pass send(): there is no other way to the socket.
class Connection : public QObject {
    Q_OBJECT
public:
    explicit Connection(Endpoint endpoint, ConnectionOptions options = {}, QObject *parent = nullptr);
    ~Connection() override;

    void open();
    void close();       ///< waiting requests end with Cancelled; no reconnect
    void reconnectNow();///< ends a Waiting pause, or starts again after Failed

    /// The handler runs once on `context`'s thread, unless cancelled or `context` is gone. On this connection's own thread it is
    /// called directly, without a trip through the event loop. Requests leave in the order of the calls.
    RequestHandle send(Request request, QObject *context, ReplyHandler handler);
    /// Written together (a pipeline); the handler gets one result a request, in order, when the last one is known.
    /// When the gate refuses one of them, none is written and all end with that refusal.
    RequestHandle sendAll(std::vector<Request> requests, QObject *context, RepliesHandler handler);
    RequestHandle send(QByteArrayList command, QObject *context, ReplyHandler handler)
    {
        return send(Request{std::move(command), false, {}, {}}, context, std::move(handler));
    }

    void setPolicy(CommandGate::Policy policy);
    void setCommands(CommandTable commands);    ///< what another link to the same server learned
    void setPassword(QByteArray password);      ///< for the next handshake
    /// Now, and again at every reconnect; in order with send(). When the server refuses it, whatever follows ends with that error
    /// until another database is selected: nothing ever runs in a database that was not meant.
    void selectDatabase(int database);

    // Snapshots, thread-safe.
    Endpoint endpoint() const;                  ///< with the database in use
    LinkState state() const;
    Error error() const;                        ///< why Waiting or Failed
    ServerFacts facts() const;
    Refusals refusals() const;
    CommandGate gate() const;
    std::chrono::microseconds latency() const;  ///< last true round trip of a PING or small request; 0: none yet
    uint64_t linkNumber() const;                ///< 0 before the first Ready; changes with every new link

signals:
    void stateChanged(vermilion::LinkState state, const vermilion::Error &error);
    void factsChanged();
    void refused(const QByteArray &command, const vermilion::Error &error);  ///< NoPermission or UnknownCommand, first time each
    void latencyMeasured(std::chrono::microseconds roundTrip);
    void retryScheduled(std::chrono::milliseconds in);
    /// Pub/sub messages and other pushes, RESP2 or RESP3 shape alike: Array or Push, first element the kind.
    void pushed(const std::shared_ptr<vermilion::Reply> &message);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// The thread that all transports live on. Started at first use, joined by shutdownIo() before the application object ends.
QThread *ioThread();
/// Deletes on the I/O thread what lives there, waits for it, and ends the thread.
void shutdownIo();

}  // namespace vermilion
