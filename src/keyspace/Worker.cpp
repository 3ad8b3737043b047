// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/Worker.h"

#include <QThread>

namespace vermilion {

QThreadPool *keyspaceWorkers()
{
    static QThreadPool *pool = [] {
        // Never deleted: work may still end while static objects are torn down.
        auto *made = new QThreadPool;
        made->setMaxThreadCount(std::max(2, QThread::idealThreadCount()));
        made->setObjectName(QStringLiteral("keyspace"));
        return made;
    }();
    return pool;
}

}  // namespace vermilion
