// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RedisServer.h"

#include <QTest>

using namespace vermilion;

/// The helper that every live test stands on.
class TestRedisServer : public QObject {
    Q_OBJECT
private slots:
    void answersAndRemembersItsPort()
    {
        RedisServer server;
        QVERIFY(server.start());
        QCOMPARE(server.cli({"SET", "a", "1"}), QByteArray("OK"));
        QCOMPARE(server.cli({"GET", "a"}), QByteArray("1"));
        const quint16 port = server.port();
        server.kill();
        QVERIFY(!server.isRunning());
        QVERIFY(server.start());
        QCOMPARE(server.port(), port);
        QCOMPARE(server.cli({"GET", "a"}), QByteArray("(nil)"));
    }

    void makesCertificates()
    {
        const TlsFiles &files = TlsFiles::instance();
        QVERIFY(files.isValid());
        RedisServer server;
        server.useTls(files);
        QVERIFY(server.start());
        QCOMPARE(server.cli({"CONFIG", "GET", "tls-port"}), QByteArray("tls-port\n" + QByteArray::number(server.tlsPort())));
    }
};

QTEST_GUILESS_MAIN(TestRedisServer)
#include "tst_redisserver.moc"
