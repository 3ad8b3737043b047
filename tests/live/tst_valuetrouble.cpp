// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Ask.h"
#include "support/OpenKey.h"

#include <QDir>
#include <QRegularExpression>

using namespace vermilion;
using State = ValuePresenter::State;
using Resolution = ValuePresenter::Resolution;

/// Whatever goes wrong with a save, the edit is still there and the words are true.
class TestValueTrouble : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void cleanupTestCase() { shutdownIo(); }

    void anotherWriterIsNoticed()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "base", "PX", "1000000"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        server.cli({"SET", "k", "theirs", "KEEPTTL"});
        QVERIFY(!it.save("mine"));
        QCOMPARE(it.conflicts, 1);
        QCOMPARE(it.presenter.conflict()->theirs, QByteArray("theirs"));
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("theirs"));
        QVERIFY(it.presenter.hasUnsavedEdits());
        it.presenter.resolve(Resolution::KeepEditing);
        QVERIFY(!it.save("mine"));
        QVERIFY(it.saving([&] { it.presenter.resolve(Resolution::Overwrite); }));
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("mine"));
        QVERIFY(server.cli({"PTTL", "k"}).toLongLong() > 900'000);
        server.cli({"SET", "k", "later"});
        QVERIFY(!it.save("mine 2"));
        it.presenter.resolve(Resolution::TakeTheirs);
        QVERIFY(it.settled());
        QCOMPARE(it.presenter.target().bytes, QByteArray("later"));
        QVERIFY(!it.presenter.hasUnsavedEdits());
    }

    void fieldsAndElementsAreComparedToo()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"RPUSH", "l", "a", "b"});
        OpenKey it(server.url());
        QVERIFY(it.open("l"));
        it.presenter.openCell(1);
        server.cli({"LPUSH", "l", "new"});  // what was element 1 is element 2 now
        QVERIFY(!it.save("mine"));
        QCOMPARE(it.presenter.conflict()->theirs, QByteArray("a"));
        QCOMPARE(server.cli({"LRANGE", "l", "0", "-1"}), QByteArray("new\na\nb"));
    }

    void aKeyThatIsGoneIsWrittenOnlyWhenAsked()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "base"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        server.cli({"DEL", "k"});
        QVERIFY(!it.save("mine"));
        QVERIFY(it.presenter.conflict() && !it.presenter.conflict()->theirs);
        QCOMPARE(server.cli({"EXISTS", "k"}), QByteArray("0"));
        QVERIFY(it.saving([&] { it.presenter.resolve(Resolution::Overwrite); }));
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("mine"));
    }

    void expiresWhileEdited()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "base", "PX", "400"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        it.presenter.setEdited(true);
        QTRY_COMPARE_WITH_TIMEOUT(it.presenter.state(), State::Gone, OpenKey::Soon);
        QVERIFY(it.presenter.hasUnsavedEdits());
        QVERIFY(!it.save("mine"));
        QVERIFY(it.saving([&] { it.presenter.resolve(Resolution::Overwrite); }));
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("mine"));
    }

    void anotherTypeNow()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "base"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        server.cli({"DEL", "k"});
        server.cli({"RPUSH", "k", "x"});
        QVERIFY(!it.save("mine"));
        QCOMPARE(it.errors.last().code, ErrorCode::WrongType);
        QVERIFY(it.presenter.hasUnsavedEdits());
        QCOMPARE(server.cli({"LRANGE", "k", "0", "-1"}), QByteArray("x"));
    }

    void refusedByTheServer_data()
    {
        QTest::addColumn<QList<QByteArrayList>>("trouble");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("out of memory") << QList<QByteArrayList>{{"CONFIG", "SET", "maxmemory", "1"}} << ErrorCode::OutOfMemory;
        QTest::newRow("replica") << QList<QByteArrayList>{{"REPLICAOF", "127.0.0.1", "1"}} << ErrorCode::ReadOnlyReplica;
        QTest::newRow("permission") << QList<QByteArrayList>{{"ACL", "SETUSER", "default", "-set"}} << ErrorCode::NoPermission;
    }
    void refusedByTheServer()
    {
        QFETCH(QList<QByteArrayList>, trouble);
        QFETCH(ErrorCode, code);
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "base"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        for (const QByteArrayList &command : trouble)
            QVERIFY(!server.cli(command).startsWith('-'));
        QVERIFY(!it.save("mine"));
        QCOMPARE(it.errors.last().code, code);
        QVERIFY(it.presenter.hasUnsavedEdits());
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("base"));
    }

    void savesToDiskFail()
    {
        RedisServer server({QStringLiteral("--save"), QStringLiteral("3600 1"), QStringLiteral("--dbfilename"), QStringLiteral("taken.rdb")});
        QVERIFY(server.start());
        server.cli({"SET", "k", "base"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        // A name that is a directory cannot become a dump file.
        QVERIFY(QDir(server.directory()).mkdir(QStringLiteral("taken.rdb")));
        server.cli({"BGSAVE"});
        QTRY_VERIFY_WITH_TIMEOUT(server.cli({"INFO", "persistence"}).contains("rdb_last_bgsave_status:err"), OpenKey::Soon);
        QVERIFY(!it.save("mine"));
        QCOMPARE(it.errors.last().code, ErrorCode::Misconf);
        QVERIFY(it.presenter.hasUnsavedEdits());
    }

    void mayNotRead()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "v"});
        server.cli({"ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@connection", "+type", "+pttl", "+strlen"});
        OpenKey it(server.url().replace(QStringLiteral("redis://"), QStringLiteral("redis://reader:pw@")));
        QVERIFY(it.open("k"));
        QCOMPARE(it.presenter.state(), State::Refused);
        QCOMPARE(it.presenter.error().code, ErrorCode::NoPermission);
        QVERIFY(it.presenter.details().refusals.contains("memory|usage"));
    }

    void mayOnlyRead()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"HSET", "h", "f", "v"});
        server.cli({"ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@read", "+@connection", "-@dangerous"});
        OpenKey it(server.url().replace(QStringLiteral("redis://"), QStringLiteral("redis://reader:pw@")));
        QVERIFY(it.open("h"));
        QCOMPARE(it.presenter.state(), State::Ready);
        QCOMPARE(it.presenter.table()->rowCount(), 1);
    }

    /// The server dies when EXEC is on its way and not answered: nobody can know whether the write happened.
    void killedWhileSaving()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "base"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        QVERIFY(it.save("warm"));
        server.cli({"SAVE"});
        // Writes wait in the server from now on, reads are answered.
        QCOMPARE(server.cli({"CLIENT", "PAUSE", "600000", "WRITE"}), QByteArray("OK"));
        it.presenter.setEdited(true);
        it.presenter.save("mine");
        // A client in MULTI (x) that is blocked (b): the transaction is there.
        QTRY_VERIFY_WITH_TIMEOUT(server.cli({"CLIENT", "LIST"}).contains(" flags=xb"), OpenKey::Soon);
        waitUntilWritten(it.session.editLink());
        QVERIFY(it.presenter.isSaving());
        QVERIFY(it.errors.isEmpty());
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(!it.presenter.isSaving(), OpenKey::Soon);
        QCOMPARE(it.errors.size(), 1);
        QCOMPARE(it.errors.first().code, ErrorCode::OutcomeUnknown);
        QVERIFY(it.presenter.hasUnsavedEdits());
        QCOMPARE(it.presenter.target().bytes, QByteArray("warm"));
        QVERIFY(it.presenter.target().isEditable);
        QVERIFY(server.start());
        QVERIFY(it.save("mine"));
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("mine"));
    }

    /// A key that could not be read comes by itself when the link is mended.
    void readAgainAfterALostLink()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"MSET", "a", "1", "b", "2"});
        server.cli({"SAVE"});
        OpenKey it(server.url());
        QVERIFY(it.open("a"));
        server.kill();
        it.presenter.open("b");
        QTRY_VERIFY_WITH_TIMEOUT(it.session.state() != LinkState::Ready, OpenKey::Soon);
        QVERIFY(it.presenter.state() != State::Ready);
        QVERIFY(server.start());
        QTRY_COMPARE_WITH_TIMEOUT(it.presenter.state(), State::Ready, OpenKey::Soon);
        QCOMPARE(it.presenter.target().bytes, QByteArray("2"));
    }

    void deletedElsewhereWhileOpen()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "v"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        QSignalSpy deleted(&it.presenter, &ValuePresenter::keyDeleted);
        it.presenter.recheck();
        server.cli({"DEL", "k"});
        it.presenter.recheck();
        QTRY_COMPARE_WITH_TIMEOUT(it.presenter.state(), State::Gone, OpenKey::Soon);
        QCOMPARE(deleted.count(), 1);
        server.cli({"SET", "k", "again"});
        it.presenter.recheck();
        QTRY_COMPARE_WITH_TIMEOUT(it.presenter.target().bytes, QByteArray("again"), OpenKey::Soon);
        it.presenter.setEdited(true);
        server.cli({"DEL", "k"});
        it.presenter.recheck();
        QTRY_COMPARE_WITH_TIMEOUT(it.presenter.state(), State::Gone, OpenKey::Soon);
        QVERIFY(it.presenter.hasUnsavedEdits());
        QVERIFY(!it.save("mine"));  // asks whether to make it again
        QVERIFY(it.presenter.conflict() && !it.presenter.conflict()->theirs);
    }

    void otherDatabasesAreNotWritten()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "k", "base"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        it.session.selectDatabase(3);
        QVERIFY(!it.save("mine"));
        QCOMPARE(server.cli({"GET", "k"}), QByteArray("base"));
        server.cli({"SELECT", "3"});
        QCOMPARE(server.cli({"EXISTS", "k"}), QByteArray("0"));
        it.session.selectDatabase(0);
        QVERIFY(it.save("mine"));
    }

    void unsavedEditsAreAskedFor()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"MSET", "a", "1", "b", "2"});
        OpenKey it(server.url());
        QVERIFY(it.open("a"));
        it.presenter.setEdited(true);
        it.answer = false;
        it.presenter.open("b");
        QCOMPARE(it.presenter.key(), QByteArray("a"));
        QVERIFY(it.presenter.hasUnsavedEdits());
        it.answer = true;
        QVERIFY(it.open("b"));
        QCOMPARE(it.presenter.target().bytes, QByteArray("2"));
    }
};

QTEST_GUILESS_MAIN(TestValueTrouble)
#include "tst_valuetrouble.moc"
