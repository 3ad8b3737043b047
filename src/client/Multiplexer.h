// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/CommandGate.h"
#include "client/Courier.h"
#include "client/Subscriptions.h"

#include <deque>

namespace vermilion {

/// A request on its way: waiting → written → answered.
struct Call {
    using Time = std::chrono::steady_clock::time_point;

    Request request;
    Receiver receiver;
    size_t together = 1;       ///< on the first of a pipeline: how many leave as one; 0 on those that follow
    int selects = -1;          ///< the database that it selects, else -1
    bool selectIsBinding = false;  ///< by selectDatabase(): if refused, nothing may follow
    int confirmations = -1;    ///< of a SUBSCRIBE: how many are still to come; -1: not counted yet
    bool abandoned = false;    ///< nobody waits any more; its reply is read and dropped
    bool wasAlone = false;     ///< nothing else was on its way when it was written: its round trip is a latency
    std::chrono::milliseconds patience{0};  ///< the time it may take; 0: any
    Time added{}, written{};
};

struct FinishedCall {
    Call call;
    Result<Reply> result;  ///< error replies of the server still as a Reply
};

/// The order of requests and replies on one link, without a socket: bytes to write come out, replies go in. Cancelling what is
/// written abandons it; nothing written is sent again unless it was declared idempotent. Not thread-safe.
class Multiplexer {
public:
    using Time = Call::Time;
    using Finished = std::vector<FinishedCall>;

    void add(Call call, Time now);

    /// Appends to `out` what may leave now, until `out` holds `maxBytes`. Refused calls go to `finished`.
    void write(QByteArray &out, qsizetype maxBytes, const CommandGate &gate, Time now, Finished &finished);

    struct Routed {
        bool isMessage = false;      ///< a push: for whoever listens
        bool isUnsolicited = false;  ///< nobody asked: the server speaks about the link itself
        std::optional<FinishedCall> answered;
    };
    /// Finds whom a reply belongs to. `reply` is moved from when it answers a call and is not also a message.
    Routed route(Reply &reply, Time now);

    /// A new link is up, with `database` selected by its handshake.
    void linkUp(uint64_t number, int database);
    /// Written calls end with OutcomeUnknown or, when idempotent, wait again in front of the others.
    void linkDown(Finished &finished);
    void failAll(const Error &error, Finished &finished);
    /// Ends what took too long. True when the server has been silent so long that the link must be given up.
    bool expire(Time now, Finished &finished);
    std::optional<Time> nextDeadline() const;

    /// The database that the next link must select, so that what waits runs where it was meant to.
    int database() const { return m_database; }
    void setDatabase(int database) { m_database = database; }
    bool isIdle() const { return m_waiting.empty() && m_written.empty(); }
    size_t waiting() const { return m_waiting.size(); }
    size_t written() const { return m_written.size(); }

private:
    std::optional<Error> refusal(size_t count, const CommandGate &gate) const;
    void finishFront(size_t count, const std::optional<Error> &error, Finished &finished);
    void writeFront(size_t count, QByteArray &out, Time now);
    std::optional<FinishedCall> confirm(const Reply &reply);
    FinishedCall popWritten(Reply &&reply);
    std::optional<Time> deadline(const Call &call, bool written) const;

    std::deque<Call> m_waiting, m_written;
    Subscriptions m_subscriptions;
    std::optional<Error> m_databaseRefusal;
    int m_database = 0;
    uint64_t m_link = 0;
    size_t m_selectsWritten = 0;
    bool m_monitors = false;
    Time m_lastReply{};
};

}  // namespace vermilion
