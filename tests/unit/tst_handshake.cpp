// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Handshake.h"
#include "support/Replies.h"

#include <QTest>

using namespace vermilion;

/// What is said at the beginning, against servers of every age and temper. Each answers by the first word of a command.
class TestHandshake : public QObject {
    Q_OBJECT

    using Server = QHash<QByteArray, QByteArray>;

    static Server modern()
    {
        return {{"HELLO", "*14\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n:2\r\n$2\r\nid\r\n:7\r\n"
                          "$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n"},
                {"INFO", "$23\r\nredis_version:7.0.15\r\nx\r\n"},
                {"COMMAND", "*1\r\n*6\r\n$3\r\nget\r\n:2\r\n*1\r\n+readonly\r\n:1\r\n:1\r\n:1\r\n"},
                {"SELECT", "+OK\r\n"}, {"AUTH", "+OK\r\n"}, {"CLIENT", "+OK\r\n"}, {"PING", "+PONG\r\n"}};
    }

    static Server old()
    {
        Server server = modern();
        server["HELLO"] = "-ERR unknown command `HELLO`, with args beginning with: \r\n";
        server["INFO"] = "$46\r\n# Server\r\nredis_version:4.0.9\r\nrole:slave\r\nx:y\r\n";
        return server;
    }

    static Handshake::Plan plan(const QByteArray &user = {}, const QByteArray &password = {}, int database = 0, bool resp3 = false)
    {
        return {user, password, "vermilion", database, resp3, true};
    }

    /// Plays it through; what was sent is in m_sent.
    Handshake play(const Handshake::Plan &plan, const Server &server)
    {
        m_sent.clear();
        Handshake handshake(plan);
        for (int round = 0; round < 10 && !handshake.isDone() && !handshake.error(); ++round) {
            for (const QByteArrayList &command : handshake.next()) {
                m_sent += command.join(' ');
                handshake.answer(replyOf(server.value(command.first(), "-ERR unknown command\r\n")));
            }
        }
        return handshake;
    }

private slots:
    void modernServer()
    {
        const Handshake handshake = play(plan("alice", "pw", 3), modern());
        QVERIFY(handshake.isDone() && !handshake.error());
        QCOMPARE(m_sent, QByteArrayList({"HELLO 2 AUTH alice pw SETNAME vermilion", "SELECT 3", "INFO server", "COMMAND", "PING"}));
        QCOMPARE(handshake.facts().version, QStringLiteral("7.0.15"));
        QCOMPARE(handshake.facts().versionNumber, 70015);
        QCOMPARE(handshake.facts().role, QStringLiteral("primary"));
        QCOMPARE(handshake.facts().clientId, int64_t(7));
        QVERIFY(handshake.commands() && handshake.commands()->flags({"GET"}).known);
        QVERIFY(handshake.facts().atLeast(70000, 80000) && !handshake.facts().atLeast(70200, 0));
    }

    void serverBeforeHello()
    {
        const Handshake handshake = play(plan({}, "pw", 1), old());
        QVERIFY(handshake.isDone());
        QCOMPARE(m_sent, QByteArrayList({"HELLO 2 AUTH default pw SETNAME vermilion", "AUTH pw", "CLIENT SETNAME vermilion", "SELECT 1",
                                         "INFO server", "INFO replication", "COMMAND", "PING"}));
        QCOMPARE(handshake.facts().versionNumber, 40009);
        QCOMPARE(handshake.facts().role, QStringLiteral("replica"));
        QCOMPARE(handshake.facts().protocol, 2);
    }

    void userBeforeAcls()
    {
        Server server = old();
        server["AUTH"] = "-ERR wrong number of arguments for 'auth' command\r\n";
        const Handshake handshake = play(plan("alice", "pw"), server);
        QVERIFY(m_sent.contains("AUTH alice pw") && m_sent.contains("AUTH pw"));
        QVERIFY(handshake.error());
        server["AUTH"] = "-ERR Client sent AUTH, but no password is set\r\n";
        QVERIFY(play(plan("alice", "pw"), server).isDone());
        server["AUTH"] = "-ERR invalid password\r\n";
        QCOMPARE(play(plan({}, "pw"), server).error()->code, ErrorCode::WrongPassword);
    }

