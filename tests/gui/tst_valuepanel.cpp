// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/OpenKey.h"
#include "theme/Theme.h"
#include "values/Inspector.h"
#include "values/ValuePanel.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>

using namespace vermilion;

/// The panel and the inspector on a real server, by keyboard. VERMILION_PICTURES names a directory for pictures of every type.
class TestValuePanel : public QObject {
    Q_OBJECT

    RedisServer server;

    struct Desk {
        ~Desk() { delete panel; delete inspector; }
        explicit Desk(const QString &url) : session(*Endpoint::fromUrl(url)), presenter(&session)
        {
            session.open();
            auto *row = new QHBoxLayout(&window);
            panel = new ValuePanel(&presenter, &window);
            inspector = new Inspector(&presenter, &window);
            row->addWidget(panel, 3);
            row->addWidget(inspector, 1);
            window.resize(900, 560);
            window.show();
            window.activateWindow();
            [[maybe_unused]] const bool isActive = QTest::qWaitForWindowActive(&window);
        }
        bool open(const QByteArray &key)
        {
            presenter.open(key);
            return QTest::qWaitFor([this] { return presenter.state() == ValuePresenter::State::Ready && !presenter.isBusy(); }, OpenKey::Soon);
        }
        template <typename T> T *find(const char *name) const { return window.findChild<T *>(QString::fromLatin1(name)); }
        QPlainTextEdit *editor() const { return find<QPlainTextEdit>("valueEditor"); }
        QDialog *dialog(const char *name) const
        {
            const QString wanted = QString::fromLatin1(name);
            QDialog *found = nullptr;
            [[maybe_unused]] const bool came = QTest::qWaitFor([&] {
                for (QWidget *one : QApplication::topLevelWidgets()) {
                    if (one->isVisible() && one->objectName() == wanted)
                        found = qobject_cast<QDialog *>(one);
                }
                return found != nullptr;
            }, OpenKey::Soon);
            return found;
        }

        QWidget window;
        Session session;
        ValuePresenter presenter;
        ValuePanel *panel;
        Inspector *inspector;
    };

