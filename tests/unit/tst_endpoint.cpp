// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Endpoint.h"

#include <QTest>

using namespace vermilion;

/// Addresses as people paste them.
class TestEndpoint : public QObject {
    Q_OBJECT
private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<int>("database");
        QTest::addColumn<bool>("tls");
        const auto row = [](const char *url, const char *address, const QByteArray &user, const QByteArray &password, int database, bool tls) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(address) << user << password << database << tls;
        };
        row("redis://", "127.0.0.1:6379", "", "", 0, false);
        row("redis://host", "host:6379", "", "", 0, false);
        row("redis://host/", "host:6379", "", "", 0, false);
        row("  REDIS://host:7000/3 ", "host:7000", "", "", 3, false);
        row("valkey://host?db=4", "host:6379", "", "", 4, false);
        row("rediss://host:6380/1", "host:6380", "", "", 1, true);
        row("valkeys://host", "host:6379", "", "", 0, true);
        row("redis://:pw@host", "host:6379", "", "pw", 0, false);
        row("redis://pw@host", "host:6379", "", "pw", 0, false);
        row("redis://user:pw@host:1/2", "host:1", "user", "pw", 2, false);
        row("redis://us%40er:p%40ss%3Aw%2Frd%25@host", "host:6379", "us@er", "p@ss:w/rd%", 0, false);
        row("redis://:p@ss:w/r#d?@host/1", "host:6379", "", "p@ss:w/r#d?", 1, false);
        row("redis://user:@host", "host:6379", "user", "", 0, false);
        row("redis://[::1]:7000/1", "[::1]:7000", "", "", 1, false);
        row("redis://u:p@[fe80::1%25eth0]", "[fe80::1%eth0]:6379", "u", "p", 0, false);
        row("redis://:%E5%AF%86@host", "host:6379", "", "\xE5\xAF\x86", 0, false);
        row("redis://:%00%ff@host", "host:6379", "", QByteArray("\0\xff", 2), 0, false);
        row("unix:///run/redis.sock", "/run/redis.sock", "", "", 0, false);
        row("redis+unix:///run/redis.sock?db=2", "/run/redis.sock", "", "", 2, false);
        row("redis-socket://u:p@/run/a@b.sock?database=3", "/run/a@b.sock", "u", "p", 3, false);
        row("unix:///run/with%20space.sock", "/run/with space.sock", "", "", 0, false);
        row("redis://host?timeout=5s&db=1", "host:6379", "", "", 1, false);
    }
    void reads()
    {
        QFETCH(QString, url);
        const auto endpoint = Endpoint::fromUrl(url);
        QVERIFY2(endpoint, endpoint ? "" : endpoint.error().detail.constData());
        QTEST(endpoint->address(), "address");
        QTEST(endpoint->user, "user");
        QTEST(endpoint->password, "password");
        QTEST(endpoint->database, "database");
        QTEST(endpoint->tls, "tls");

        Endpoint withoutPassword = *endpoint;
        withoutPassword.password.clear();
        const auto again = Endpoint::fromUrl(endpoint->text());
        QVERIFY2(again, qPrintable(endpoint->text()));
        QCOMPARE(again->text(), endpoint->text());
        QVERIFY(*again == withoutPassword);
    }

    void readsTlsFiles()
    {
        const auto endpoint = Endpoint::fromUrl(QStringLiteral("rediss://h/2?ca=/a%20b/ca.crt&cert=/c.crt&key=/k@h.key&sni=name"));
        QVERIFY(endpoint);
        QCOMPARE(endpoint->tlsPolicy.caFile, QStringLiteral("/a b/ca.crt"));
        QCOMPARE(endpoint->tlsPolicy.certificateFile, QStringLiteral("/c.crt"));
        QCOMPARE(endpoint->tlsPolicy.keyFile, QStringLiteral("/k@h.key"));
        QCOMPARE(endpoint->tlsPolicy.serverName, QStringLiteral("name"));
        QCOMPARE(endpoint->host, QStringLiteral("h"));
        QVERIFY(*Endpoint::fromUrl(endpoint->text()) == *endpoint);
    }

    void refusesWithoutTellingThePassword_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url : {"", "host:6379", "http://:hidden@host", "redis://:hidden@host:0", "redis://:hidden@host:99999",
                                "redis://:hidden@host:abc", "redis://:hidden@host/x", "redis://:hidden@host/-1", "redis://:hidden@host?db=x",
                                "redis://:hidden@[::1", "redis://:hidden@[::1]x", "redis://:hidden@::1", "unix://", "unix://:hidden@",
                                "rediss://:hidden@host?cert=/only.crt", "redis://:hidden@host/99999999999"})
            QTest::newRow(url) << QString::fromLatin1(url);
    }
    void refusesWithoutTellingThePassword()
    {
        QFETCH(QString, url);
        const auto endpoint = Endpoint::fromUrl(url);
        QVERIFY(!endpoint);
        QCOMPARE(endpoint.error().code, ErrorCode::InvalidInput);
        QVERIFY(!endpoint.error().detail.isEmpty());
        QVERIFY(!endpoint.error().detail.contains("hidden") && !endpoint.error().subject.contains("hidden"));
    }

    void textNeverHoldsThePassword()
    {
        for (const char *url : {"redis://user:hidden@host/1", "redis://hidden@host", "rediss://:hidden@[::1]:1?ca=/ca", "unix://:hidden@/run/s"}) {
            const auto endpoint = Endpoint::fromUrl(QString::fromLatin1(url));
            QVERIFY(endpoint);
            QCOMPARE(endpoint->password, QByteArray("hidden"));
            QVERIFY(!endpoint->text().contains(u"hidden"));
            QVERIFY(!endpoint->address().contains(u"hidden"));
        }
    }
};

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