    void resp3IsAskedForAndGivenUp()
    {
        Server server = modern();
        server["HELLO"] = "-NOPROTO unsupported protocol version\r\n";
        const Handshake handshake = play(plan({}, {}, 0, true), server);
        QCOMPARE(m_sent.mid(0, 2), QByteArrayList({"HELLO 3 SETNAME vermilion", "HELLO 2 SETNAME vermilion"}));
        QVERIFY(handshake.isDone());
    }

    void whoMayHardlyAnythingConnects()
    {
        const QByteArray no = "-NOPERM this user has no permissions to run this command\r\n";
        Server server = modern();
        for (const char *command : {"INFO", "COMMAND", "PING", "CLIENT"})
            server[command] = no;
        Handshake handshake = play(plan(), server);
        QVERIFY(handshake.isDone());
        QVERIFY(!handshake.commands());
        QVERIFY(handshake.refusals().contains("info") && handshake.refusals().contains("command"));
        server["HELLO"] = no;
        QVERIFY(play(plan("a", "pw"), server).isDone());
        server["SELECT"] = no;
        QCOMPARE(play(plan("a", "pw", 1), server).error()->code, ErrorCode::SelectRefused);
    }

    void verdicts_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("code");
        const auto row = [](const char *command, const char *reply, ErrorCode code) {
            QTest::newRow(reply) << QByteArray(command) << QByteArray(reply) + "\r\n" << int(code);
        };
        row("HELLO", "-DENIED Redis is running in protected mode", ErrorCode::ProtectedMode);
        row("HELLO", "-ERR max number of clients reached", ErrorCode::MaxClients);
        row("HELLO", "-WRONGPASS invalid username-password pair or user is disabled.", ErrorCode::WrongPassword);
        row("HELLO", "-NOAUTH HELLO must be called with the client already authenticated", ErrorCode::AuthRequired);
        row("SELECT", "-ERR DB index is out of range", ErrorCode::DatabaseOutOfRange);
        row("SELECT", "-ERR SELECT is not allowed in cluster mode", ErrorCode::SelectRefused);
        row("PING", "-LOADING Redis is loading the dataset in memory", ErrorCode::Loading);
        row("PING", "-NOAUTH Authentication required.", ErrorCode::AuthRequired);
        row("INFO", "-NOAUTH Authentication required.", ErrorCode::AuthRequired);
    }
    void verdicts()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, reply);
        Server server = modern();
        server[command] = reply;
        const Handshake handshake = play(plan({}, {}, 4), server);
        QVERIFY(handshake.error() && !handshake.isDone());
        QTEST(int(handshake.error()->code), "code");
    }

    void greetings()
    {
        Handshake denied(plan());
        denied.answer(replyOf("-DENIED Redis is running in protected mode\r\n"));
        QCOMPARE(denied.error()->code, ErrorCode::ProtectedMode);
        Handshake chatty(plan());
        chatty.answer(replyOf("+welcome\r\n"));
        QCOMPARE(chatty.error()->code, ErrorCode::NotRedis);
    }

    void valkey()
    {
        Server server = modern();
        const QByteArray info = "redis_version:7.2.4\r\nvalkey_version:8.0.1\r\n";
        server["INFO"] = '$' + QByteArray::number(info.size()) + "\r\n" + info + "\r\n";
        const Handshake handshake = play(plan(), server);
        QCOMPARE(handshake.facts().family, ServerFacts::Family::Valkey);
        QCOMPARE(handshake.facts().version, QStringLiteral("8.0.1"));
        QVERIFY(handshake.facts().atLeast(70400, 80000));
    }

    void errorsHoldNoPassword()
    {
        Server server = modern();
        server["HELLO"] = "-WRONGPASS invalid username-password pair\r\n";
        const Handshake handshake = play(plan("u", "hidden"), server);
        QVERIFY(!handshake.error()->detail.contains("hidden") && !handshake.error()->subject.contains("hidden"));
    }

private:
    QByteArrayList m_sent;
};

QTEST_GUILESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
