// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Ask.h"
#include "support/RedisServer.h"

#include <QFile>
#include <QHostAddress>
#include <QNetworkInterface>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace vermilion;

constexpr int Soon = 20'000;  // ms

/// Every way to reach a server, and what is said when it does not let us in.
class TestConnecting : public QObject {
    Q_OBJECT

    static ConnectionOptions once()
    {
        ConnectionOptions options;
        options.reconnect = false;
        return options;
    }

    /// Tries once and gives the code it failed with; None when it became ready.
    static Error outcome(const QString &url, ConnectionOptions options = once())
    {
        TestConnection connection(url, options);
        connection->open();
        const bool settled = QTest::qWaitFor(
            [&] { return connection->state() == LinkState::Ready || connection->state() == LinkState::Failed; }, Soon);
        return settled ? connection->error() : Error{ErrorCode::Internal, "it never settled", {}};
    }

    static QString withCa(const QString &url, const QString &extra = {})
    {
        return QString(url + QStringLiteral("?ca=") + TlsFiles::instance().certificate(QStringLiteral("ca")) + extra);
    }

    static QString clientCertificate(const QString &name)
    {
        const TlsFiles &files = TlsFiles::instance();
        return QString(QStringLiteral("&cert=") + files.certificate(name) + QStringLiteral("&key=") + files.key(name));
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void cleanupTestCase() { shutdownIo(); }

    void unixSocket()
    {
        RedisServer server;
        QVERIFY(server.start());
        TestConnection connection(server.unixUrl(2));
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"SET", "a", "1"})), QByteArray("OK"));
        server.cli({"SELECT", "2"});
        QCOMPARE(server.cli({"GET", "a"}), QByteArray("1"));
    }

    void unixSocketThatIsNotThere()
    {
        QTemporaryDir directory;
        QCOMPARE(outcome(QStringLiteral("unix://") + directory.filePath(QStringLiteral("nothing"))).code, ErrorCode::SocketNotFound);
    }

    void tls_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("ownCa");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *certificate, const char *host, bool ownCa, ErrorCode code) {
            QTest::newRow(name) << QString::fromLatin1(certificate) << QString::fromLatin1(host) << ownCa << int(code);
        };
        row("own CA", "server", "localhost", true, ErrorCode::None);
        row("by address", "server", "127.0.0.1", true, ErrorCode::None);
        row("untrusted", "server", "localhost", false, ErrorCode::TlsUntrusted);
        row("wrong name", "wrongname", "localhost", true, ErrorCode::TlsHostName);
        row("expired", "expired", "localhost", true, ErrorCode::TlsExpired);
    }
    void tls()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, host);
        QFETCH(bool, ownCa);
        QFETCH(int, code);
        QVERIFY(TlsFiles::instance().isValid());
        RedisServer server;
        server.useTls(TlsFiles::instance(), certificate);
        QVERIFY(server.start());
        QCOMPARE(int(outcome(ownCa ? withCa(server.tlsUrl(host)) : server.tlsUrl(host)).code), code);
    }

    void tlsServerNameIsVerifiedInsteadOfTheHost()
    {
        RedisServer server;
        server.useTls(TlsFiles::instance(), QStringLiteral("wrongname"));
        QVERIFY(server.start());
        QCOMPARE(outcome(withCa(server.tlsUrl(), QStringLiteral("&sni=redis.invalid"))).code, ErrorCode::None);
    }

    void tlsClientCertificate()
    {
        RedisServer server;
        server.useTls(TlsFiles::instance(), QStringLiteral("server"), true);
        QVERIFY(server.start());
        QCOMPARE(outcome(withCa(server.tlsUrl(), clientCertificate(QStringLiteral("client")))).code, ErrorCode::None);
        QCOMPARE(outcome(withCa(server.tlsUrl())).code, ErrorCode::TlsClientCertificate);
        QCOMPARE(outcome(withCa(server.tlsUrl(), clientCertificate(QStringLiteral("badclient")))).code, ErrorCode::TlsClientCertificate);
    }

    void tlsFileThatIsNotThere()
    {
        const Error error = outcome(QStringLiteral("rediss://localhost:1?ca=/nowhere/ca.crt"));
        QCOMPARE(error.code, ErrorCode::TlsFile);
        QCOMPARE(error.subject, QByteArray("/nowhere/ca.crt"));
    }

    void tlsToAPlainPort()
    {
        RedisServer server;
        QVERIFY(server.start());
        ConnectionOptions options = once();
        options.connectTimeout = std::chrono::milliseconds(500);  // Redis waits for the end of a line that never comes
        QCOMPARE(outcome(QStringLiteral("rediss://127.0.0.1:%1").arg(server.port()), options).code, ErrorCode::TlsHandshake);
    }

    void plainToATlsPort()
    {
        RedisServer server;
        server.useTls(TlsFiles::instance());
        QVERIFY(server.start());
        QCOMPARE(outcome(QStringLiteral("redis://127.0.0.1:%1").arg(server.tlsPort())).code, ErrorCode::ConnectionReset);
    }

    void password()
    {
        RedisServer server({QStringLiteral("--requirepass"), QStringLiteral("p@ss:w/rd%")});
        QVERIFY(server.start());
        const auto url = [&](const char *user) {
            return QString(QStringLiteral("redis://") + QString::fromLatin1(user) + QStringLiteral("127.0.0.1:") + QString::number(server.port()));
        };
        QCOMPARE(outcome(url(":p%40ss%3Aw%2Frd%25@")).code, ErrorCode::None);
        QCOMPARE(outcome(url("default:p%40ss%3Aw%2Frd%25@")).code, ErrorCode::None);
        QCOMPARE(outcome(url("")).code, ErrorCode::AuthRequired);
        const Error error = outcome(url(":secretguess@"));
        QCOMPARE(error.code, ErrorCode::WrongPassword);
        QVERIFY(!error.detail.contains("secretguess") && !error.subject.contains("secretguess"));
    }

    void passwordWhereNoneIsNeeded()
    {
        RedisServer server;
        QVERIFY(server.start());
        QCOMPARE(outcome(QStringLiteral("redis://:any@127.0.0.1:%1").arg(server.port())).code, ErrorCode::None);
    }

    void passwordGivenLater()
    {
        RedisServer server({QStringLiteral("--requirepass"), QStringLiteral("right")});
        QVERIFY(server.start());
        TestConnection connection(server.url());
        connection->open();
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Failed, Soon);
        connection->setPassword("right");
        connection->reconnectNow();
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Ready, Soon);
    }

    void leastPrivilege()
    {
        RedisServer server;
        QVERIFY(server.start());
        QCOMPARE(server.cli({"ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@read", "-@dangerous"}), QByteArray("OK"));
        server.cli({"SET", "a", "1"});
        TestConnection connection(QStringLiteral("redis://reader:pw@127.0.0.1:%1").arg(server.port()));
        QSignalSpy refused(connection.get(), &Connection::refused);
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"GET", "a"})), QByteArray("1"));
        QCOMPARE(connection->facts().role, QStringLiteral("primary"));  // from HELLO, which everyone may say
        QVERIFY(connection->refusals().contains("info"));
        QCOMPARE(connection->refusals().value("command").code, ErrorCode::NoPermission);

        const auto set = ask(connection.get(), {"SET", "a", "2"});
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::NoPermission);
        QCOMPARE(set.error().subject, QByteArray("SET"));
        QVERIFY(!ask(connection.get(), {"CONFIG", "GET", "maxmemory"}));
        QVERIFY(connection->refusals().contains("config|get"));
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 2, Soon);
    }

    void refusedKeysDoNotGreyTheCommand()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"ACL", "SETUSER", "own", "on", ">pw", "~own:*", "+@all"});
        TestConnection connection(QStringLiteral("redis://own:pw@127.0.0.1:%1").arg(server.port()));
        connection->open();
        QVERIFY(!ask(connection.get(), {"GET", "foreign"}));
        QVERIFY(!connection->refusals().contains("get"));
        QVERIFY(!ask(connection.get(), {"NOSUCHCOMMAND"}));
        QCOMPARE(connection->refusals().value("nosuchcommand").code, ErrorCode::UnknownCommand);
    }

    void databaseOutOfRange()
    {
        RedisServer server({QStringLiteral("--databases"), QStringLiteral("2")});
        QVERIFY(server.start());
        QCOMPARE(outcome(server.url(1)).code, ErrorCode::None);
        QCOMPARE(outcome(server.url(2)).code, ErrorCode::DatabaseOutOfRange);
    }

    void maxClientsHealsByItself()
    {
        RedisServer server({QStringLiteral("--maxclients"), QStringLiteral("1")});
        QVERIFY(server.start());
        QCOMPARE(server.cli({"PING"}), QByteArray("PONG"));  // holds the only place
        QCOMPARE(outcome(server.url()).code, ErrorCode::MaxClients);

        TestConnection connection(server.url());
        connection->open();
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Waiting, Soon);
        QCOMPARE(server.cli({"CONFIG", "SET", "maxclients", "5"}), QByteArray("OK"));
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), LinkState::Ready, Soon);
    }

    void protectedMode()
    {
        QHostAddress outside;
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (!address.isLoopback() && address.protocol() == QAbstractSocket::IPv4Protocol)
                outside = address;
        }
        if (outside.isNull()) {
            // Without any other interface a stand-in speaks the server's words (networking.c, acceptCommonHandler).
            QTcpServer denying;
            QVERIFY(denying.listen(QHostAddress::LocalHost));
            connect(&denying, &QTcpServer::newConnection, &denying, [&denying] {
                QTcpSocket *socket = denying.nextPendingConnection();
                socket->write("-DENIED Redis is running in protected mode because protected mode is enabled\r\n");
                socket->disconnectFromHost();
            });
            QCOMPARE(outcome(QStringLiteral("redis://127.0.0.1:%1").arg(denying.serverPort())).code, ErrorCode::ProtectedMode);
            return;
        }
        RedisServer server({QStringLiteral("--bind"), QStringLiteral("*")});
        QVERIFY(server.start());
        QCOMPARE(outcome(QStringLiteral("redis://%1:%2").arg(outside.toString()).arg(server.port())).code, ErrorCode::ProtectedMode);
    }

    void loadingIsWaitedFor()
    {
        RedisServer server;
        QVERIFY(server.start());
        QCOMPARE(server.cli({"DEBUG", "POPULATE", "3000"}), QByteArray("OK"));
        QCOMPARE(server.cli({"SAVE"}), QByteArray("OK"));
        server.kill();
        // Half a millisecond a key (debug.c, key-load-delay).
        server.setArguments({QStringLiteral("--key-load-delay"), QStringLiteral("500"), QStringLiteral("--loading-process-events-interval-bytes"),
                             QStringLiteral("1024")});
        server.setWaitUntilLoaded(false);
        QVERIFY(server.start());
        TestConnection connection(server.url());
        QSignalSpy states(connection.get(), &Connection::stateChanged);
        connection->open();
        const auto size = ask(connection.get(), {"DBSIZE"});
        QCOMPARE(textOf(size), QByteArray("3000"));
        const bool sawLoading = std::any_of(states.begin(), states.end(), [](const QList<QVariant> &arguments) {
            return arguments.at(1).value<Error>().code == ErrorCode::Loading;
        });
        QVERIFY(sawLoading);
    }

    void refused()
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const quint16 port = probe.serverPort();
        probe.close();
        QCOMPARE(outcome(QStringLiteral("redis://127.0.0.1:%1").arg(port)).code, ErrorCode::ConnectionRefused);
    }

    void hostNotFound()
    {
        QCOMPARE(outcome(QStringLiteral("redis://no-such-host.invalid:6379")).code, ErrorCode::HostNotFound);
    }

    void notRedis()
    {
        QTcpServer web;
        QVERIFY(web.listen(QHostAddress::LocalHost));
        connect(&web, &QTcpServer::newConnection, &web, [&web] {
            web.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        QCOMPARE(outcome(QStringLiteral("redis://127.0.0.1:%1").arg(web.serverPort())).code, ErrorCode::NotRedis);
    }

    void silentServer()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        ConnectionOptions options = once();
        options.connectTimeout = std::chrono::milliseconds(300);
        QCOMPARE(outcome(QStringLiteral("redis://127.0.0.1:%1").arg(silent.serverPort()), options).code, ErrorCode::ConnectTimeout);
    }
};

QTEST_GUILESS_MAIN(TestConnecting)
#include "tst_connecting.moc"
