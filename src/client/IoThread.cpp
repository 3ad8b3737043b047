// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Connection.h"

#include <QMutex>
#include <QThread>

namespace vermilion {

namespace {

QMutex threadMutex;
QThread *thread = nullptr;

}  // namespace

QThread *ioThread()
{
    const QMutexLocker lock(&threadMutex);
    if (!thread) {
        thread = new QThread;
        thread->setObjectName(QStringLiteral("vermilion-io"));
        thread->start();
    }
    return thread;
}

void shutdownIo()
{
    const QMutexLocker lock(&threadMutex);
    if (!thread)
        return;
    // Objects deleted by deleteLater() end with the thread's event loop, before finished().
    thread->quit();
    thread->wait();
    delete std::exchange(thread, nullptr);
}

}  // namespace vermilion
