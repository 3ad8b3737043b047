// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "resp/Reply.h"

#include <QByteArrayList>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace vermilion {

/// The user's own word for one dangerous act in production, made by the dialog (or test) that asked for it.
/// It covers the request that carries it, nothing later.
class Consent {
public:
    static Consent typedByUser() { return Consent{}; }
private:
    Consent() = default;
};

struct Request {
    QByteArrayList command;               ///< name and arguments, as bytes
    bool idempotent = false;              ///< may be sent again when the link broke after it was written
    std::chrono::milliseconds timeout{0}; ///< 0: the connection's default
    std::optional<Consent> consent;
    /// Connection::linkNumber() that it must leave on, or end with NotConnected: what follows a WATCH means nothing after a
    /// reconnect. 0: any.
    uint64_t onLink = 0;
    /// The database that it is meant for, or end with Cancelled before it is written: long work must not go on in another one
    /// when somebody selects that in between. -1: whichever is selected.
    int inDatabase = -1;
};

/// A server's error reply arrives as an Error (see Error::fromServer), everything else as a Reply.
using ReplyHandler = std::function<void(Result<Reply>)>;
using RepliesHandler = std::function<void(std::vector<Result<Reply>>)>;

/// What is left of a request for whoever sent it. Copyable; dropping it changes nothing.
class RequestHandle {
public:
    RequestHandle() : m_cancelled(std::make_shared<std::atomic<bool>>(false)) {}
    /// The handler is not called any more. What is not written is not sent; what is written is abandoned:
    /// its reply is read and dropped. Thread-safe.
    void cancel() { m_cancelled->store(true, std::memory_order_release); }
    bool isCancelled() const { return m_cancelled->load(std::memory_order_acquire); }

private:
    std::shared_ptr<std::atomic<bool>> m_cancelled;
};

}  // namespace vermilion
