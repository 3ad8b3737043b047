// SPDX-License-Identifier: GPL-3.0-or-later
// The part of BrowserPresenter that asks the server about every loaded key, so that a fact filter covers them all.
#include "keyspace/BrowserPresenter.h"

namespace vermilion {

quint64 BrowserPresenter::lookUpCount() const
{
    if (m_source != Source::Known || isLookingUp() || m_lookedUp > 0)
        return 0;
    return std::min<quint64>(MostLookedUp, m_store->size());
}

Progress BrowserPresenter::lookUpProgress() const
{
    return m_lookUp ? Progress{qint64(m_lookUp->answered()), qint64(m_lookUp->total()), false, 0} : Progress();
}

void BrowserPresenter::lookUpAll()
{
    if (lookUpCount() == 0)
        return;
    m_collecting = true;
    emit scanChanged();
    runOnWorker(
        this,
        [store = m_store, stop = m_work] {
            auto names = std::make_shared<NameList>();
            store->forEachBelow({}, nullptr, [&](const std::vector<std::string> &batch) {
                for (const std::string &name : batch) {
                    if (names->size() < MostLookedUp)
                        names->add(name);
                }
                return !*stop && names->size() < MostLookedUp;
            });
            return std::shared_ptr<const NameList>(names);
        },
        [this, from = m_store, filter = m_facts](std::shared_ptr<const NameList> names) {
            if (m_collecting && from == m_store && filter == m_facts)
                runLookUp(std::move(names));
        });
}

void BrowserPresenter::runLookUp(std::shared_ptr<const NameList> names)
{
    m_collecting = false;
    m_known = std::make_shared<KeyStore>(m_separators);
    m_lookUp = new FactJob(m_session->bulkLink(), std::move(names), m_facts, m_known, m_database);
    m_lookUp->setShare(m_share);
    connect(m_lookUp, &FactJob::advanced, this, &BrowserPresenter::storeChanged, Qt::QueuedConnection);
    connect(m_lookUp, &Job::finished, this, &BrowserPresenter::lookedUp, Qt::QueuedConnection);
    m_lookUp->begin();
    show(Source::Known);
}

void BrowserPresenter::lookedUp(const Outcome &outcome)
{
    if (sender() != m_lookUp)
        return;  // of an earlier one
    m_lookedUp = m_lookUp->answered();
    m_unread = m_lookUp->unread();
    m_lookUp->deleteLater();
    m_lookUp = nullptr;
    if (outcome.kind == Outcome::Kind::Failed)
        emit failed(outcome.error);
    if (m_lookedUp == 0)
        return showKnown();  // nothing came of it: back to what was on screen
    storeChanged();
    emit sourceChanged();
}

void BrowserPresenter::stopLookUp()
{
    m_collecting = false;
    if (m_lookUp)
        m_lookUp->stop();
    emit scanChanged();
}

void BrowserPresenter::dropLookUp()
{
    m_collecting = false;
    m_lookedUp = m_unread = 0;
    if (!m_lookUp)
        return;
    m_lookUp->disconnect(this);
    m_lookUp->stop();
    m_lookUp->deleteLater();
    m_lookUp = nullptr;
}

}  // namespace vermilion
