// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Session.h"
#include "keyspace/StoreScan.h"
#include "support/RedisServer.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;
using Phase = ScanProgress::Phase;

constexpr int Soon = 30'000;  // ms

/// SCAN into a store, beside everything that can happen to a server meanwhile.
class TestScan : public QObject {
    Q_OBJECT

    static void fill(RedisServer &server, int keys, const QByteArray &prefix = "k:")
    {
        QCOMPARE(server.cli({"EVAL", "for i=1,ARGV[1] do redis.call('SET', ARGV[2]..i, i) end", "0", QByteArray::number(keys), prefix}),
                 QByteArray("(nil)"));
    }
    static std::unique_ptr<Session> opened(const QString &url)
    {
        auto session = std::make_unique<Session>(*Endpoint::fromUrl(url));
        session->open();
        if (!QTest::qWaitFor([&] { return session->state() == LinkState::Ready; }, Soon))
            QTest::qFail("the session did not open", __FILE__, __LINE__);
        return session;
    }
    static qint64 scanCalls(RedisServer &server)
    {
        const QByteArray stats = server.cli({"INFO", "commandstats"});
        const qsizetype at = stats.indexOf("cmdstat_scan:calls=");
        return at < 0 ? 0 : stats.mid(at + 19, stats.indexOf(',', at) - at - 19).toLongLong();
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void cleanupTestCase() { shutdownIo(); }

    void findsAll()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, 100'000);
        const auto session = opened(server.url());
        StoreScan scan(session.get(), Separators(), {});
        QSignalSpy changed(&scan, &StoreScan::changed), ended(&scan, &StoreScan::ended);
        scan.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, Soon);
        QCOMPARE(scan.progress().phase, Phase::Complete);
        QCOMPARE(scan.store()->size(), 100'000u);
        QCOMPARE(scan.progress().total, 100'000);
        QCOMPARE(scan.store()->countBelow("k:"), 100'000u);
        QVERIFY(scan.store()->contains("k:100000"));
    }

    void hostileNames()
    {
        RedisServer server;
        QVERIFY(server.start());
        const QByteArrayList names{"", "new\nline", QByteArray("\0\xff\xfe:\r\n", 6), QByteArray(1 << 20, 'x'), ":", "::", "a:", "*", "schl\xc3\xbcssel"};
        for (const QByteArray &name : names)
            QCOMPARE(server.cli({"SET", name, "v"}), QByteArray("OK"));
        const auto session = opened(server.unixUrl());
        StoreScan scan(session.get(), Separators(), {});
        scan.start();
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Complete, Soon);
        QCOMPARE(scan.store()->size(), quint64(names.size()));
        for (const QByteArray &name : names)
            QVERIFY2(scan.store()->contains({name.constData(), size_t(name.size())}), name.left(20).toHex());
    }

    void matchAndType()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, 2000, "user:");
        fill(server, 2000, "cart:");
        QCOMPARE(server.cli({"HSET", "user:h", "f", "v"}), QByteArray("1"));
        const auto session = opened(server.url());
        StoreScan match(session.get(), Separators(), {"user:*", {}, 100});
        match.start();
        QTRY_COMPARE_WITH_TIMEOUT(match.progress().phase, Phase::Complete, Soon);
        QCOMPARE(match.store()->size(), 2001u);
        StoreScan hashes(session.get(), Separators(), {{}, "hash", 100});
        hashes.start();
        QTRY_COMPARE_WITH_TIMEOUT(hashes.progress().phase, Phase::Complete, Soon);
        QCOMPARE(hashes.store()->size(), 1u);
    }

    void stopSendsNoFurtherScan()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, 50'000);
        const auto session = opened(server.url());
        StoreScan scan(session.get(), Separators(), {{}, {}, 5});  // slow enough to be stopped in the middle
        scan.start();
        QTRY_VERIFY_WITH_TIMEOUT(scan.progress().seen > 0, Soon);
        scan.stop();
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Stopped, Soon);
        const qint64 calls = scanCalls(server);
        QVERIFY(scan.progress().seen < 50'000);
        // What is on its way may still arrive; then it must stay where it is.
        QTest::qWait(300);
        QVERIFY(scanCalls(server) <= calls + 1);
        const qint64 after = scanCalls(server);
        QTest::qWait(300);
        QCOMPARE(scanCalls(server), after);
    }

    void pauseAndResume()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, 30'000);
        const auto session = opened(server.url());
        StoreScan scan(session.get(), Separators(), {{}, {}, 5});
        scan.start();
        QTRY_VERIFY_WITH_TIMEOUT(scan.progress().seen > 0, Soon);
        scan.pause();
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Paused, Soon);
        scan.setShare(100);
        scan.resume();
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Complete, Soon);
        QCOMPARE(scan.store()->size(), 30'000u);
    }

    void doublesLeaveAtTheEnd()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, 60'000);
        const auto session = opened(server.url());
        StoreScan scan(session.get(), Separators(), {{}, {}, 40});
        scan.start();
        QTRY_VERIFY_WITH_TIMEOUT(scan.progress().seen > 0, Soon);
        // Shrinking the table while it is scanned is what makes SCAN return keys twice.
        server.cli({"EVAL", "for i=1000,60000 do redis.call('UNLINK', 'k:'..i) end", "0"});
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Complete, Soon);
        const std::vector<KeyRef> all = scan.store()->all();
        QSet<QByteArray> names;
        for (const KeyRef ref : all)
            names.insert(QByteArray::fromStdString(scan.store()->name(ref)));
        QCOMPARE(size_t(names.size()), all.size());
        for (int i = 1; i < 1000; ++i)
            QVERIFY(names.contains("k:" + QByteArray::number(i)));
    }

    void killedServerLeavesWhatWasReadAndGoesOn()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, 40'000);
        QCOMPARE(server.cli({"SAVE"}), QByteArray("OK"));
        const auto session = opened(server.url());
        StoreScan scan(session.get(), Separators(), {{}, {}, 5});
        scan.start();
        QTRY_VERIFY_WITH_TIMEOUT(scan.progress().seen > 500, Soon);
        server.kill();
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Offline, Soon);
        const quint64 seen = scan.progress().seen;
        QVERIFY(seen > 0 && seen < 40'000);
        QVERIFY(scan.store()->size() > 0);
        QVERIFY(scan.progress().error.code != ErrorCode::None);

        QVERIFY(server.start());
        session->reconnectNow();
        QTRY_VERIFY_WITH_TIMEOUT(scan.progress().phase == Phase::Running && scan.progress().restarted, Soon);
        scan.setShare(100);
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Complete, Soon);
        QVERIFY(scan.progress().restarted);  // and the words say that some may be missing
        QVERIFY(scan.store()->size() >= seen / 2);
    }

    void leastPrivilegeIsEnough()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, 3000);
        QCOMPARE(server.cli({"ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@read", "-@dangerous"}), QByteArray("OK"));
        const auto session = opened(QString(server.url()).replace(QStringLiteral("redis://"), QStringLiteral("redis://reader:pw@")));
        StoreScan scan(session.get(), Separators(), {});
        scan.start();
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Complete, Soon);
        QCOMPARE(scan.store()->size(), 3000u);
    }

    void refusedScanSaysSo()
    {
        RedisServer server;
        QVERIFY(server.start());
        QCOMPARE(server.cli({"ACL", "SETUSER", "blind", "on", ">pw", "~*", "+@all", "-scan", "-dbsize"}), QByteArray("OK"));
        const auto session = opened(QString(server.url()).replace(QStringLiteral("redis://"), QStringLiteral("redis://blind:pw@")));
        StoreScan scan(session.get(), Separators(), {});
        scan.start();
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Failed, Soon);
        QCOMPARE(scan.progress().error.code, ErrorCode::NoPermission);
    }

    void unknownTotalStaysUnknown()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, 500);
        QCOMPARE(server.cli({"ACL", "SETUSER", "u", "on", ">pw", "~*", "+@all", "-dbsize"}), QByteArray("OK"));
        const auto session = opened(QString(server.url()).replace(QStringLiteral("redis://"), QStringLiteral("redis://u:pw@")));
        StoreScan scan(session.get(), Separators(), {});
        scan.start();
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().phase, Phase::Complete, Soon);
        QTRY_COMPARE_WITH_TIMEOUT(scan.progress().totalError.code, ErrorCode::NoPermission, Soon);
        QCOMPARE(scan.progress().total, -1);
        QCOMPARE(scan.store()->size(), 500u);
    }
};

QTEST_GUILESS_MAIN(TestScan)
#include "tst_scan.moc"
