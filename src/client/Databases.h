// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "client/Session.h"

namespace vermilion {

struct DatabaseInfo {
    int index = 0;
    qint64 keys = -1;      ///< -1: not known
    qint64 expires = -1;
};

/// All databases of a server with their key counts. CONFIG GET databases and INFO keyspace where they are allowed; where not,
/// it tries SELECT and DBSIZE on a link of its own (cluster and clouds: db 0 only).
class ListDatabases : public Job {
    Q_OBJECT
public:
    explicit ListDatabases(Session *session, QObject *parent = nullptr);
    ~ListDatabases() override;
    const QList<DatabaseInfo> &databases() const;

protected:
    void run() override;
    void abandon() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
