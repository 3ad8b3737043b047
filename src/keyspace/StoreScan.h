// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Session.h"
#include "keyspace/ScanJob.h"

#include <QObject>
#include <QPointer>

namespace vermilion {

/// A scan as the GUI thread holds it: owns the job on the I/O thread and the store that it fills. Destroying it stops the scan;
/// the store lives as long as anyone shows it.
class StoreScan : public QObject {
    Q_OBJECT
public:
    StoreScan(Session *session, const Separators &separators, ScanJob::Options options, QObject *parent = nullptr);
    ~StoreScan() override;

    void start();
    void pause();
    void resume();
    void stop();
    void setShare(int percent);

    const std::shared_ptr<KeyStore> &store() const { return m_store; }
    const ScanJob::Options &options() const { return m_job->options(); }
    const ScanProgress &progress() const { return m_progress; }

signals:
    void changed();   ///< ten times a second at most
    void ended();     ///< once: Complete, Stopped or Failed

private:
    void update();

    const std::shared_ptr<KeyStore> m_store;
    ScanJob *const m_job;
    ScanProgress m_progress;
    bool m_ended = false;
};

}  // namespace vermilion
