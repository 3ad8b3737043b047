// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <atomic>
#include <memory>
#include <utility>

namespace vermilion {

/// Threads for sorting, counting and re-indexing names. Apart from the global pool, so that a long sort never waits
/// behind another domain's work.
QThreadPool *keyspaceWorkers();

/// Set by whoever no longer wants an answer; read by the work.
using StopFlag = std::shared_ptr<std::atomic<bool>>;
inline StopFlag makeStopFlag() { return std::make_shared<std::atomic<bool>>(false); }

/// Runs `work()` on a worker and hands what it returns to `done` on `context`'s thread. `done` is not called when `context`
/// is gone by then. Call it on `context`'s thread. What `work` captures must be its own (values, shared pointers).
template <typename Work, typename Done>
void runOnWorker(QObject *context, Work work, Done done)
{
    using Value = decltype(work());
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        done(watcher->future().takeResult());
    });
    watcher->setFuture(QtConcurrent::run(keyspaceWorkers(), std::move(work)));
}

}  // namespace vermilion
