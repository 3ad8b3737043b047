// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/BrowserPresenter.h"
#include "support/RedisServer.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

constexpr int Soon = 30'000;  // ms

/// The presenter against a real server: what a user of the key panel sees.
class TestBrowsing : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<BrowserPresenter> m_browser;

    void browse(const QString &url)
    {
        m_session = std::make_unique<Session>(*Endpoint::fromUrl(url));
        m_browser = std::make_unique<BrowserPresenter>(m_session.get());
        QCOMPARE(m_browser->notice().kind, BrowserPresenter::Notice::Kind::Connecting);
        m_session->open();
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->scanText().complete, Soon);
    }
    void browse() { browse(m_server->url()); }
    QString as(const QString &user) const
    {
        return QString(m_server->url()).replace(QStringLiteral("redis://"), QString(QStringLiteral("redis://") + user + u'@'));
    }
    QByteArray cli(const QByteArrayList &command) { return m_server->cli(command); }
    QStringList rows() const
    {
        QStringList names;
        for (int i = 0; i < m_browser->tree()->rowCount(); ++i)
            names << m_browser->tree()->index(i, 0).data().toString();
        return names;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
        m_server = std::make_unique<RedisServer>();
        QVERIFY(m_server->start());
    }
    void cleanup()
    {
        m_browser.reset();
        m_session.reset();
        m_server.reset();
    }
    void cleanupTestCase() { shutdownIo(); }

    void emptyDatabaseTeachesTheNextStep()
    {
        browse();
        QCOMPARE(m_browser->notice().kind, BrowserPresenter::Notice::Kind::Empty);
        QVERIFY(!m_browser->notice().button.isEmpty());
    }

    void treeOfNamespaces()
    {
        cli({"MSET", "user:1", "a", "user:2", "b", "cart:1", "c", "plain", "d"});
        browse();
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("cart"), QStringLiteral("user"), QStringLiteral("plain")}));
        QVERIFY(m_browser->scanText().line.contains(QStringLiteral("4 keys")));
        QCOMPARE(m_browser->notice().kind, BrowserPresenter::Notice::Kind::None);
        m_browser->setSeparators("r");
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("ca"), QStringLiteral("use"), QStringLiteral("plain")}));
    }

    void databasesWithCountsAndNames()
    {
        cli({"MSET", "a", "1", "b", "2"});
        cli({"SELECT", "1"});
        cli({"SET", "c", "3"});
        browse();
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->databases().size() >= 2, Soon);
        QCOMPARE(m_browser->databases().at(0).keys, 2);
        QCOMPARE(m_browser->databases().at(1).keys, 1);
        m_browser->renameDatabase(1, QStringLiteral("proxy"));
        QCOMPARE(m_browser->databaseLabel(1), QStringLiteral("db 1 proxy"));
        m_browser->selectDatabase(1);
        QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{QStringLiteral("c")}, Soon);
        QTRY_VERIFY(m_browser->scanText().complete);
        QCOMPARE(m_browser->store()->size(), 1u);
    }

    void databaseSelectedPastThePresenter()
    {
        cli({"EVAL", "for i=1,60000 do redis.call('SET', 'zero:'..i, 1) end", "0"});
        cli({"SELECT", "1"});
        cli({"EVAL", "for i=1,60000 do redis.call('SET', 'one:'..i, 1) end", "0"});
        m_session = std::make_unique<Session>(*Endpoint::fromUrl(m_server->url()));
        m_browser = std::make_unique<BrowserPresenter>(m_session.get());
        m_session->open();
        for (int turn = 0; turn < 6; ++turn) {
            // A scan is under way each time, and stays alive through its store.
            QTRY_VERIFY_WITH_TIMEOUT(m_browser->scan().seen > 0, Soon);
            const std::shared_ptr<KeyStore> left = m_browser->store();
            m_session->selectDatabase(turn % 2 ? 0 : 1);
            QVERIFY(m_browser->store() != left);
            QTRY_VERIFY_WITH_TIMEOUT(m_browser->scan().seen > 0, Soon);
            QCOMPARE(left->countBelow(turn % 2 ? "zero:" : "one:"), 0u);
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->scanText().complete, Soon);
        QCOMPARE(m_browser->store()->countBelow("zero:"), 60'000u);
        QCOMPARE(m_browser->store()->size(), 60'000u);
    }

    void literalNameIsAlwaysFound()
    {
        cli({"MSET", "a", "1"});
        browse();
        cli({"HSET", "later:key", "f", "v"});  // not loaded: made after the scan
        m_browser->search()->setText(QStringLiteral("later:key"));
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->search()->exact().state, KeySearch::Exact::State::Exists, Soon);
        QCOMPARE(m_browser->search()->exact().type, QByteArray("hash"));
        QTRY_VERIFY(m_browser->store()->contains("later:key"));
        QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{QStringLiteral("later")}, Soon);
        m_browser->search()->setText(QStringLiteral("no such"));
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->notice().kind, BrowserPresenter::Notice::Kind::NothingFound, Soon);
    }

    void searchOnTheServer()
    {
        cli({"MSET", "a:1", "1", "b:1", "1"});
        browse();
        cli({"MSET", "a:2", "1", "a:3", "1"});
        m_browser->search()->setText(QStringLiteral("a:"));
        QTRY_VERIFY(m_browser->search()->matches());
        QCOMPARE(m_browser->search()->matches()->total, 1u);
        m_browser->searchOnServer();
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->search()->matches() && m_browser->search()->matches()->total == 3, Soon);
        QCOMPARE(m_browser->source(), BrowserPresenter::Source::Server);
        QVERIFY(!m_browser->sourceNote().isEmpty());
        m_browser->showLoaded();
        QCOMPARE(m_browser->source(), BrowserPresenter::Source::Loaded);
        QTRY_COMPARE(rows().size(), 2);
    }

    void filterByType()
    {
        cli({"MSET", "s:1", "1", "s:2", "2"});
        cli({"HSET", "h:1", "f", "v"});
        browse();
        m_browser->setFactFilter({"hash", FactFilter::Ttl::Any, 0});
        QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{QStringLiteral("h")}, Soon);
        m_browser->setFactFilter({});
        QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 2, Soon);
    }

    void factsForRowsOnScreen()
    {
        cli({"SET", "a", "1", "PX", "100000"});
        cli({"HSET", "b", "f", "v"});
        browse();
        KeyTreeModel *tree = m_browser->tree();
        QTRY_COMPARE(tree->rowCount(), 2);
        QCOMPARE(tree->index(0, KeyModel::Type).data().toString(), QString());
        tree->showRows({tree->index(0, 0), tree->index(1, 0)});
        QTRY_COMPARE_WITH_TIMEOUT(tree->index(0, KeyModel::Type).data().toString(), QStringLiteral("string"), Soon);
        QCOMPARE(tree->index(0, 0).data(KeyModel::UrgencyRole).toInt(), int(KeyModel::Soon));
        QCOMPARE(tree->index(1, KeyModel::Type).data().toString(), QStringLiteral("hash"));
        QCOMPARE(tree->index(1, KeyModel::Ttl).data().toString(), QStringLiteral("no expiry"));
        QVERIFY(!tree->index(1, KeyModel::Size).data().toString().isEmpty());
        QVERIFY(tree->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("expires in")));
        m_browser->setFactFilter({{}, FactFilter::Ttl::Expiring, 0});
        QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{QStringLiteral("a")}, Soon);
        QCOMPARE(m_browser->source(), BrowserPresenter::Source::Known);
    }

    void looksUpAllKeysForAFilter()
    {
        cli({"EVAL", "for i=1,30000 do redis.call('SET', 'k:'..i, 1) end for i=1,70 do redis.call('PEXPIRE', 'k:'..i, 60000) end", "0"});
        browse();
        m_browser->setFactFilter({{}, FactFilter::Ttl::WithinMinutes, 0});
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->source(), BrowserPresenter::Source::Known, Soon);
        QCOMPARE(m_browser->shownStore()->size(), 0u);  // nothing was on screen
        QCOMPARE(m_browser->lookUpCount(), 30'000u);
        m_browser->lookUpAll();
        QVERIFY(m_browser->isLookingUp());
        QTRY_VERIFY_WITH_TIMEOUT(!m_browser->isLookingUp(), Soon);
        QCOMPARE(m_browser->shownStore()->size(), 70u);
        QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{QStringLiteral("k")}, Soon);
        QVERIFY(m_browser->sourceNote().contains(QStringLiteral("70 of 30,000")));
        QCOMPARE(m_browser->lookUpCount(), 0u);

        m_browser->setScanShare(1);
        m_browser->setFactFilter({{}, FactFilter::Ttl::Never, 0});
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->lookUpCount(), 30'000u, Soon);
        m_browser->lookUpAll();
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->lookUpProgress().done > 0, Soon);
        m_browser->stopLookUp();
        QTRY_VERIFY_WITH_TIMEOUT(!m_browser->isLookingUp(), Soon);
        QVERIFY(m_browser->shownStore()->size() < 30'000u);
        m_browser->showLoaded();
        QCOMPARE(m_browser->source(), BrowserPresenter::Source::Loaded);
    }

    void leastPrivilegeBrowses()
    {
        cli({"MSET", "a", "1", "b", "2"});
        cli({"ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@read", "-@dangerous", "-memory|usage"});
        browse(as(QStringLiteral("reader:pw")));
        KeyTreeModel *tree = m_browser->tree();
        QTRY_COMPARE(tree->rowCount(), 2);
        tree->showRows({tree->index(0, 0), tree->index(1, 0)});
        QTRY_COMPARE_WITH_TIMEOUT(tree->index(0, KeyModel::Type).data().toString(), QStringLiteral("string"), Soon);
        QTRY_VERIFY(m_browser->metadata()->refusal(KeyMetadata::Column::Size));
        QVERIFY(!tree->headerData(KeyModel::Size, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        QCOMPARE(tree->index(0, KeyModel::Size).data().toString(), QString());
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->events()->availability(), KeyspaceEvents::Availability::Refused, Soon);
        QVERIFY(!m_browser->events()->reason().isEmpty());
    }

    void refreshOfOneFolder()
    {
        cli({"MSET", "a:1", "1", "a:2", "2", "z:1", "3"});
        browse();
        cli({"MSET", "a:3", "1", "a:4", "1", "z:2", "new elsewhere"});
        cli({"DEL", "a:1"});
        QSignalSpy told(m_browser.get(), &BrowserPresenter::told);
        m_browser->refreshFolder("a:");
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Soon);
        QCOMPARE(m_browser->store()->countBelow("a:"), 3u);
        QVERIFY(!m_browser->store()->contains("a:1"));
        QVERIFY(!m_browser->store()->contains("z:2"));
    }

    void followsEvents()
    {
        cli({"CONFIG", "SET", "notify-keyspace-events", "KEA"});
        cli({"MSET", "a:1", "1", "b:1", "2"});
        browse();
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->events()->availability(), KeyspaceEvents::Availability::All, Soon);
        m_browser->events()->setFollowing(true);
        // The subscription is under way: make the change until it is seen.
        QTRY_VERIFY_WITH_TIMEOUT((cli({"SET", "c:9", "x"}), m_browser->store()->contains("c:9")), Soon);
        cli({"DEL", "a:1"});
        QTRY_VERIFY_WITH_TIMEOUT(!m_browser->store()->contains("a:1"), Soon);
        QTRY_COMPARE_WITH_TIMEOUT(rows(), (QStringList{QStringLiteral("b"), QStringLiteral("c")}), Soon);
        cli({"RENAME", "b:1", "d:1"});
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->store()->contains("d:1") && !m_browser->store()->contains("b:1"), Soon);
    }

    void bulkDeleteLeavesTheTree()
    {
        QAbstractItemModelTester *tester = nullptr;
        cli({"EVAL", "for i=1,5000 do redis.call('SET', 'bulk:'..i, i) end redis.call('SET', 'stays', 1)", "0"});
        browse();
        tester = new QAbstractItemModelTester(m_browser->tree(), QAbstractItemModelTester::FailureReportingMode::Fatal, m_browser->tree());
        QVERIFY(tester->model());
        connect(m_browser.get(), &BrowserPresenter::asked, this, [](const Question &, const Answer &answer) { answer(true); });
        QSignalSpy told(m_browser.get(), &BrowserPresenter::told), gone(m_browser.get(), &BrowserPresenter::keysGone);
        m_browser->runBulk({{}, {"bulk:"}, false}, {BulkAction::Kind::Delete, {}});
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Soon);
        QVERIFY(!gone.isEmpty());
        const QByteArrayList names = gone.first().first().value<QByteArrayList>();
        QVERIFY(!names.isEmpty() && names.size() <= 1000 && names.first().startsWith("bulk:"));
        QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{QStringLiteral("stays")}, Soon);
        QCOMPARE(cli({"DBSIZE"}), QByteArray("1"));
    }

    void noServer()
    {
        const QString url = m_server->url();
        m_server->stop();
        m_session = std::make_unique<Session>(*Endpoint::fromUrl(url));
        m_browser = std::make_unique<BrowserPresenter>(m_session.get());
        m_session->open();
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->notice().kind, BrowserPresenter::Notice::Kind::Unreachable, Soon);
        QCOMPARE(m_browser->notice().error.code, ErrorCode::ConnectionRefused);
    }
};

QTEST_GUILESS_MAIN(TestBrowsing)
#include "tst_browsing.moc"
