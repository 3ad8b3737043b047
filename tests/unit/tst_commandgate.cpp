// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/CommandGate.h"
#include "resp/CommandLine.h"
#include "support/Replies.h"

#include <QTest>

using namespace vermilion;

/// What may pass in read-only, and what needs the user's word in production.
class TestCommandGate : public QObject {
    Q_OBJECT

    static Request request(const char *line) { return {*splitCommandLine(line), false, {}, {}}; }

private slots:
    void readOnly_data()
    {
        QTest::addColumn<bool>("passes");
        for (const char *line : {"GET a", "get a", "SCAN 0", "HGETALL h", "TTL a", "TYPE a", "DBSIZE", "OBJECT ENCODING a", "MEMORY USAGE a",
                                 "INFO", "SLOWLOG GET 10", "CONFIG GET *", "CLIENT LIST", "LATENCY LATEST", "ACL WHOAMI", "ACL LIST", "ACL LOG",
                                 "MODULE LIST", "CLUSTER NODES", "AUTH a b", "HELLO 2", "SELECT 1", "PING", "WATCH a", "UNWATCH", "MULTI",
                                 "EXEC", "DISCARD", "SUBSCRIBE c", "PSUBSCRIBE *", "CLIENT SETNAME x", "EVAL_RO x 0", "FCALL_RO f 0",
                                 "FUNCTION LIST", "SCRIPT EXISTS x", "SORT_RO l", "LASTSAVE", "ROLE", "COMMAND", "DUMP a", "XINFO STREAM s",
                                 "HTTL h FIELDS 1 a", "KEYS *", "ECHO x", "TIME", "MONITOR"})
            QTest::newRow(line) << true;
        for (const char *line : {"SET a 1", "set a 1", "DEL a", "UNLINK a", "EXPIRE a 1", "GETEX a", "GETDEL a", "RENAME a b", "RESTORE a 0 x",
                                 "MIGRATE h 1 a 0 1", "FLUSHALL", "FLUSHDB", "SWAPDB 0 1", "PUBLISH c m", "SPUBLISH c m", "EVAL x 0",
                                 "EVALSHA x 0", "FCALL f 0", "SCRIPT FLUSH", "SCRIPT LOAD x", "SCRIPT KILL", "FUNCTION LOAD x", "FUNCTION FLUSH",
                                 "CONFIG SET a b", "CONFIG REWRITE", "CONFIG RESETSTAT", "CLIENT KILL ID 1", "CLIENT UNBLOCK 1", "CLIENT PAUSE 1",
                                 "SLOWLOG RESET", "LATENCY RESET", "ACL SETUSER x", "ACL LOG RESET", "MODULE LOAD x", "DEBUG SLEEP 1", "SHUTDOWN",
                                 "SAVE", "BGSAVE", "BGREWRITEAOF", "REPLICAOF NO ONE", "FAILOVER", "CLUSTER RESET", "SORT l STORE d",
                                 "XGROUP CREATE s g 0", "HEXPIRE h 1 FIELDS 1 a", "NOSUCHCOMMAND", "CONFIG NOSUCH", "JSON.SET a . 1"})
            QTest::newRow(line) << false;
    }
    void readOnly()
    {
        QFETCH(bool, passes);
        CommandGate gate;
        gate.setPolicy({true, false});
        const auto refusal = gate.refusal(request(QTest::currentDataTag()));
        QCOMPARE(!refusal, passes);
        if (refusal)
            QCOMPARE(refusal->code, ErrorCode::ReadOnlyConnection);
    }

