// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/BrowserPresenter.h"
#include "keyspace/KeysPanel.h"
#include "support/RedisServer.h"
#include "theme/Theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace vermilion;

constexpr int Soon = 30'000;  // ms

/// The key panel by keyboard, against a real server. With VERMILION_PICTURES=folder it also saves what it looks like.
class TestKeysPanel : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<BrowserPresenter> m_browser;
    std::unique_ptr<KeysPanel> m_panel;

    QTreeView *tree() const { return m_panel->findChild<QTreeView *>(QStringLiteral("keyTree")); }
    QAbstractItemView *list() const { return m_panel->findChild<QAbstractItemView *>(QStringLiteral("keyList")); }
    QLineEdit *field() const { return m_panel->findChild<QLineEdit *>(QStringLiteral("searchField")); }
    QByteArray cli(const QByteArrayList &command) { return m_server->cli(command); }
    static QString current(const QAbstractItemView *view) { return view->currentIndex().data().toString(); }
    void start(int share = 100)
    {
        m_session = std::make_unique<Session>(*Endpoint::fromUrl(m_server->url()));
        m_browser = std::make_unique<BrowserPresenter>(m_session.get());
        m_browser->setScanShare(share);
        m_panel = std::make_unique<KeysPanel>(m_browser.get());
        m_panel->resize(360, 560);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_session->open();
        m_panel->activateWindow();
    }
    void open()
    {
        start();
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->scanText().complete, Soon);
    }
    void fill()
    {
        cli({"MSET", "user:1", "a", "user:2", "b", "cart:x:1", "c", "cart", "same name as the folder", "plain", "d", "zeta", "e"});
        cli({"HSET", "session:web:9f3a", "f", "v"});
        cli({"EXPIRE", "session:web:9f3a", "90"});
    }
    /// Of the panel as it stands, light and dark.
    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("VERMILION_PICTURES");
        if (folder.isEmpty())
            return;
        for (const Theme::Mode mode : {Theme::Mode::Dark, Theme::Mode::Light}) {
            Theme::current()->setMode(mode);
            QCoreApplication::processEvents();
            const QString file = name + (mode == Theme::Mode::Dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png"));
            QVERIFY(m_panel->grab().save(QDir(folder).filePath(file)));
        }
    }

