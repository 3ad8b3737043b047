// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/StoreScan.h"

namespace vermilion {

StoreScan::StoreScan(Session *session, const Separators &separators, ScanJob::Options options, QObject *parent)
    : QObject(parent), m_store(std::make_shared<KeyStore>(separators)),
      m_job(new ScanJob(session->bulkLink(), m_store, std::move(options)))
{
    m_progress = m_job->snapshot();
    connect(m_job, &ScanJob::changed, this, &StoreScan::update, Qt::QueuedConnection);
}

StoreScan::~StoreScan() { m_job->discard(); }

void StoreScan::start() { m_job->begin(); }
void StoreScan::pause() { m_job->pause(); }
void StoreScan::resume() { m_job->resume(); }
void StoreScan::stop() { m_job->stop(); }
void StoreScan::setShare(int percent) { m_job->setShare(percent); }

void StoreScan::update()
{
    m_progress = m_job->snapshot();
    emit changed();
    if (!m_progress.isActive() && !m_ended) {
        m_ended = true;
        emit ended();
    }
}

}  // namespace vermilion
