// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Question.h"
#include "client/Databases.h"
#include "keyspace/BulkActions.h"
#include "keyspace/FactFilter.h"
#include "keyspace/FactJob.h"
#include "keyspace/KeyListModel.h"
#include "keyspace/KeySearch.h"
#include "keyspace/KeyTreeModel.h"
#include "keyspace/KeyspaceEvents.h"
#include "keyspace/ScanText.h"
#include "keyspace/StoreScan.h"

#include <QMap>

namespace vermilion {

/// Browsing one database of a server: what is loaded, how far the scan is, what is searched, which key is open. All decisions of
/// the key panel; the panel only shows them. GUI thread; nothing here waits.
class BrowserPresenter : public QObject {
    Q_OBJECT
public:
    explicit BrowserPresenter(Session *session, QObject *parent = nullptr);
    ~BrowserPresenter() override;

    Session *session() const { return m_session; }
    KeyTreeModel *tree() { return &m_tree; }
    KeyListModel *list() { return &m_list; }
    KeyMetadata *metadata() { return &m_metadata; }
    KeySearch *search() { return &m_search; }
    KeyspaceEvents *events() { return &m_events; }
    BulkActions *bulk() { return &m_bulk; }

    // --- databases ---
    const QList<DatabaseInfo> &databases() const { return m_databases; }
    int database() const { return m_database; }
    void selectDatabase(int database);
    void refreshDatabases();
    QMap<int, QString> databaseNames() const { return m_databaseNames; }
    void setDatabaseNames(const QMap<int, QString> &names);
    void renameDatabase(int database, const QString &name);  ///< empty: none
    QString databaseLabel(int database) const;               ///< "db 0" or "db 0 worker"

    // --- scan ---
    /// What the views show: everything loaded, what the server found for a pattern or type, or what the facts that are known say.
    enum class Source { Loaded, Server, Known };
    Source source() const { return m_source; }
    void reload();             ///< reads the database anew
    void pauseScan();
    void resumeScan();
    void stopScan();
    void setScanShare(int percent);
    int scanShare() const { return m_share; }
    ScanProgress scan() const; ///< of what is shown
    ScanText scanText() const;
    /// A store that all keys of this database stream into; never null. Replaced at reload: see storeReplaced().
    const std::shared_ptr<KeyStore> &store() const { return m_store; }
    const std::shared_ptr<KeyStore> &shownStore() const;

    // --- what is shown ---
    void setFactFilter(const FactFilter &filter);
    const FactFilter &factFilter() const { return m_facts; }
    void searchOnServer();     ///< MATCH over the whole database, in place of what is loaded
    void showLoaded();         ///< back to everything
    /// How many keys lookUpAll() would ask the server about, so that the fact filter covers all that is loaded; 0: nothing to look up.
    quint64 lookUpCount() const;
    void lookUpAll();          ///< bounded: the first MostLookedUp keys
    void stopLookUp();
    bool isLookingUp() const { return m_lookUp != nullptr || m_collecting; }
    Progress lookUpProgress() const;
    static constexpr quint64 MostLookedUp = 1'000'000;
    QString sourceNote() const;///< in words, what the views show if that is not everything; empty otherwise
    std::string separators() const { return m_separators.bytes(); }
    void setSeparators(const std::string &separators);
    void refreshFolder(const QByteArray &prefix);  ///< empty: reload()
    bool isRefreshing() const { return m_folderScan != nullptr; }

    /// What stands in the place of the rows when there are none.
    struct Notice {
        enum class Kind { None, Connecting, Unreachable, Loading, Empty, NothingFound, Refused } kind = Kind::None;
        enum class Action { None, Retry, NewKey, SearchServer, ShowAll, Reload, LookUp } action = Action::None;
        QString sentence, why, button;
        Error error;
    };
    Notice notice() const;
    void act(Notice::Action action);

    // --- intents ---
    void openKey(const QByteArray &key);
    QByteArray currentKey() const { return m_current; }
    bool hasCurrentKey() const { return m_hasCurrent; }
    void newKey(const QByteArray &prefix) { emit newKeyRequested(prefix); }
    void rename(const QByteArray &key) { emit renameRequested(key); }
    void editTtl(const QByteArrayList &keys) { emit ttlRequested(keys); }
    void runBulk(const BulkTarget &target, const BulkAction &action);

    // --- what others changed ---
    void keyCreated(const QByteArray &key);
    void keysDeleted(const QByteArrayList &keys);
    void keyRenamed(const QByteArray &from, const QByteArray &to);
    void keyTouched(const QByteArray &key);  ///< value or TTL changed

signals:
    void keyOpened(const QByteArray &key);
    void asked(const vermilion::Question &question, const vermilion::Answer &answer);
    void failed(const vermilion::Error &error);
    void told(const QString &message);       ///< a result, in a sentence
    /// Keys that a bulk action deleted or that the server told to be gone, a thousand names at most. `more`: others went too, so
    /// that whoever shows a key looks whether it is still there.
    void keysGone(const QByteArrayList &keys, bool more);
    void newKeyRequested(const QByteArray &prefix);
    void renameRequested(const QByteArray &key);
    void ttlRequested(const QByteArrayList &keys);

    void databasesChanged();
    void databaseNamesChanged(const QMap<int, QString> &names);
    void databaseChanged(int database);
    void scanChanged();        ///< scan(), scanText()
    void sourceChanged();
    void noticeChanged();
    void storeReplaced();

private:
    void linkChanged(LinkState state);
    void begin();
    void startScan();
    void watch(StoreScan *scan);
    void scanMoved(StoreScan *scan);
    void show(Source source);
    void showFiltered();
    void startServerScan(const QByteArray &match, const QByteArray &type);
    void showKnown();
    void runLookUp(std::shared_ptr<const NameList> names);
    void lookedUp(const Outcome &outcome);
    void dropLookUp();
    void storeChanged();
    void change(const QByteArrayList &present, const QByteArrayList &gone);
    void folderRead();
    void noteExact();
    StoreScan *shownScan() const;
    bool serverFiltersTypes() const;

    Session *const m_session;
    KeyMetadata m_metadata;
    KeyTreeModel m_tree;
    KeyListModel m_list;
    KeySearch m_search;
    KeyspaceEvents m_events;
    BulkActions m_bulk;

    QList<DatabaseInfo> m_databases;
    QMap<int, QString> m_databaseNames;
    ListDatabases *m_listing = nullptr;
    int m_database = 0;
    bool m_begun = false;

    Separators m_separators;
    int m_share = 100;
    std::shared_ptr<KeyStore> m_store, m_known;
    std::unique_ptr<StoreScan> m_scan, m_serverScan, m_folderScan;
    QByteArray m_folderPrefix;
    Source m_source = Source::Loaded;
    FactFilter m_facts;
    FactJob *m_lookUp = nullptr;       // on the I/O thread
    bool m_collecting = false;         // names for it
    quint64 m_lookedUp = 0, m_unread = 0;  // keys that Source::Known covers; 0: those that were on screen
    StopFlag m_work = makeStopFlag();  // long work on m_store; raised when it is replaced

    QByteArray m_current;
    bool m_hasCurrent = false;
};

}  // namespace vermilion