private slots:
    void initTestCase() { Theme::install(Theme::Mode::Light); }
    void init()
    {
        // The offscreen platform says this of every window; it is no fault of ours.
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        m_server = std::make_unique<RedisServer>();
        QVERIFY(m_server->start());
    }
    void cleanup()
    {
        m_panel.reset();
        m_browser.reset();
        m_session.reset();
        m_server.reset();
    }
    void cleanupTestCase() { shutdownIo(); }

    void walkWithTheKeyboard()
    {
        fill();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 6, Soon);
        QSignalSpy opened(m_browser.get(), &BrowserPresenter::keyOpened);
        m_panel->focusKeys();
        QCOMPARE(current(tree()), QStringLiteral("cart"));
        QTest::keyClick(tree(), Qt::Key_Down);
        QTest::keyClick(tree(), Qt::Key_Right);  // opens session
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(tree()->currentIndex()), 1, Soon);
        QTest::keyClick(tree(), Qt::Key_Down);
        QCOMPARE(current(tree()), QStringLiteral("web"));
        QTest::keyClick(tree(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(tree()->currentIndex()), 1, Soon);
        QVERIFY(opened.isEmpty());
        QTest::keyClick(tree(), Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, Soon);
        QCOMPARE(opened.last().first().toByteArray(), QByteArray("session:web:9f3a"));
        QCOMPARE(m_panel->currentPrefix(), QByteArray("session:web:"));
        QTRY_VERIFY_WITH_TIMEOUT(!tree()->currentIndex().siblingAtColumn(KeyModel::Size).data().toString().isEmpty(), Soon);
        picture(QStringLiteral("tree"));

        QTest::keyClick(tree(), Qt::Key_End);
        QCOMPARE(current(tree()), QStringLiteral("zeta"));
        QTest::keyClick(tree(), Qt::Key_Home);
        QCOMPARE(current(tree()), QStringLiteral("cart"));
        QTest::keyClicks(tree(), QStringLiteral("pl"));  // type-ahead
        QCOMPARE(current(tree()), QStringLiteral("plain"));
    }

    void searchFromTheKeyboard()
    {
        fill();
        open();
        m_panel->focusKeys();
        QTest::keyClick(tree(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(field()->hasFocus());
        QTest::keyClicks(field(), QStringLiteral("9F3"));
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 1, Soon);
        QTRY_VERIFY_WITH_TIMEOUT(tree()->isExpanded(tree()->model()->index(0, 0)), Soon);  // few matches open by themselves
        picture(QStringLiteral("search"));
        QTest::keyClick(field(), Qt::Key_Down);
        QVERIFY(tree()->hasFocus());
        m_panel->focusSearch();
        QTest::keyClick(field(), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 6, Soon);

        QSignalSpy opened(m_browser.get(), &BrowserPresenter::keyOpened);
        QTest::keyClicks(field(), QStringLiteral("user:2"));
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->search()->exact().state, KeySearch::Exact::State::Exists, Soon);
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.last().first().toByteArray(), QByteArray("user:2"));
    }

    void nothingFoundIsDesigned()
    {
        fill();
        open();
        m_panel->focusSearch();
        QTest::keyClicks(field(), QStringLiteral("nowhere"));
        auto *state = m_panel->findChild<QWidget *>(QStringLiteral("keysState"));
        QTRY_VERIFY_WITH_TIMEOUT(state->isVisible(), Soon);
        picture(QStringLiteral("nothing"));
    }

    void copyRenameDelete()
    {
        fill();
        cli({"SET", QByteArray("bin\xff\n", 5), "x"});
        open();
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 7, Soon);
        m_panel->focusKeys();
        QTest::keyClicks(tree(), QStringLiteral("bin"));
        QTest::keyClick(tree(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("\"bin\\xff\\n\""));
        m_panel->findChild<QAction *>(QStringLiteral("keyspace.copyHex"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("62 69 6e ff 0a"));

        QSignalSpy renamed(m_browser.get(), &BrowserPresenter::renameRequested);
        QTest::keyClick(tree(), Qt::Key_F2);
        QCOMPARE(renamed.size(), 1);
        QCOMPARE(renamed.last().first().toByteArray(), QByteArray("bin\xff\n", 5));

        QStringList samples;
        connect(m_browser.get(), &BrowserPresenter::asked, this, [&](const Question &question, const Answer &answer) {
            samples = question.samples;
            answer(true);
        });
        QTest::keyClick(tree(), Qt::Key_Delete);
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 6, Soon);
        QCOMPARE(samples, QStringList{QStringLiteral("bin\\xff\\n")});
        QCOMPARE(cli({"EXISTS", QByteArray("bin\xff\n", 5)}), QByteArray("0"));
    }

    void rangesAndFoldersAreDeletedTogether()
    {
        fill();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 6, Soon);
        m_panel->focusKeys();
        QTest::keyClick(tree(), Qt::Key_Down);
        QTest::keyClick(tree(), Qt::Key_Down, Qt::ShiftModifier);  // session and user
        QCOMPARE(m_panel->target().prefixes, (QByteArrayList{"session:", "user:"}));
        connect(m_browser.get(), &BrowserPresenter::asked, this, [](const Question &, const Answer &answer) { answer(true); });
        QSignalSpy told(m_browser.get(), &BrowserPresenter::told);
        QTest::keyClick(tree(), Qt::Key_Delete);
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Soon);
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 4, Soon);
        QCOMPARE(cli({"DBSIZE"}), QByteArray("4"));
    }

    void refreshAndNewKey()
    {
        fill();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 6, Soon);
        m_panel->focusKeys();
        cli({"SET", "cart:new", "1"});
        QSignalSpy told(m_browser.get(), &BrowserPresenter::told);
        QTest::keyClick(tree(), Qt::Key_F5);  // the folder that is current
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Soon);
        QVERIFY(m_browser->store()->contains("cart:new"));
        QSignalSpy asked(m_browser.get(), &BrowserPresenter::newKeyRequested);
        QTest::keyClick(tree(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(asked.last().first().toByteArray(), QByteArray("cart:"));
    }

    void expandedFoldersStay()
    {
        fill();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 6, Soon);
        tree()->expand(tree()->model()->index(2, 0));
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(tree()->model()->index(2, 0)), 2, Soon);
        QCOMPARE(m_panel->expandedPrefixes(), QSet<QByteArray>{"user:"});
        m_browser->reload();
        QTRY_VERIFY_WITH_TIMEOUT(tree()->model()->rowCount() == 6 && tree()->isExpanded(tree()->model()->index(2, 0)), Soon);
    }

    void databaseIsNamedInPlace()
    {
        fill();
        open();
        auto *box = m_panel->findChild<QComboBox *>(QStringLiteral("databaseBox"));
        QSignalSpy renamedKeys(m_browser.get(), &BrowserPresenter::renameRequested);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_F2);
        QVERIFY(box->isEditable());
        QTest::keyClicks(box->lineEdit(), QStringLiteral("worker"));
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->databaseLabel(0), QStringLiteral("db 0 worker"), Soon);
        QVERIFY(renamedKeys.isEmpty());
    }

    void flatList()
    {
        fill();
        open();
        m_panel->focusKeys();
        QTest::keyClick(tree(), Qt::Key_L, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 7, Soon);
        QVERIFY(list()->isVisible());
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_End);
        QCOMPARE(current(list()), QStringLiteral("zeta"));
        QTest::keyClick(list(), Qt::Key_Home);
        QCOMPARE(current(list()), QStringLiteral("cart"));
        QTRY_VERIFY_WITH_TIMEOUT(!list()->currentIndex().siblingAtColumn(KeyModel::Size).data().toString().isEmpty(), Soon);
        picture(QStringLiteral("list"));
    }

    void crowded()
    {
        fill();
        cli({"EVAL", "for i=1,3000 do redis.call('SET', 'cache:user:'..i, string.rep('x', i % 700)) end "
                     "for i=1,400 do redis.call('ZADD', 'rank:'..i, i, 'm') redis.call('XADD', 'stream:'..i, '*', 'f', 'v') "
                     "redis.call('RPUSH', 'queue:'..i, 'a') redis.call('SADD', 'tags:'..i, 'a') end", "0"});
        open();
        QTRY_VERIFY_WITH_TIMEOUT(tree()->model()->rowCount() > 6, Soon);
        m_panel->setExpandedPrefixes({"rank:", "session:", "session:web:", "user:"});
        m_panel->focusKeys();
        QTRY_VERIFY_WITH_TIMEOUT(tree()->isExpanded(tree()->model()->index(3, 0)), Soon);
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->metadata()->find("rank:1"), Soon);
        picture(QStringLiteral("crowded"));
    }

    void currentKeyStaysInSightWhenTheScanEnds()
    {
        cli({"EVAL", "for i=1,60000 do redis.call('SET', string.format('k%05d', i), i) end", "0"});
        start(1);
        QTRY_VERIFY_WITH_TIMEOUT(tree()->model()->rowCount() > 100, Soon);
        m_browser->pauseScan();
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->scan().phase, ScanProgress::Phase::Paused, Soon);
        QVERIFY(m_browser->scan().seen < 60'000);
        picture(QStringLiteral("paused"));
        int row = 0;
        while (tree()->model()->index(row, 0).data().toString() < QStringLiteral("k20000"))
            ++row;  // far beyond the first page of an ordered folder
        tree()->setCurrentIndex(tree()->model()->index(row, 0));
        tree()->scrollTo(tree()->currentIndex(), QAbstractItemView::PositionAtCenter);
        const QString name = current(tree());
        QSignalSpy settled(m_browser->tree(), &KeyTreeModel::settled);
        m_browser->setScanShare(100);
        m_browser->resumeScan();
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->scanText().complete && !settled.isEmpty(), Soon);
        QCOMPARE(current(tree()), name);
        QVERIFY(tree()->selectionModel()->isRowSelected(tree()->currentIndex().row()));
        QVERIFY(tree()->viewport()->rect().contains(tree()->visualRect(tree()->currentIndex()).center()));
        picture(QStringLiteral("settled"));
    }

    void statesAreDesigned()
    {
        m_session = std::make_unique<Session>(*Endpoint::fromUrl(m_server->url()));
        m_browser = std::make_unique<BrowserPresenter>(m_session.get());
        m_panel = std::make_unique<KeysPanel>(m_browser.get());
        m_panel->resize(360, 560);
        m_panel->show();
        QVERIFY(m_panel->findChild<QWidget *>(QStringLiteral("keysState"))->isVisible());
        picture(QStringLiteral("connecting"));
        m_session->open();
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->notice().kind, BrowserPresenter::Notice::Kind::Empty, Soon);
        m_browser->renameDatabase(0, QStringLiteral("Multimodal worker of the north"));
        QVERIFY(!m_panel->findChild<QWidget *>(QStringLiteral("scanProgress"))->isVisible());
        picture(QStringLiteral("empty"));
        m_panel.reset();
        m_browser.reset();
        m_session.reset();

        cli({"ACL", "SETUSER", "blind", "on", ">pw", "~*", "+@all", "-scan"});
        const QString url = QString(m_server->url()).replace(QStringLiteral("redis://"), QStringLiteral("redis://blind:pw@"));
        m_session = std::make_unique<Session>(*Endpoint::fromUrl(url));
        m_browser = std::make_unique<BrowserPresenter>(m_session.get());
        m_panel = std::make_unique<KeysPanel>(m_browser.get());
        m_panel->resize(360, 560);
        m_panel->show();
        m_session->open();
        QTRY_COMPARE_WITH_TIMEOUT(m_browser->notice().kind, BrowserPresenter::Notice::Kind::Refused, Soon);
        picture(QStringLiteral("refused"));
    }

    void readsAgainAfterARestart()
    {
        cli({"EVAL", "for i=1,20000 do redis.call('SET', 'k:'..i, i) end", "0"});
        start(1);
        auto *again = m_panel->findChild<QToolButton *>(QStringLiteral("scanAgain"));
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->scan().seen > 0, Soon);
        QVERIFY(!again->isVisible());
        m_server->kill();
        QVERIFY(m_server->start());
        QTRY_VERIFY_WITH_TIMEOUT(again->isVisible(), Soon);
        picture(QStringLiteral("restarted"));
        again->click();
        QTRY_VERIFY_WITH_TIMEOUT(!again->isVisible() && m_browser->scanText().complete, Soon);
    }

    void lookUpIsOfferedWhereAFilterKnowsLittle()
    {
        cli({"EVAL", "for i=1,20000 do redis.call('SET', 'k:'..i, i) end redis.call('PEXPIRE', 'k:77', 60000)", "0"});
        open();
        m_browser->setFactFilter({{}, FactFilter::Ttl::Expiring, 0});
        auto *lookUp = m_panel->findChild<QToolButton *>(QStringLiteral("lookUpAll"));
        QTRY_VERIFY_WITH_TIMEOUT(lookUp->isVisible(), Soon);
        QVERIFY(lookUp->text().contains(QStringLiteral("20,000")));
        picture(QStringLiteral("lookup"));
        lookUp->click();
        QTRY_COMPARE_WITH_TIMEOUT(tree()->model()->rowCount(), 1, Soon);
        QTRY_VERIFY_WITH_TIMEOUT(!m_browser->isLookingUp() && !lookUp->isVisible(), Soon);
        picture(QStringLiteral("lookedup"));
    }

    void bulkShowsItsProgress()
    {
        cli({"EVAL", "for i=1,20000 do redis.call('SET', 'k:'..i, i) end redis.call('SET', 'stays', 1)", "0"});
        open();
        m_browser->setScanShare(1);
        connect(m_browser.get(), &BrowserPresenter::asked, this, [](const Question &, const Answer &answer) { answer(true); });
        m_browser->runBulk({{}, {"k:"}, false}, {BulkAction::Kind::Delete, {}});
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->bulk()->isRunning() && m_browser->bulk()->report().answered > 500, Soon);
        QTRY_VERIFY(m_panel->findChild<QWidget *>(QStringLiteral("scanProgress"))->isVisible());
        picture(QStringLiteral("bulk"));
        QSignalSpy told(m_browser.get(), &BrowserPresenter::told);
        m_panel->findChild<QToolButton *>(QStringLiteral("scanStop"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Soon);
        picture(QStringLiteral("stopped"));
    }

    void everyControlHasANameForScreenReaders()
    {
        fill();
        open();
        const QList<QWidget *> widgets = m_panel->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const bool control = qobject_cast<const QToolButton *>(widget) || qobject_cast<const QComboBox *>(widget)
                || (qobject_cast<const QLineEdit *>(widget) && !qobject_cast<const QComboBox *>(widget->parentWidget()))
                || (qobject_cast<const QAbstractItemView *>(widget) && widget->objectName().startsWith(QStringLiteral("key")));
            if (control && !widget->objectName().startsWith(QStringLiteral("qt_")) && widget->parent()->objectName() != QStringLiteral("searchField"))
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(QString(widget->objectName() + u' ' + QString::fromLatin1(widget->metaObject()->className()))));
        }
        QVERIFY(tree()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("namespace cart")));
    }
};

QTEST_MAIN(TestKeysPanel)
#include "tst_keyspanel.moc"
