// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Ask.h"
#include "support/RedisServer.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

constexpr int Soon = 20'000;  // ms

/// What happens to requests when the server stops, dies and comes back.
class TestBreaking : public QObject {
    Q_OBJECT

    /// Collects the answers of requests, by name.
    struct Answers {
        QHash<QByteArray, QByteArray> byName;
        QObject context;
        ReplyHandler to(const QByteArray &name)
        {
            return [this, name](Result<Reply> result) { byName.insert(name, textOf(result)); };
        }
        static QByteArray code(ErrorCode code) { return "!" + QByteArray::number(int(code)) + ' '; }
    };

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void cleanupTestCase() { shutdownIo(); }

    void killedWhileAnswersAreOnTheirWay()
    {
        RedisServer server;
        QVERIFY(server.start());
        TestConnection connection(server.url(1));
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"PING"})), QByteArray("PONG"));
        const uint64_t firstLink = connection->linkNumber();

        server.pause();
        Answers answers;
        connection->send(Request{{"INCR", "n"}, false, {}, {}}, &answers.context, answers.to("incr"));
        connection->send(Request{{"GET", "n"}, true, {}, {}}, &answers.context, answers.to("get"));
        waitUntilWritten(connection.get());
        server.kill();
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Waiting, Soon);
        connection->send(Request{{"SET", "later", "1"}, false, {}, {}}, &answers.context, answers.to("later"));
        QVERIFY(server.start());
        QTRY_COMPARE_WITH_TIMEOUT(answers.byName.size(), 3, Soon);
        QCOMPARE(answers.byName.value("incr"), Answers::code(ErrorCode::OutcomeUnknown));
        QCOMPARE(answers.byName.value("get"), QByteArray());  // asked again; the new server knows no such key
        QCOMPARE(answers.byName.value("later"), QByteArray("OK"));
        QVERIFY(connection->linkNumber() > firstLink);
        server.cli({"SELECT", "1"});
        QCOMPARE(server.cli({"GET", "later"}), QByteArray("1"));  // in the database that was selected before
    }

    void pausedServerTimesOutAndRecovers()
    {
        RedisServer server;
        QVERIFY(server.start());
        ConnectionOptions options;
        options.requestTimeout = std::chrono::milliseconds(300);
        options.connectTimeout = std::chrono::milliseconds(500);
        TestConnection connection(server.url(), options);
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"SET", "a", "1"})), QByteArray("OK"));
        server.pause();
        const auto answer = ask(connection.get(), {"GET", "a"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Timeout);
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Waiting, Soon);  // silent for too long
        server.resume();
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Ready, Soon);
        QCOMPARE(textOf(ask(connection.get(), {"GET", "a"})), QByteArray("1"));
    }

    void lateAnswersGoToNobodyElse()
    {
        RedisServer server;
        QVERIFY(server.start());
        ConnectionOptions options;
        options.requestTimeout = std::chrono::milliseconds(5000);
        TestConnection connection(server.url(), options);
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"MSET", "a", "1", "b", "2"})), QByteArray("OK"));
        server.pause();
        Request hasty{{"GET", "a"}, true, std::chrono::milliseconds(100), {}};
        QCOMPARE(ask(connection.get(), hasty).error().code, ErrorCode::Timeout);
        Answers answers;
        RequestHandle dropped = connection->send({"GET", "a"}, &answers.context, answers.to("cancelled"));
        connection->send({"GET", "b"}, &answers.context, answers.to("b"));
        dropped.cancel();
        server.resume();
        QTRY_COMPARE_WITH_TIMEOUT(answers.byName.value("b"), QByteArray("2"), Soon);
        QCOMPARE(answers.byName.size(), 1);
    }

    void keepAliveFindsADeadServer()
    {
        RedisServer server;
        QVERIFY(server.start());
        ConnectionOptions options;
        options.keepAlive = std::chrono::milliseconds(100);
        options.requestTimeout = std::chrono::milliseconds(300);
        TestConnection connection(server.url(), options);
        QSignalSpy measured(connection.get(), &Connection::latencyMeasured);
        connection->open();
        QTRY_VERIFY_WITH_TIMEOUT(!measured.isEmpty(), Soon);
        server.pause();
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Waiting, Soon);
        QCOMPARE(connection->error().code, ErrorCode::Timeout);
        server.resume();
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Ready, Soon);
    }

    void requestsBeforeAndWithoutAServer()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.kill();
        ConnectionOptions options;
        options.requestTimeout = std::chrono::milliseconds(200);
        TestConnection connection(server.url(), options);
        QCOMPARE(ask(connection.get(), {"PING"}).error().code, ErrorCode::NotConnected);  // nobody said open()
        QSignalSpy scheduled(connection.get(), &Connection::retryScheduled);
        connection->open();
        QCOMPARE(ask(connection.get(), {"PING"}).error().code, ErrorCode::Timeout);
        QTRY_VERIFY_WITH_TIMEOUT(!scheduled.isEmpty(), Soon);
        Answers answers;
        connection->send(Request{{"PING"}, true, std::chrono::minutes(1), {}}, &answers.context, answers.to("ping"));
        QVERIFY(server.start());
        connection->reconnectNow();
        QTRY_COMPARE_WITH_TIMEOUT(answers.byName.value("ping"), QByteArray("PONG"), Soon);
    }

    void closingEndsWhatWaits()
    {
        RedisServer server;
        QVERIFY(server.start());
        TestConnection connection(server.url());
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"PING"})), QByteArray("PONG"));
        server.pause();
        Answers answers;
        connection->send(Request{{"GET", "a"}, true, {}, {}}, &answers.context, answers.to("read"));
        connection->send(Request{{"INCR", "a"}, false, {}, {}}, &answers.context, answers.to("write"));
        waitUntilWritten(connection.get());
        connection->close();
        QTRY_COMPARE_WITH_TIMEOUT(answers.byName.size(), 2, Soon);
        QCOMPARE(answers.byName.value("read"), Answers::code(ErrorCode::Cancelled));
        QCOMPARE(answers.byName.value("write"), Answers::code(ErrorCode::OutcomeUnknown));
        QCOMPARE(connection->state(), LinkState::Closed);
        server.resume();
    }

    void clientKillReconnects()
    {
        RedisServer server;
        QVERIFY(server.start());
        TestConnection connection(server.url());
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"PING"})), QByteArray("PONG"));
        const uint64_t link = connection->linkNumber();
        server.cli({"CLIENT", "KILL", "ID", QByteArray::number(qlonglong(connection->facts().clientId))});
        QTRY_VERIFY_WITH_TIMEOUT(connection->linkNumber() > link, Soon);
        QCOMPARE(textOf(ask(connection.get(), {"PING"})), QByteArray("PONG"));
    }

    void contextMayEndBeforeTheAnswer()
    {
        RedisServer server;
        QVERIFY(server.start());
        TestConnection connection(server.url());
        connection->open();
        bool called = false;
        {
            QObject context;
            connection->send({"PING"}, &context, [&called](const Result<Reply> &) { called = true; });
        }
        QCOMPARE(textOf(ask(connection.get(), {"PING"})), QByteArray("PONG"));
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestBreaking)
#include "tst_breaking.moc"