    static void picture(QWidget &window, const QString &name)
    {
        const QString directory = qEnvironmentVariable("VERMILION_PICTURES");
        if (directory.isEmpty())
            return;
        QApplication::processEvents();  // lays out
        window.grab().save(QString(directory % u'/' % name % u".png"));
    }

private slots:
    void initTestCase()
    {
        Theme::install(Theme::Mode::Light);
        QVERIFY(server.start());
    }
    void init()
    {
        // The offscreen platform says so of every window with a smallest size.
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints)")));
        server.cli({"FLUSHALL"});
    }
    void cleanupTestCase() { shutdownIo(); }

    void aStringIsEditedAndSaved()
    {
        server.cli({"SET", "k", "{\"n\":9007199254740993}", "PX", "1000000"});
        Desk desk(server.url());
        QVERIFY(desk.open("k"));
        QTRY_COMPARE(desk.editor()->toPlainText(), QStringLiteral("{\n  \"n\": 9007199254740993\n}"));
        QVERIFY(!desk.find<QPushButton>("saveButton")->isEnabled());
        desk.editor()->setFocus();
        QTest::keyClick(desk.editor(), Qt::Key_Down);
        QTest::keyClick(desk.editor(), Qt::Key_End);
        QTest::keyClicks(desk.editor(), QStringLiteral("0"));
        QVERIFY(desk.presenter.hasUnsavedEdits());
        QTest::keyClick(desk.editor(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.presenter.hasUnsavedEdits(), OpenKey::Soon);
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("{\"n\":90071992547409930}"));
        QVERIFY(server.cli({"PTTL", "k"}).toLongLong() > 900'000);
    }

    void hexIsEditedToo()
    {
        server.cli({"SET", "k", QByteArray("\0\1", 2)});
        Desk desk(server.url());
        QVERIFY(desk.open("k"));
        QTRY_COMPARE(desk.editor()->toPlainText(), QStringLiteral("00 01"));
        QTRY_VERIFY(!desk.editor()->isReadOnly());
        desk.editor()->setFocus();
        QTest::keyClick(desk.editor(), Qt::Key_End);
        QTest::keyClicks(desk.editor(), QStringLiteral(" f"));
        QTest::keyClick(desk.editor(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(desk.presenter.hasUnsavedEdits());  // half a byte is refused
        QTest::keyClicks(desk.editor(), QStringLiteral("f"));
        QTest::keyClick(desk.editor(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.presenter.hasUnsavedEdits(), OpenKey::Soon);
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("\0\1\xff", 3));
    }

    /// A line that no editor lays out in time is read with breaks, and edited where breaks mean nothing.
    void veryLongLinesAreEditedEscaped()
    {
        const QByteArray line = QByteArray("gr\xc3\xbc\xc3\x9f ").repeated(20'000);
        server.cli({"SET", "k", line});
        Desk desk(server.url());
        QVERIFY(desk.open("k"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.find<QLabel>("editorHint")->text().contains(QStringLiteral("Escaped")), OpenKey::Soon);
        QVERIFY(desk.editor()->isReadOnly());
        auto *codecs = desk.find<QComboBox>("codecBox");
        codecs->setFocus();
        QTest::keyClicks(codecs, QStringLiteral("Esc"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.editor()->isReadOnly(), OpenKey::Soon);
        desk.editor()->setFocus();
        QTest::keyClicks(desk.editor(), QStringLiteral("\\x00"));
        QTest::keyClick(desk.editor(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.presenter.hasUnsavedEdits(), OpenKey::Soon);
        QCOMPARE(server.cli({"GET", "k"}), QByteArray('\0' + line));
    }

    void manyLinesGiveWayToFew()
    {
        server.cli({"SET", "many", QByteArray("line\n").repeated(100'000)});
        server.cli({"SET", "few", "one"});
        Desk desk(server.url());
        QVERIFY(desk.open("many"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.editor()->blockCount(), 100'001, OpenKey::Soon);
        QVERIFY(desk.open("few"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.editor()->toPlainText(), QStringLiteral("one"), OpenKey::Soon);
        QTRY_VERIFY(!desk.editor()->isReadOnly());
        QVERIFY(!desk.presenter.hasUnsavedEdits());
    }

    void aFieldIsEditedBelowTheTable()
    {
        server.cli({"HSET", "h", "f", "old"});
        Desk desk(server.url());
        QVERIFY(desk.open("h"));
        auto *table = desk.find<QTableView>("valueTable");
        QTRY_VERIFY(table->isVisible());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTRY_COMPARE(desk.editor()->toPlainText(), QStringLiteral("old"));
        QTRY_VERIFY(!desk.editor()->isReadOnly());
        desk.editor()->setFocus();
        QTest::keyClick(desk.editor(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(desk.editor(), QStringLiteral("new"));
        QTest::keyClick(desk.editor(), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(server.cli({"HGET", "h", "f"}), QByteArray("new"), OpenKey::Soon);
    }

    void theTtlIsSetByTheDialog()
    {
        server.cli({"SET", "k", "v"});
        Desk desk(server.url());
        QVERIFY(desk.open("k"));
        QCOMPARE(desk.find<QLabel>("ttlLabel")->text(), QStringLiteral("No expiry"));
        QTest::keyClick(desk.find<QPushButton>("editTtlButton"), Qt::Key_Space);
        QDialog *dialog = desk.dialog("ttlDialog");
        QVERIFY(dialog);
        auto *field = dialog->findChild<QLineEdit *>(QStringLiteral("ttlField"));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("15m"));
        picture(*dialog, QStringLiteral("ttl-dialog"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(server.cli({"PTTL", "k"}).toLongLong() > 800'000, OpenKey::Soon);
        QTRY_VERIFY_WITH_TIMEOUT(desk.find<QLabel>("ttlLabel")->text().contains(u'm'), OpenKey::Soon);
    }

    void aConflictIsShown()
    {
        server.cli({"SET", "k", "base"});
        Desk desk(server.url());
        QVERIFY(desk.open("k"));
        QTRY_VERIFY(!desk.editor()->isReadOnly() && desk.editor()->toPlainText() == QStringLiteral("base"));
        desk.editor()->setFocus();
        QTest::keyClicks(desk.editor(), QStringLiteral("my "));
        server.cli({"SET", "k", "theirs"});
        QTest::keyClick(desk.editor(), Qt::Key_S, Qt::ControlModifier);
        QDialog *dialog = desk.dialog("conflictDialog");
        QVERIFY(dialog);
        picture(*dialog, QStringLiteral("conflict"));
        QCOMPARE(dialog->findChild<QPlainTextEdit *>(QStringLiteral("theirs"))->toPlainText(), QStringLiteral("theirs"));
        dialog->findChild<QPushButton *>(QStringLiteral("overwriteButton"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(server.cli({"GET", "k"}), QByteArray("my base"), OpenKey::Soon);
    }

    void everyTypeIsShown()
    {
        server.cli({"SET", "agent:memory:42", "{\"id\":9007199254740993,\"text\":\"gr\xc3\xbc\xc3\x9f dich\",\"tags\":[\"a\",\"b\"]}", "EX", "90"});
        server.cli({"HSET", "session:web:9f3a", "id", "9f3a", "user", "{\"n\":1}", "raw", QByteArray("\0\xff", 2)});
        server.cli({"RPUSH", "queue", "one", "two", "three"});
        server.cli({"SADD", "tags", "red", "green"});
        server.cli({"ZADD", "rank", "1.1", "anna", "2", "bert"});
        server.cli({"XADD", "events", "1-1", "kind", "login", "user", "anna"});
        server.cli({"XGROUP", "CREATE", "events", "workers", "0"});
        server.cli({"SET", "big", QByteArray(3 << 20, 'x')});
        server.cli({"SET", "binary", QByteArray("\x93\x01\xc0\xff\x00 raw", 9)});
        Desk desk(server.url());
        picture(desk.window, QStringLiteral("empty"));
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            Theme::current()->setMode(mode);
            const QString prefix = mode == Theme::Mode::Dark ? QStringLiteral("dark-") : QStringLiteral("light-");
            for (const QByteArray &key : {QByteArray("agent:memory:42"), QByteArray("session:web:9f3a"), QByteArray("queue"), QByteArray("tags"),
                                          QByteArray("rank"), QByteArray("events"), QByteArray("big"), QByteArray("binary")}) {
                QVERIFY(desk.open(key));
                if (desk.presenter.table()->rowCount() > 0)
                    desk.find<QTableView>("valueTable")->selectRow(0);
                QTRY_VERIFY(desk.editor()->isVisible() && !desk.editor()->toPlainText().isEmpty());
                QString name = QString::fromLatin1(key);
                picture(desk.window, prefix + name.replace(u':', u'-'));
            }
            desk.presenter.open("nothing");
            QTRY_COMPARE_WITH_TIMEOUT(desk.presenter.state(), ValuePresenter::State::Gone, OpenKey::Soon);
            picture(desk.window, prefix + QStringLiteral("gone"));
        }
        Theme::current()->setMode(Theme::Mode::Light);
    }

    void everyControlHasAName()
    {
        server.cli({"HSET", "h", "f", "v"});
        Desk desk(server.url());
        QVERIFY(desk.open("h"));
        for (const QWidget *widget : desk.window.findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<const QComboBox *>(widget) || qobject_cast<const QLineEdit *>(widget)
                || qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTableView *>(widget);
            if (isControl && !widget->objectName().startsWith(QStringLiteral("qt_")))
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestValuePanel)
#include "tst_valuepanel.moc"
