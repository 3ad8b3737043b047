// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "client/Connection.h"
#include "keyspace/FactFilter.h"
#include "keyspace/NameList.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace vermilion {

/// Asks the server for what a filter needs to know – TYPE, PTTL or MEMORY USAGE, no more – of very many keys, and keeps the names
/// that fit: nothing else is stored. Lives on the I/O thread; pipelines of 500 keys, two in flight. Leaves `database` alone when
/// another one is selected: then it ends as Cancelled.
class FactJob : public Job {
    Q_OBJECT
public:
    FactJob(Connection *link, std::shared_ptr<const NameList> names, FactFilter filter, std::shared_ptr<KeyStore> found, int database);

    // From any thread.
    void begin();
    void stop();
    void setShare(int percent);  ///< of the server's time that it may take, 1 … 100
    quint64 total() const { return m_names->size(); }
    quint64 answered() const { return m_answered; }
    quint64 unread() const { return m_unread; }  ///< of these: the server refused to tell

    static constexpr size_t BatchKeys = 500;
    static constexpr int BatchesInFlight = 2;

signals:
    void advanced();  ///< ten times a second at most

protected:
    void run() override;
    void abandon() override;

private:
    void sendMore();
    void received(size_t first, size_t last, const std::vector<Result<Reply>> &replies);
    bool learn(KeyFacts &facts, const QByteArray &command, const Result<Reply> &reply);

    const QPointer<Connection> m_link;
    const std::shared_ptr<const NameList> m_names;
    const FactFilter m_filter;
    const std::shared_ptr<KeyStore> m_found;
    const int m_database;
    QByteArrayList m_commands;
    std::atomic<bool> m_stop{false};
    std::atomic<int> m_share{100};
    std::atomic<quint64> m_answered{0}, m_unread{0};
    std::optional<Error> m_failure;
    size_t m_at = 0;
    int m_inFlight = 0;
    QElapsedTimer m_published, m_batchStarted;
    QTimer m_rest;               // polite pauses
};

}  // namespace vermilion
