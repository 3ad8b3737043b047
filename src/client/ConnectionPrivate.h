// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Connection.h"
#include "client/Handshake.h"
#include "client/Multiplexer.h"
#include "client/ReconnectPolicy.h"
#include "net/Transport.h"
#include "resp/ReplyParser.h"

#include <QMutex>
#include <QTimer>

namespace vermilion {

/// The parts of a Connection. What other threads want goes through the inbox; what they may look at is in `shared`, behind the
/// mutex. All else belongs to the connection's thread.
class Connection::Private {
public:
    using Steady = std::chrono::steady_clock;

    Private(Connection *owner, Endpoint target, ConnectionOptions settings);

    // --- any thread ---
    void post(std::function<void()> control);
    void post(std::vector<Call> calls);
    template <typename Read> auto read(Read read) const
    {
        const QMutexLocker lock(&mutex);
        return read(shared);
    }

    // --- the connection's thread ---
    void drainInbox();
    void accept(Call call);
    void pump();                    ///< writes what may leave; never calls a handler
    void deliverFinished();         ///< calls the handlers of what ended without a reply

    void openLink();
    void closeLink();
    void retryNow();
    void onReadable();
    void onReply(Reply &reply);
    void onAnswer(FinishedCall &&answered);
    void continueHandshake();
    void finishHandshake();
    void onTransportFailed(Error error);
    void breakLink(Error error);
    void dropTransport();
    void onDeadline();
    void armDeadline(std::optional<Call::Time> due);
    void onKeepAlive();
    void measure(const FinishedCall &answered, Call::Time now);
    void noteRefusal(const QByteArrayList &command, const Error &error);
    void setState(LinkState state, const Error &error = {});

    Connection *const q;
    const ConnectionOptions options;

    struct Item {
        std::function<void()> control;
        Call call;
    };
    struct Shared {
        Endpoint endpoint;
        LinkState state = LinkState::Closed;
        Error error;
        ServerFacts facts;
        Refusals refusals;
        CommandGate gate;
        std::chrono::microseconds latency{0};
        uint64_t linkNumber = 0;
        std::vector<Item> inbox;
        bool wakeIsPosted = false;
    };
    mutable QMutex mutex;
    Shared shared;
    std::atomic<bool> gateChanged{true};

    LinkState state = LinkState::Closed;
    CommandGate gate;
    Multiplexer multiplexer;
    Multiplexer::Finished finished;
    bool dispatching = false;       ///< inside onReadable(): what is sent now is written at once

    std::unique_ptr<Transport> transport;
    std::unique_ptr<ReplyParser> parser;
    std::unique_ptr<Handshake> handshake;
    uint64_t linkNumber = 0;
    bool heardAnything = false;     ///< on this link
    bool listenFirst = false;       ///< the last server hung up on our first words: it may have had something to say

    ReconnectPolicy reconnect;
    QTimer connectTimer, retryTimer, listenTimer, deadlineTimer, keepAliveTimer;
    Call::Time deadlineAt{};
    Call::Time lastReply{};
    Call::Time lastMeasured{};
    std::vector<char> buffer;

private:
    void wake();
};

}  // namespace vermilion
