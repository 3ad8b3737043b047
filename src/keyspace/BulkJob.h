// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "client/Connection.h"
#include "keyspace/NameList.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QPointer>
#include <QTimer>

namespace vermilion {

struct BulkAction {
    enum class Kind { Delete, ExpireIn, ExpireAt, Persist } kind = Kind::Delete;
    std::chrono::milliseconds time{0};  ///< ExpireIn: from now; ExpireAt: since 1970 UTC
    QByteArrayList commandFor(std::string_view key) const;  ///< for one key
};

/// What a bulk job did, key by key, as the server answered.
struct BulkReport {
    quint64 total = 0;
    quint64 answered = 0;  ///< done + absent + refused + unknown
    quint64 done = 0;
    quint64 absent = 0;    ///< was gone already (Persist: or had no expiry)
    quint64 refused = 0;
    quint64 unknown = 0;   ///< written, but the link broke before the answer
    QList<std::pair<QByteArray, Error>> firstErrors;  ///< key and reason, ten at most
    double rate = 0;       ///< keys a second
};

/// One engine for deleting and for TTLs over any number of keys. Lives on the I/O thread; pipelines of 500, two in flight.
/// Counts what the server answered for each key. Nothing is sent twice: what was on its way when the link broke is reported as unknown.
/// Nothing is sent to another database than `database` (-1: the one selected now); when that changes, the job ends as Cancelled.
class BulkJob : public Job {
    Q_OBJECT
public:
    BulkJob(Connection *link, std::shared_ptr<const NameList> names, BulkAction action, std::optional<Consent> consent,
            int database = -1);

    // From any thread.
    void begin();
    void setShare(int percent);  ///< of the server's time that it may take, 1 … 100
    void stop();      ///< sends nothing further; ends when what is on its way is answered
    BulkReport report() const;
    const BulkAction &action() const { return m_action; }
    const std::shared_ptr<const NameList> &names() const { return m_names; }
    /// Places in names() of keys that are known to be gone since the last call (Delete).
    std::vector<size_t> takeGone();

    static constexpr size_t BatchKeys = 500;
    static constexpr size_t BatchBytes = 1 << 20;
    static constexpr int BatchesInFlight = 2;

signals:
    void advanced();  ///< report() differs; ten times a second at most

protected:
    void run() override;
    void abandon() override;

private:
    struct Range { size_t first = 0, last = 0; };
    Range nextRange();
    Request request(QByteArrayList command) const;
    void sendMore();
    void sendTogether(Range range);
    void sendSingly(Range range);
    void answeredTogether(Range range, const Result<Reply> &result);
    void answeredSingly(Range range, const std::vector<Result<Reply>> &results);
    void count(size_t key, const Result<Reply> &result);
    void lost(Range range, const Error &error);
    void batchOver();
    void rest(qint64 workedMs);
    int batchesInFlight() const { return m_share < 100 ? 1 : BatchesInFlight; }
    template <typename Change> void update(Change change);

    const QPointer<Connection> m_link;
    const std::shared_ptr<const NameList> m_names;
    const BulkAction m_action;
    const std::optional<Consent> m_consent;
    const int m_database;
    QByteArray m_deleteCommand = "UNLINK";
    std::atomic<bool> m_stop{false};
    std::optional<Error> m_failure;
    size_t m_at = 0;
    int m_inFlight = 0;
    std::atomic<int> m_share{100};
    QElapsedTimer m_started, m_published, m_batchStarted;
    QTimer m_rest;             // polite pauses

    mutable QMutex m_mutex;
    BulkReport m_report;
    std::vector<size_t> m_gone;
};

}  // namespace vermilion
