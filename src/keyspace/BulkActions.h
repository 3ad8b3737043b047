// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Question.h"
#include "client/Session.h"
#include "keyspace/BulkJob.h"
#include "keyspace/Worker.h"

#include <QObject>

#include <functional>

namespace vermilion {

/// Deleting and TTLs for many keys, from the wish to the report: collects the exact names, asks with count, samples, server and
/// database, runs one BulkJob, and takes deleted names out of the store. One at a time. GUI thread.
class BulkActions : public QObject {
    Q_OBJECT
public:
    explicit BulkActions(Session *session, QObject *parent = nullptr);
    ~BulkActions() override;

    /// What the view shows: names are taken from here.
    struct Scope {
        std::shared_ptr<KeyStore> store;
        std::shared_ptr<const FilterCounts> matches;
        bool complete = true;   ///< false: the scan has not seen all, and the question says so
        QString database;       ///< as the user calls it: "db 0 worker"
        int databaseNumber = -1;///< nothing is sent to another one
    };
    void request(Scope scope, BulkTarget target, BulkAction action);

    bool isRunning() const { return m_job != nullptr; }
    void stop();
    void setShare(int percent);    ///< of the server's time that it may take, 1 … 100; also of one that runs
    BulkReport report() const;
    /// "Deleting: 12,000 of 884,102"; after the end the whole truth: "Deleted 884,000. 100 were gone already. 2 refused: …".
    QString text() const;

    static constexpr size_t MostTold = 1000;

signals:
    void asked(const vermilion::Question &question, const vermilion::Answer &answer);
    void failed(const vermilion::Error &error);
    void progressed();
    void storeChanged();           ///< names were taken out
    /// Deleted, or found to be gone: at most MostTold names at once; `more`: others went too.
    void keysGone(const QByteArrayList &keys, bool more);
    void touched();                ///< TTLs of many keys changed
    void finished(const QString &summary, bool allDone);

private:
    void ask(std::shared_ptr<const NameList> names);
    QString questionTitle(quint64 keys) const;
    QString questionText() const;
    void run(std::shared_ptr<const NameList> names, std::optional<Consent> consent);
    void removeGone();
    void takeOut(std::vector<size_t> places, std::function<void()> then);
    void ended(const Outcome &outcome);
    QString summary(const BulkReport &report, const Outcome &outcome) const;

    Session *const m_session;
    Scope m_scope;
    BulkAction m_action;
    BulkJob *m_job = nullptr;
    bool m_collecting = false, m_removing = false;
    int m_share = 100;
    StopFlag m_stop = makeStopFlag();
    QString m_summary;
};

}  // namespace vermilion
