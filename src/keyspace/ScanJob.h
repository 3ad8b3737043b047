// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "client/Connection.h"
#include "keyspace/KeyStore.h"
#include "keyspace/ScanPlan.h"
#include "keyspace/Worker.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QPointer>
#include <QTimer>

namespace vermilion {

/// What a scan has seen, for those who show it. A value.
struct ScanProgress {
    enum class Phase {
        Waiting,    ///< not started
        Running,
        Paused,
        Offline,    ///< the server is away or busy loading; goes on by itself
        Finishing,  ///< all seen; names that came twice are being removed
        Complete,
        Stopped,    ///< by the user
        Failed
    };
    Phase phase = Phase::Waiting;
    quint64 seen = 0;        ///< names received, those that came twice included, until Complete
    qint64 total = -1;       ///< DBSIZE at the start; -1: not known
    Error totalError;        ///< why it is not known
    double rate = 0;         ///< names a second
    int share = 100;         ///< of the server's time, per cent
    bool restarted = false;  ///< the server was restarted in between: cursors mean nothing across a restart
    Error error;             ///< why Offline or Failed
    std::chrono::microseconds longestCall{0};  ///< longest round trip of one page

    bool isActive() const { return phase != Phase::Complete && phase != Phase::Stopped && phase != Phase::Failed; }
};

/// Reads all names of a database, or those that match, into a KeyStore with SCAN.
///
/// Lives on the I/O thread, where replies reach it without a trip through an event loop: the next SCAN leaves before the names of the
/// last are stored, so that the server never waits. It belongs to the database that is selected when it is made: once another one
/// is, no SCAN leaves any more and it ends as Failed with Cancelled. SCAN guarantees that a key that exists all the time is returned at least once
/// (redis.io/commands/scan); double ones are removed at the end. A broken link is waited out with the same cursor.
class ScanJob : public Job {
    Q_OBJECT
public:
    struct Options {
        QByteArray match;   ///< MATCH pattern; empty: all
        QByteArray type;    ///< TYPE (Redis 6 and later); empty: all
        int share = 100;
    };
    /// Call on any thread; moves itself to the link's.
    ScanJob(Connection *link, std::shared_ptr<KeyStore> store, Options options);
    ~ScanJob() override;

    // Control, from any thread.
    void begin();
    void pause();
    void resume();
    void setShare(int percent);
    void stop();          ///< no further SCAN leaves once this returns
    void discard();       ///< stop() and delete on its own thread

    ScanProgress snapshot() const;  ///< any thread; also arms the next changed()
    const std::shared_ptr<KeyStore> &store() const { return m_store; }
    const Options &options() const { return m_options; }

signals:
    /// snapshot() differs. At most ten times a second and once a new phase; not again before snapshot() was called.
    void changed();

protected:
    void run() override;
    void abandon() override;

private:
    void askTotal();
    void learnServer();
    void scheduleNext();
    void sendNext();
    Request request(QByteArrayList command) const;
    void received(Result<Reply> result);
    void keep(const Reply &reply);
    void troubled(const Error &error);
    void linkChanged(LinkState state, const Error &error);
    void finishUp();
    void setPhase(ScanProgress::Phase phase, const Error &error = {});
    void publish(bool now);
    template <typename Change> void update(Change change);

    const QPointer<Connection> m_link;
    const std::shared_ptr<KeyStore> m_store;
    const Options m_options;
    const int m_database;
    const StopFlag m_stop = makeStopFlag();

    ScanPlan m_plan;
    QByteArray m_cursor = "0";
    RequestHandle m_request;
    bool m_inFlight = false;
    bool m_paused = false;
    bool m_interrupted = false;   // the link broke while there was more to read
    bool m_done = false;          // cursor came back to 0
    QElapsedTimer m_sentAt;
    QTimer m_next;                // polite pauses and retries
    int m_retryMs = 0;

    QByteArray m_runId;
    int64_t m_clientId = 0;

    std::vector<std::string_view> m_names;  // kept for its capacity
    QElapsedTimer m_published, m_rateSince;
    quint64 m_rateSeen = 0;

    mutable QMutex m_mutex;
    ScanProgress m_progress;
    mutable std::atomic<bool> m_announced{false};
};

}  // namespace vermilion

Q_DECLARE_METATYPE(vermilion::ScanProgress)
