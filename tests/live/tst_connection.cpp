// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Connection.h"
#include "support/Ask.h"
#include "support/RedisServer.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

constexpr int Soon = 20'000;  // ms

/// One connection against a real server: every way in, and what happens when it breaks.
class TestConnectionLive : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void cleanupTestCase() { shutdownIo(); }

    void answersOverTcp()
    {
        RedisServer server;
        QVERIFY(server.start());
        TestConnection connection(server.url(3));
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"SET", "key", QByteArray("\0\r\n\xff", 4)})), QByteArray("OK"));
        QCOMPARE(textOf(ask(connection.get(), {"GET", "key"})), QByteArray("\0\r\n\xff", 4));
        QCOMPARE(connection->state(), LinkState::Ready);
        QCOMPARE(connection->facts().role, QStringLiteral("primary"));
        QCOMPARE(connection->facts().mode, QStringLiteral("standalone"));
        QVERIFY(connection->facts().versionNumber >= 40000);
        QVERIFY(connection->facts().clientId > 0);
        QVERIFY(connection->latency().count() > 0);
        QVERIFY(!connection->gate().commands().isEmpty());
        server.cli({"SELECT", "3"});
        QCOMPARE(server.cli({"EXISTS", "key"}), QByteArray("1"));
        QVERIFY(server.cli({"CLIENT", "LIST"}).contains("name=vermilion"));
    }
};

QTEST_GUILESS_MAIN(TestConnectionLive)
#include "tst_connection.moc"
