// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/MainWindow.h"
#include "shell/PasswordPage.h"
#include "shell/StatusBar.h"
#include "shell/Workspace.h"
#include "shell/WorkspacePanels.h"
#include "shell/WorkspaceTabs.h"
#include "support/Pictures.h"
#include "support/RedisServer.h"
#include "support/TlsFiles.h"
#include "theme/Theme.h"
#include "widgets/NoticeBar.h"
#include "widgets/QuestionDialog.h"
#include "widgets/StatePage.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QtTest>

using namespace vermilion;

namespace {

constexpr int Patience = 20'000;

ServerProfile at(const QString &url)
{
    ServerProfile server;
    server.endpoint = *Endpoint::fromUrl(url);
    return server;
}

/// The row of a key or of a namespace by its prefix, among those that are loaded.
QModelIndex rowOf(const QTreeView *tree, const QByteArray &name, const QModelIndex &parent = {})
{
    const QAbstractItemModel *model = tree->model();
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        const QByteArray here = index.data(KeyModel::KeyRole).toByteArray();
        if (here == name)
            return index;
        if (index.data(KeyModel::IsNamespaceRole).toBool() && name.startsWith(here))
            return rowOf(tree, name, index);
    }
    return {};
}

}  // namespace

// The window with real servers.
class WindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    void openWindow()
    {
        m_settings = std::make_unique<Settings>(m_folder->path());
        m_window = std::make_unique<MainWindow>(m_settings.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void reopenWithoutClosing()
    {
        m_window.reset();
        m_settings.reset();
        openWindow();
        m_window->restore();
    }
    QByteArray everythingStored() const
    {
        QByteArray all;
        for (const char *name : {"settings.json", "workspaces.json"}) {
            QFile file(m_folder->filePath(QLatin1String(name)));
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

private slots:
    void initTestCase() { Theme::install(Theme::Mode::Light); }
    void cleanupTestCase() { shutdownIo(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));  // offscreen has no size hints
        m_folder = std::make_unique<QTemporaryDir>();
        openWindow();
    }
    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
    }

    void statusTellsWhereWeAre()
    {
        RedisServer redis;
        QVERIFY(redis.start());
        ServerProfile server = at(redis.url(2));
        server.name = QStringLiteral("shop");
        server.environment = Environment::Production;
        server.readOnly = true;
        Workspace *workspace = m_window->openServer(server);
        QTRY_COMPARE_WITH_TIMEOUT(workspace->session()->state(), LinkState::Ready, Patience);
        const StatusBar *line = m_window->bottomLine();
        QTRY_VERIFY_WITH_TIMEOUT(line->text().contains(QStringLiteral("primary")), Patience);
        const QStringList parts{QString::number(redis.port()), QStringLiteral("db 2"), QStringLiteral("production"),
                                QStringLiteral("read-only"), QStringLiteral("RESP")};
        for (const QString &part : parts)
            QVERIFY2(line->text().contains(part), qPrintable(line->text()));
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("shop")));
        takePictures(m_window.get(), QStringLiteral("production"));
        QVERIFY(m_window->tabs()->tabText(0).contains(QStringLiteral("PROD")));
    }

    void passwordIsAskedForAndNeverStored()
    {
        RedisServer redis({QStringLiteral("--requirepass"), QStringLiteral("hunter2")});
        QVERIFY(redis.start());
        Workspace *workspace = m_window->openServer(at(redis.url()));
        auto *page = workspace->findChild<PasswordPage *>(QStringLiteral("passwordPage"));
        QTRY_VERIFY_WITH_TIMEOUT(page->isVisible(), Patience);
        auto *field = page->findChild<QLineEdit *>(QStringLiteral("password"));
        QTest::keyClicks(field, QStringLiteral("wrong"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(workspace->session()->error().code, ErrorCode::WrongPassword, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(page->isVisible() && field->text().isEmpty(), Patience);
        takePictures(m_window.get(), QStringLiteral("password"));
        QTest::keyClicks(field, QStringLiteral("hunter2"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(workspace->session()->state(), LinkState::Ready, Patience);
        QTRY_VERIFY(workspace->panels()->isVisible());

        m_window->openServer(at(QStringLiteral("redis://:hunter2@127.0.0.1:%1/0").arg(redis.port())));
        QVERIFY(!m_window->windowTitle().contains(QStringLiteral("hunter2")));
        m_window->close();
        QVERIFY(everythingStored().contains("127.0.0.1"));
        QVERIFY(!everythingStored().contains("hunter2"));
    }

    void lostLinkLeavesThePanels()
    {
        RedisServer redis;
        QVERIFY(redis.start());
        Workspace *workspace = m_window->openServer(at(redis.url()));
        QTRY_COMPARE_WITH_TIMEOUT(workspace->session()->state(), LinkState::Ready, Patience);
        auto *notice = workspace->findChild<NoticeBar *>(QStringLiteral("linkNotice"));
        QVERIFY(!notice->isVisible());
        redis.kill();
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), Patience);
        QVERIFY(workspace->panels()->isVisible());
        takePictures(m_window.get(), QStringLiteral("link-lost"));
        QVERIFY(redis.start());
        QTRY_VERIFY_WITH_TIMEOUT(workspace->session()->state() == LinkState::Ready, Patience);
        QTRY_VERIFY(!notice->isVisible());
    }

    void failureSaysWhatAndOffersAWay()
    {
        Workspace *workspace = m_window->openServer(at(QStringLiteral("unix://") + m_folder->filePath(QStringLiteral("nothing.sock"))));
        auto *page = workspace->findChild<StatePage *>(QStringLiteral("linkPage"));
        QTRY_VERIFY_WITH_TIMEOUT(page->sentence().contains(QStringLiteral("nothing.sock")), Patience);
        QVERIFY(page->findChild<QPushButton *>(QStringLiteral("button"))->isVisible());
        QVERIFY(page->findChild<QPushButton *>(QStringLiteral("copyDetails"))->isVisible());
        takePictures(m_window.get(), QStringLiteral("no-socket"));
    }

    void refusalsAreSaidOnThePage()
    {
        RedisServer secure;
        QVERIFY(TlsFiles::instance().isValid());
        secure.useTls(TlsFiles::instance());
        QVERIFY(secure.start());
        const std::pair<QString, QString> cases[] = {{QStringLiteral("untrusted"), secure.tlsUrl()},
                                                     {QStringLiteral("refused"), QStringLiteral("redis://127.0.0.1:1")}};
        for (const auto &[name, url] : cases) {
            Workspace *workspace = m_window->openServer(at(url));
            auto *page = workspace->findChild<StatePage *>(QStringLiteral("linkPage"));
            QTRY_VERIFY_WITH_TIMEOUT(page->findChild<QPushButton *>(QStringLiteral("copyDetails"))->isVisible(), Patience);
            takePictures(m_window.get(), name);
        }
    }

    void productionWantsItsNameTyped()
    {
        Question question;
        question.title = QStringLiteral("Delete 1,204 keys?");
        question.text = QStringLiteral("They are deleted from db 0 of shop. This cannot be undone.");
        question.samples = {QStringLiteral("user:1"), QStringLiteral("user:2"), QStringLiteral("…")};
        question.accept = QStringLiteral("Delete");
        question.typeToConfirm = QStringLiteral("shop");
        question.dangerous = true;
        ask(m_window.get(), question, [](bool) {});
        QWidget *dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        takePictures(m_window.get(), QStringLiteral("typed-question"));
        QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("accept"))->isEnabled());
    }

    void tabsComeBackAndOnlyTheCurrentOneConnects()
    {
        RedisServer redis;
        QVERIFY(redis.start());
        ServerProfile first = at(redis.url(1)), second = at(redis.url(3));
        first.name = QStringLiteral("first");
        second.name = QStringLiteral("second");
        m_window->openServer(first);
        m_window->openServer(second);
        m_window->openServer(at(redis.unixUrl()), true);
        m_window->tabs()->setCurrentIndex(1);
        m_window->close();
        m_window.reset();
        m_settings.reset();

        openWindow();
        m_window->restore();
        WorkspaceTabs *tabs = m_window->tabs();
        QCOMPARE(tabs->count(), 2);  // the transient one is gone
        QCOMPARE(tabs->current()->server().name, QStringLiteral("second"));
        QTRY_COMPARE_WITH_TIMEOUT(tabs->current()->session()->state(), LinkState::Ready, Patience);
        QCOMPARE(tabs->current()->session()->database(), 3);
        QCOMPARE(tabs->workspace(0)->session()->state(), LinkState::Closed);
        tabs->setCurrentIndex(0);
        QTRY_COMPARE_WITH_TIMEOUT(tabs->workspace(0)->session()->state(), LinkState::Ready, Patience);
        QCOMPARE(tabs->workspace(0)->session()->database(), 1);
    }

    void placeComesBackWithoutAnOrderlyEnd()
    {
        RedisServer redis;
        QVERIFY(redis.start());
        redis.cli({"SELECT", "2"});
        for (const char *key : {"user:1:name", "user:1:mail", "user:2:name", "order:1", "session:9:data", "plain"})
            redis.cli({"SET", key, "value"});
        Workspace *workspace = m_window->openServer(at(redis.url()));
        workspace->panels()->browser()->selectDatabase(2);
        auto *tree = workspace->findChild<QTreeView *>(QStringLiteral("keyTree"));
        for (const char *prefix : {"user:", "user:1:", "session:"}) {
            QTRY_VERIFY_WITH_TIMEOUT(rowOf(tree, prefix).isValid(), Patience);
            tree->expand(rowOf(tree, prefix));
        }
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(tree, "user:1:name").isValid(), Patience);
        tree->setCurrentIndex(rowOf(tree, "user:1:name"));
        QTRY_VERIFY_WITH_TIMEOUT(workspace->panels()->browser()->currentKey() == "user:1:name", Patience);
        const auto kept = [this](auto condition) {
            const QList<WorkspaceState> states = readWorkspaces(m_folder->path());
            return states.size() == 1 && condition(states.first());
        };
        QTRY_VERIFY_WITH_TIMEOUT(kept([](const WorkspaceState &state) { return state.place.key == "user:1:name"; }), Patience);
        reopenWithoutClosing();

        tree = m_window->findChild<QTreeView *>(QStringLiteral("keyTree"));
        QTRY_COMPARE_WITH_TIMEOUT(tree->currentIndex().data(KeyModel::KeyRole).toByteArray(), QByteArray("user:1:name"), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(tree->isExpanded(rowOf(tree, "session:")), Patience);
        workspace = m_window->tabs()->current();
        QCOMPARE(workspace->session()->database(), 2);
        QCOMPARE(workspace->panels()->browser()->currentKey(), QByteArray("user:1:name"));
        takePictures(m_window.get(), QStringLiteral("place"));
        QVERIFY(!tree->isExpanded(rowOf(tree, "user:2:")) && !tree->isExpanded(rowOf(tree, "order:")));

        tree->setCurrentIndex(rowOf(tree, "order:"));
        workspace->findChild<QAction *>(QStringLiteral("keyspace.flat"))->toggle();
        QTRY_VERIFY_WITH_TIMEOUT(kept([](const WorkspaceState &state) { return state.place.flat; }), Patience);
        workspace->findChild<QAction *>(QStringLiteral("keyspace.flat"))->toggle();
        QTRY_VERIFY_WITH_TIMEOUT(
            kept([](const WorkspaceState &state) { return !state.place.flat && state.place.selectedNamespace == "order:"; }), Patience);
        reopenWithoutClosing();
        tree = m_window->findChild<QTreeView *>(QStringLiteral("keyTree"));
        QTRY_COMPARE_WITH_TIMEOUT(tree->currentIndex().data(KeyModel::KeyRole).toByteArray(), QByteArray("order:"), Patience);
    }

    void closingTheLastTabShowsTheStartPage()
    {
        RedisServer redis;
        QVERIFY(redis.start());
        QSignalSpy demos(m_window.get(), &MainWindow::demoFinished);
        m_window->openServer(at(redis.url()), true);
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(m_window->tabs()->count(), 0);
        QCOMPARE(demos.count(), 1);
        QVERIFY(m_window->findChild<QWidget *>(QStringLiteral("startPage"))->isVisible());
    }
};

QTEST_MAIN(WindowTest)
#include "tst_window.moc"