    void production_data()
    {
        QTest::addColumn<bool>("dangerous");
        for (const char *line : {"FLUSHALL", "flushdb", "SWAPDB 0 1", "SHUTDOWN", "DEBUG SLEEP 1", "CONFIG SET a b", "CONFIG REWRITE",
                                 "CONFIG RESETSTAT", "KEYS *", "MIGRATE h 1 a 0 1", "REPLICAOF NO ONE", "FAILOVER", "SCRIPT FLUSH", "SCRIPT KILL",
                                 "FUNCTION FLUSH", "FUNCTION DELETE x", "FUNCTION RESTORE x", "CLIENT KILL ID 1", "ACL SETUSER x", "ACL DELUSER x",
                                 "ACL LOG RESET", "MODULE LOAD x", "MONITOR", "SAVE", "BGSAVE", "SLOWLOG RESET", "CLUSTER RESET"})
            QTest::newRow(line) << true;
        for (const char *line : {"GET a", "SET a 1", "DEL a", "UNLINK a", "EXPIRE a 1", "INFO", "SLOWLOG GET", "CONFIG GET *", "CLIENT LIST",
                                 "LATENCY LATEST", "ACL WHOAMI", "ACL LIST", "ROLE", "LASTSAVE", "SORT l", "EVAL x 0", "MULTI", "EXEC", "SCAN 0",
                                 "MODULE LIST", "CLIENT SETNAME x", "SELECT 1"})
            QTest::newRow(line) << false;
    }
    void production()
    {
        QFETCH(bool, dangerous);
        CommandGate gate;
        gate.setPolicy({false, true});
        Request r = request(QTest::currentDataTag());
        QCOMPARE(gate.isDangerous(r.command), dangerous);
        const auto refusal = gate.refusal(r);
        QCOMPARE(bool(refusal), dangerous);
        if (refusal)
            QCOMPARE(refusal->code, ErrorCode::NeedsConsent);
        r.consent = Consent::typedByUser();
        QVERIFY(!gate.refusal(r));
    }

    void readOnlyIsStrongerThanConsent()
    {
        CommandGate gate;
        gate.setPolicy({true, true});
        Request r = request("FLUSHALL");
        r.consent = Consent::typedByUser();
        QCOMPARE(gate.refusal(r)->code, ErrorCode::ReadOnlyConnection);
        QCOMPARE(gate.refusal(r)->subject, QByteArray("FLUSHALL"));
    }

    void withoutPolicyAllPasses()
    {
        const CommandGate gate;
        QVERIFY(!gate.refusal(request("FLUSHALL")));
        QVERIFY(!gate.refusal(request("NOSUCHCOMMAND")));
        QCOMPARE(gate.refusal(Request{})->code, ErrorCode::InvalidInput);
    }

    void renamedCommandsKeepTheirFlags()
    {
        CommandGate gate;
        gate.setCommands(CommandTable::fromReply(replyOf(
            "*1\r\n*7\r\n$6\r\nsecret\r\n:-1\r\n*1\r\n+write\r\n:0\r\n:0\r\n:0\r\n*2\r\n+@write\r\n+@dangerous\r\n").root()));
        gate.setPolicy({true, false});
        QVERIFY(gate.refusal(request("SECRET")));
        QVERIFY(gate.refusal(request("GET a")));  // the server did not list it
        QVERIFY(gate.isDangerous({"secret"}));
    }

    void tablesOfOldServers()
    {
        // Redis 4: six fields, no categories, no subcommands.
        const Reply reply = replyOf("*3\r\n*6\r\n$6\r\nconfig\r\n:-2\r\n*1\r\n+admin\r\n:0\r\n:0\r\n:0\r\n"
                                    "*6\r\n$4\r\neval\r\n:-3\r\n*1\r\n+noscript\r\n:0\r\n:0\r\n:0\r\n"
                                    "*6\r\n$3\r\nget\r\n:2\r\n*1\r\n+readonly\r\n:1\r\n:1\r\n:1\r\n");
        const CommandTable table = CommandTable::fromReply(reply.root());
        CommandGate gate;
        gate.setCommands(table);
        gate.setPolicy({true, false});
        QVERIFY(!gate.refusal(request("CONFIG GET a")));
        QVERIFY(gate.refusal(request("CONFIG SET a b")));
        QVERIFY(gate.refusal(request("EVAL x 0")));
        QCOMPARE(table.flags({"GET", "a"}).firstKey, 1);
    }

    void bundledTable()
    {
        const CommandTable table = CommandTable::bundled();
        QVERIFY(table.names().size() > 380);
        QVERIFY(table.names().contains("memory|usage"));
        QCOMPARE(table.flags({"mset"}).step, 2);
        QCOMPARE(table.flags({"MSET"}).lastKey, -1);
        QVERIFY(table.flags({"BLPOP"}).blocking && table.flags({"SUBSCRIBE"}).pubsub && table.flags({"EVAL"}).script);
        QVERIFY(!table.flags({}).known && !table.flags({"nosuch"}).known && !table.flags({"memory", "nosuch"}).known);
    }
};

QTEST_GUILESS_MAIN(TestCommandGate)
#include "tst_commandgate.moc"
