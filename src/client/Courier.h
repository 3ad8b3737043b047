// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Request.h"

#include <QPointer>

class QThread;

namespace vermilion {

/// The results of a pipeline on their way; filled on the connection's thread.
struct Batch {
    std::vector<Result<Reply>> results;
    size_t missing = 0;
    RepliesHandler handler;
};

/// Who waits for an answer, and where.
struct Receiver {
    Receiver() = default;
    Receiver(QObject *object, ReplyHandler single);
    Receiver(QObject *object, std::shared_ptr<Batch> pipeline, size_t place);

    QPointer<QObject> context;
    QThread *thread = nullptr;  ///< of the context; null: no context, called where the answer is
    RequestHandle handle;
    ReplyHandler handler;
    std::shared_ptr<Batch> batch;
    size_t place = 0;
};

/// Brings a result to its handler: called directly on the context's thread, else by one event to it. A context is only
/// looked at on its own thread, so it may end at any time.
void deliver(Receiver &&receiver, Result<Reply> &&result);

}  // namespace vermilion
