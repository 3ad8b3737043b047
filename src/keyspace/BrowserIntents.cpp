// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of BrowserPresenter that are about the user: databases, controls of the scan, notices, intents.
#include "keyspace/BrowserPresenter.h"

#include "base/Bytes.h"
#include "base/ErrorText.h"
#include "base/Format.h"

namespace vermilion {

// --- databases ---

void BrowserPresenter::selectDatabase(int database)
{
    if (database == m_database)
        return;
    // The old scan must not send a SCAN behind the SELECT: it would put the new database's names into the old store.
    m_serverScan.reset();
    m_folderScan.reset();
    m_scan.reset();
    m_session->selectDatabase(database);  // databaseChanged starts over
}

void BrowserPresenter::refreshDatabases()
{
    if (m_listing)
        return;
    m_listing = new ListDatabases(m_session, this);
    connect(m_listing, &Job::finished, this, [this](const Outcome &outcome) {
        if (outcome.kind == Outcome::Kind::Done)
            m_databases = m_listing->databases();
        m_listing->deleteLater();
        m_listing = nullptr;
        emit databasesChanged();
    });
    m_listing->start();
}

void BrowserPresenter::setDatabaseNames(const QMap<int, QString> &names)
{
    if (m_databaseNames == names)
        return;
    m_databaseNames = names;
    emit databasesChanged();
}

void BrowserPresenter::renameDatabase(int database, const QString &name)
{
    const QString trimmed = name.trimmed();
    if (trimmed == m_databaseNames.value(database))
        return;
    if (trimmed.isEmpty())
        m_databaseNames.remove(database);
    else
        m_databaseNames.insert(database, trimmed);
    emit databaseNamesChanged(m_databaseNames);
    emit databasesChanged();
}

QString BrowserPresenter::databaseLabel(int database) const
{
    const QString name = m_databaseNames.value(database);
    return name.isEmpty() ? tr("db %1").arg(database) : tr("db %1 %2").arg(database).arg(name);
}

// --- scan ---

void BrowserPresenter::reload()
{
    if (!m_begun)
        return m_session->reconnectNow();
    m_metadata.clear();
    startScan();
    refreshDatabases();
    m_events.probe();
}

void BrowserPresenter::pauseScan()
{
    if (StoreScan *scan = shownScan())
        scan->pause();
}

void BrowserPresenter::resumeScan()
{
    if (StoreScan *scan = shownScan())
        scan->resume();
}

void BrowserPresenter::stopScan()
{
    if (m_folderScan)
        return m_folderScan->stop();
    if (StoreScan *scan = shownScan())
        scan->stop();
}

void BrowserPresenter::setScanShare(int percent)
{
    m_share = std::clamp(percent, 1, 100);
    for (StoreScan *scan : {m_scan.get(), m_serverScan.get(), m_folderScan.get()}) {
        if (scan)
            scan->setShare(m_share);
    }
    m_bulk.setShare(m_share);
    if (m_lookUp)
        m_lookUp->setShare(m_share);
    emit scanChanged();
}

ScanProgress BrowserPresenter::scan() const
{
    if (m_folderScan)
        return m_folderScan->progress();
    const StoreScan *scan = shownScan();
    return scan ? scan->progress() : ScanProgress();
}

ScanText BrowserPresenter::scanText() const
{
    if (m_folderScan) {
        ScanText text = describe(m_folderScan->progress(), m_folderScan->store()->size());
        text.fraction = -1;  // DBSIZE counts the whole database, not this folder
        text.line = tr("Refreshing %1: %2 keys").arg(printable(view(m_folderPrefix), 100),
                                                    formatCount(qint64(m_folderScan->progress().seen)));
        return text;
    }
    if (m_source == Source::Known) {
        ScanText text;
        const QString keys = formatCount(qint64(shownStore()->size()));
        const Progress lookUp = lookUpProgress();
        if (m_lookUp)
            text.line = tr("Looked up %1 of %2: %3 fit").arg(formatCount(lookUp.done), formatCount(lookUp.total), keys);
        else if (m_collecting)
            text.line = tr("Looking up…");
        else
            text.line = m_lookedUp ? tr("Keys that fit: %1").arg(keys) : tr("Known keys that fit: %1").arg(keys);
        text.fraction = m_lookUp && lookUp.total > 0 ? double(lookUp.done) / double(lookUp.total) : -1;
        return text;
    }
    const StoreScan *scan = shownScan();
    if (!scan)
        return {};
    ScanText text = describe(scan->progress(), shownStore()->size());
    if (m_source == Source::Loaded && m_search.matches())
        text.line = tr("%1 found in %2").arg(formatCount(qint64(m_search.matches()->total)), text.line);
    if (m_source == Source::Server) {
        const bool running = scan->progress().isActive();
        const QString found = formatCount(qint64(scan->progress().seen));
        text.fraction = -1;
        if (running && scan->progress().phase == ScanProgress::Phase::Running)
            text.line = tr("Searching the server: %1 found").arg(found);
        else if (scan->progress().phase == ScanProgress::Phase::Complete)
            text.line = tr("%1 found on the server ✓").arg(formatCount(qint64(scan->store()->size())));
        else
            text.line = tr("%1 found, search not complete").arg(found);
    }
    return text;
}

// --- notices ---

BrowserPresenter::Notice BrowserPresenter::notice() const
{
    using Kind = Notice::Kind;
    using Act = Notice::Action;
    const LinkState link = m_session->state();
    if (!m_begun) {
        if (link == LinkState::Failed || link == LinkState::Waiting)
            return {Kind::Unreachable, Act::Retry, {}, {}, tr("Try again"), m_session->error()};
        return {Kind::Connecting, Act::None, tr("Connecting to %1…").arg(m_session->name()), {}, {}, {}};
    }
    const ScanProgress progress = scan();
    if (m_search.isActive() && m_search.matches() && m_search.matches()->total == 0 && !m_search.isCounting()) {
        const bool everything = m_source == Source::Loaded && scanText().complete;
        if (everything || m_source != Source::Loaded)
            return {Kind::NothingFound, Act::ShowAll, tr("No key matches."),
                    m_source == Source::Loaded ? tr("All keys were looked through.") : sourceNote(), tr("Show all keys"), {}};
        return {Kind::NothingFound, Act::SearchServer, tr("No loaded key matches."),
                tr("Not all keys are loaded. The server can look through the rest."), tr("Search on the server"), {}};
    }
    if (shownStore()->size() > 0)
        return {};
    switch (progress.phase) {
    case ScanProgress::Phase::Failed:
        return {Kind::Refused, Act::Reload, {}, {}, tr("Try again"), progress.error};
    case ScanProgress::Phase::Offline:
        return {Kind::Unreachable, Act::Retry, {}, {}, tr("Try again now"), progress.error};
    case ScanProgress::Phase::Complete:
        if (m_source != Source::Loaded)
            return {Kind::NothingFound, Act::ShowAll, tr("The server has no such key."), {}, tr("Show all keys"), {}};
        return {Kind::Empty, Act::NewKey, tr("%1 is empty.").arg(databaseLabel(m_database)),
                tr("Keys appear here when a program – or you – writes some."), tr("New key…"), {}};
    case ScanProgress::Phase::Stopped: case ScanProgress::Phase::Paused:
        return {Kind::Empty, Act::Reload, tr("Nothing was read yet."), tr("The scan was stopped before the first key."), tr("Read keys"), {}};
    default:
        break;
    }
    if (m_source == Source::Known && isLookingUp())
        return {Kind::Loading, Act::None, tr("Looking up keys…"), {}, {}, {}};
    if (m_source == Source::Known && m_lookedUp > 0)
        return {Kind::NothingFound, Act::ShowAll, tr("No key fits this filter."), sourceNote(), tr("Show all keys"), {}};
    if (m_source == Source::Known && lookUpCount() > 0)
        return {Kind::NothingFound, Act::LookUp, tr("No key that is known fits this filter."), tr("The server can tell of the others."),
                tr("Look up all %1").arg(formatCount(qint64(lookUpCount()))), {}};
    if (m_source == Source::Known)
        return {Kind::NothingFound, Act::ShowAll, tr("No key that is known fits this filter."), sourceNote(), tr("Show all keys"), {}};
    return {Kind::Loading, Act::None, tr("Reading keys…"), {}, {}, {}};
}

void BrowserPresenter::act(Notice::Action action)
{
    switch (action) {
    case Notice::Action::None: break;
    case Notice::Action::Retry: m_session->reconnectNow(); break;
    case Notice::Action::NewKey: emit newKeyRequested({}); break;
    case Notice::Action::SearchServer: searchOnServer(); break;
    case Notice::Action::ShowAll: showLoaded(); break;
    case Notice::Action::Reload: reload(); break;
    case Notice::Action::LookUp: lookUpAll(); break;
    }
}

// --- intents ---

void BrowserPresenter::openKey(const QByteArray &key)
{
    m_current = key;
    m_hasCurrent = true;
    emit keyOpened(key);
}

void BrowserPresenter::runBulk(const BulkTarget &target, const BulkAction &action)
{
    const StoreScan *scan = shownScan();
    const bool complete = m_source == Source::Loaded && scan && scanText().complete;
    m_bulk.request({shownStore(), m_search.matches(), complete, databaseLabel(m_database), m_database}, target, action);
}

// --- what others changed ---

void BrowserPresenter::keyCreated(const QByteArray &key) { change({key}, {}); }
void BrowserPresenter::keysDeleted(const QByteArrayList &keys) { change({}, keys); }
void BrowserPresenter::keyRenamed(const QByteArray &from, const QByteArray &to)
{
    change({to}, {from});
    if (m_hasCurrent && m_current == from)
        m_current = to;
}

void BrowserPresenter::keyTouched(const QByteArray &key)
{
    m_metadata.forget({key});
    m_tree.refreshShown();
    m_list.refreshShown();
}

}  // namespace vermilion
