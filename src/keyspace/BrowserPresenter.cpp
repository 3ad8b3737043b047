// SPDX-License-Identifier: GPL-3.0-or-later
// What is loaded and shown. Databases, notices and intents are in BrowserIntents.cpp.
#include "keyspace/BrowserPresenter.h"

#include "base/Bytes.h"
#include "base/Format.h"
#include "keyspace/StoreEdits.h"

namespace vermilion {

BrowserPresenter::BrowserPresenter(Session *session, QObject *parent)
    : QObject(parent), m_session(session), m_metadata(session), m_tree(&m_metadata), m_list(&m_metadata), m_search(session),
      m_events(session), m_bulk(session), m_database(session->database()), m_store(std::make_shared<KeyStore>())
{
    connect(session, &Session::stateChanged, this, &BrowserPresenter::linkChanged);
    connect(session, &Session::databaseChanged, this, [this](int database) {
        if (database == m_database)
            return;
        m_database = database;
        m_hasCurrent = false;
        m_metadata.clear();
        emit databaseChanged(database);
        if (m_begun)
            startScan();
    });
    connect(&m_search, &KeySearch::filtered, this, &BrowserPresenter::showFiltered);
    connect(&m_search, &KeySearch::recounted, this, [this] {
        m_tree.updateMatches(m_search.matches());
        m_list.updateMatches(m_search.matches());
        emit sourceChanged();
        emit scanChanged();
        emit noticeChanged();
    });
    connect(&m_search, &KeySearch::countingChanged, this, &BrowserPresenter::noticeChanged);
    connect(&m_search, &KeySearch::exactChanged, this, &BrowserPresenter::noteExact);
    connect(&m_events, &KeyspaceEvents::changed, this, [this](const QByteArrayList &present, const QByteArrayList &gone) {
        change(present, gone);
        if (!gone.isEmpty())
            emit keysGone(gone.mid(0, BulkActions::MostTold), gone.size() > qsizetype(BulkActions::MostTold));
    });
    connect(&m_events, &KeyspaceEvents::interrupted, this, [this] {
        emit told(tr("Some changes were missed while the link was down. Refresh to see everything."));
    });
    connect(&m_bulk, &BulkActions::asked, this, &BrowserPresenter::asked);
    connect(&m_bulk, &BulkActions::failed, this, &BrowserPresenter::failed);
    connect(&m_bulk, &BulkActions::storeChanged, this, &BrowserPresenter::storeChanged);
    connect(&m_bulk, &BulkActions::keysGone, this, &BrowserPresenter::keysGone);
    connect(&m_bulk, &BulkActions::touched, this, [this] {
        m_metadata.clear();
        m_tree.refreshShown();
        m_list.refreshShown();
    });
    connect(&m_bulk, &BulkActions::finished, this, [this](const QString &summary) {
        emit told(summary);
        refreshDatabases();
    });
    if (session->state() == LinkState::Ready)
        begin();
}

BrowserPresenter::~BrowserPresenter()
{
    *m_work = true;
    dropLookUp();
}

void BrowserPresenter::linkChanged(LinkState state)
{
    if (state == LinkState::Ready && !m_begun)
        begin();
    emit noticeChanged();
    emit scanChanged();
}

void BrowserPresenter::begin()
{
    m_begun = true;
    m_database = m_session->database();
    emit databaseChanged(m_database);
    startScan();  // before anything else is asked: the first rows are what the user waits for
    refreshDatabases();
    m_events.probe();
}

void BrowserPresenter::startScan()
{
    *m_work = true;
    m_work = makeStopFlag();
    m_serverScan.reset();
    m_folderScan.reset();
    m_known.reset();
    dropLookUp();
    m_facts = {};
    m_scan = std::make_unique<StoreScan>(m_session, m_separators, ScanJob::Options{{}, {}, m_share});
    m_store = m_scan->store();
    watch(m_scan.get());
    show(Source::Loaded);
    m_scan->start();
    emit storeReplaced();
}

void BrowserPresenter::watch(StoreScan *scan)
{
    connect(scan, &StoreScan::changed, this, [this, scan] { scanMoved(scan); });
    connect(scan, &StoreScan::ended, this, [this, scan] {
        if (scan != shownScan())
            return;
        m_tree.setGrowing(false);
        m_list.setGrowing(false);
        m_search.storeChanged();
    });
}

void BrowserPresenter::scanMoved(StoreScan *scan)
{
    if (scan == shownScan()) {
        m_tree.storeChanged();
        m_list.storeChanged();
        m_search.storeChanged();
        emit noticeChanged();
    }
    emit scanChanged();
}

StoreScan *BrowserPresenter::shownScan() const
{
    switch (m_source) {
    case Source::Loaded: return m_scan.get();
    case Source::Server: return m_serverScan.get();
    case Source::Known: break;
    }
    return nullptr;
}

const std::shared_ptr<KeyStore> &BrowserPresenter::shownStore() const
{
    if (m_source == Source::Server && m_serverScan)
        return m_serverScan->store();
    return m_source == Source::Known && m_known ? m_known : m_store;
}

void BrowserPresenter::show(Source source)
{
    m_source = source;
    m_search.setStore(shownStore());
    if (!m_search.isActive())
        showFiltered();  // otherwise the first count of the new store brings it
    emit sourceChanged();
    emit scanChanged();
    emit noticeChanged();
}

void BrowserPresenter::showFiltered()
{
    // A text that differs from what the server was asked for is looked for among everything again.
    if (m_source == Source::Server && m_serverScan && !m_serverScan->options().match.isEmpty()
        && m_serverScan->options().match != KeySearch::serverPattern(m_search.filter())) {
        m_serverScan.reset();
        return setFactFilter(std::exchange(m_facts, {}));
    }
    const StoreScan *scan = shownScan();
    const bool growing = scan && scan->progress().isActive();
    m_tree.show(shownStore(), m_search.matches(), growing);
    m_list.show(shownStore(), m_search.matches(), growing);
    emit sourceChanged();
    emit scanChanged();
    emit noticeChanged();
}

void BrowserPresenter::setFactFilter(const FactFilter &filter)
{
    m_facts = filter;
    m_serverScan.reset();
    m_known.reset();
    dropLookUp();
    if (!filter.isActive())
        return show(Source::Loaded);
    if (filter.onlyType() && serverFiltersTypes())
        return startServerScan({}, filter.type);
    showKnown();
}

bool BrowserPresenter::serverFiltersTypes() const
{
    return m_session->facts().atLeast(6'00'00, 7'00'00);
}

void BrowserPresenter::searchOnServer()
{
    if (m_search.isActive())
        startServerScan(KeySearch::serverPattern(m_search.filter()), serverFiltersTypes() ? m_facts.type : QByteArray());
}

void BrowserPresenter::showLoaded()
{
    m_serverScan.reset();
    m_known.reset();
    dropLookUp();
    m_facts = {};
    if (m_search.isActive())
        m_search.setText({});
    show(Source::Loaded);
}

void BrowserPresenter::startServerScan(const QByteArray &match, const QByteArray &type)
{
    m_serverScan = std::make_unique<StoreScan>(m_session, m_separators, ScanJob::Options{match, type, m_share});
    watch(m_serverScan.get());
    show(Source::Server);
    m_serverScan->start();
}

/// The facts that were read for rows on screen are all that can be asked without asking the server about every key.
void BrowserPresenter::showKnown()
{
    runOnWorker(
        this,
        [known = m_metadata.known(), filter = m_facts, separators = m_separators, now = systemClock().wall()] {
            auto store = std::make_shared<KeyStore>(separators);
            for (auto it = known.cbegin(); it != known.cend(); ++it) {
                const std::string_view name = view(it.key());
                if (filter.matches(*it, now))
                    store->append(&name, 1);
            }
            return store;
        },
        [this, filter = m_facts](std::shared_ptr<KeyStore> store) {
            if (filter != m_facts || isLookingUp() || m_lookedUp > 0)
                return;
            m_known = std::move(store);
            show(Source::Known);
        });
}

QString BrowserPresenter::sourceNote() const
{
    if (m_source == Source::Known && m_lookedUp > 0) {
        QString note = tr("%1 of %2 keys fit that were looked up.")
                           .arg(formatCount(qint64(m_known->size())), formatCount(qint64(m_lookedUp)));
        if (m_lookedUp < m_store->size())
            note += u' ' + tr("%1 are loaded.").arg(formatCount(qint64(m_store->size())));
        return m_unread ? QString(note + u' ' + tr("%1 could not be looked up.").arg(formatCount(qint64(m_unread)))) : note;
    }
    if (m_source == Source::Known)
        return tr("Among the keys whose type, TTL and size are known: those that were on screen.");
    if (m_source != Source::Server || !m_serverScan)
        return {};
    const ScanJob::Options &asked = m_serverScan->options();
    const QString found = formatCount(qint64(m_serverScan->store()->size()));
    if (asked.match.isEmpty())
        return tr("%1 keys of type %2 on the server").arg(found, QString::fromUtf8(asked.type));
    return tr("%1 keys on the server match %2").arg(found, printable(view(asked.match), 200));
}

void BrowserPresenter::setSeparators(const std::string &separators)
{
    const Separators wanted(separators);
    if (wanted == m_separators)
        return;
    m_separators = wanted;
    if (m_scan && m_scan->progress().isActive())
        return startScan();  // names still come: cheaper and surer to read them into the new order
    *m_work = true;
    m_work = makeStopFlag();
    runOnWorker(
        this, [store = m_store, wanted, stop = m_work] { return reindexed(*store, wanted, *stop); },
        [this, wanted, from = m_store](std::shared_ptr<KeyStore> store) {
            if (!(wanted == m_separators) || from != m_store)
                return;
            m_store = std::move(store);
            show(Source::Loaded);
            emit storeReplaced();
        });
}

void BrowserPresenter::refreshFolder(const QByteArray &prefix)
{
    m_metadata.clear();
    if (prefix.isEmpty())
        return reload();
    m_folderPrefix = prefix;
    ScanJob::Options options{KeySearch::escapedPattern(view(prefix)) + '*', {}, m_share};
    m_folderScan = std::make_unique<StoreScan>(m_session, m_separators, std::move(options));
    connect(m_folderScan.get(), &StoreScan::changed, this, &BrowserPresenter::scanChanged);
    connect(m_folderScan.get(), &StoreScan::ended, this, &BrowserPresenter::folderRead);
    m_folderScan->start();
    emit scanChanged();
}

void BrowserPresenter::folderRead()
{
    const ScanProgress progress = m_folderScan->progress();
    const std::shared_ptr<KeyStore> fresh = m_folderScan->store();
    m_folderScan.release()->deleteLater();  // it is the sender
    emit scanChanged();
    if (progress.phase == ScanProgress::Phase::Failed)
        emit failed(progress.error);
    if (progress.phase != ScanProgress::Phase::Complete || progress.restarted)
        return;  // a part is no ground to call anything vanished
    runOnWorker(
        this,
        [store = m_store, fresh, prefix = m_folderPrefix, stop = m_work] {
            return mergeNamespace(*store, *fresh, view(prefix), *stop);
        },
        [this, prefix = m_folderPrefix](MergeResult result) {
            storeChanged();
            emit told(tr("%1: %2 new, %3 gone").arg(printable(view(prefix), 100), formatCount(qint64(result.added)),
                                                   formatCount(qint64(result.removed))));
        });
}

void BrowserPresenter::storeChanged()
{
    m_tree.storeChanged();
    m_list.storeChanged();
    m_search.storeChanged();
    emit scanChanged();
    emit noticeChanged();
}

void BrowserPresenter::change(const QByteArrayList &present, const QByteArrayList &gone)
{
    if (!present.isEmpty() || !gone.isEmpty())
        m_metadata.forget(present + gone);
    QList<std::shared_ptr<KeyStore>> stores{m_store};
    if (!gone.isEmpty() && shownStore() != m_store)
        stores << shownStore();
    runOnWorker(
        this,
        [stores, present, gone, first = m_store] {
            for (const std::shared_ptr<KeyStore> &store : stores)
                applyChanges(*store, store == first ? present : QByteArrayList(), gone);
            return true;
        },
        [this](bool) {
            storeChanged();
            m_tree.refreshShown();
            m_list.refreshShown();
        });
}

/// The server knows the literal name: it belongs to what is loaded, whether the scan has come across it or not.
void BrowserPresenter::noteExact()
{
    const KeySearch::Exact &exact = m_search.exact();
    if (exact.state == KeySearch::Exact::State::Exists && !(m_scan && m_scan->progress().isActive()))
        change({exact.key}, {});
    emit noticeChanged();
}

}  // namespace vermilion
