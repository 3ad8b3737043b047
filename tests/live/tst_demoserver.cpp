// SPDX-License-Identifier: GPL-3.0-or-later
// The demo's server must be gone with whoever started it, however that ended. Run with "--hold", this program is that someone:
// it starts a server, prints where it is, and waits to be killed.
#include "demo/DemoServer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <cstdio>

using namespace vermilion;

namespace {

constexpr int Patience = 30'000;

bool answers(const Endpoint &endpoint)
{
    const auto pings = [](auto &socket) {
        if (!socket.waitForConnected(2000))
            return false;
        socket.write("PING\r\n");
        return socket.waitForReadyRead(2000) && socket.readAll().startsWith("+PONG");
    };
    if (endpoint.kind == Endpoint::Kind::Unix) {
        QLocalSocket socket;
        socket.connectToServer(endpoint.socketPath);
        return pings(socket);
    }
    QTcpSocket socket;
    socket.connectToHost(endpoint.host, endpoint.port);
    return pings(socket);
}

int hold(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    DemoServer server;
    QObject::connect(&server, &DemoServer::ready, &app, [&server] {
        const Endpoint endpoint = server.endpoint();
        std::printf("%d %d %s\n", int(endpoint.kind), int(endpoint.port), qPrintable(server.directory()));
        std::fflush(stdout);
    });
    QObject::connect(&server, &DemoServer::failed, &app, [] { QCoreApplication::exit(1); });
    server.start();
    return QCoreApplication::exec();
}

}  // namespace

class TestDemoServer : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void answersAndGoesWithItsObject();
    void goesWithAKilledProcess();
    void endsOfItsOwnAccordIsTold();
};

void TestDemoServer::answersAndGoesWithItsObject()
{
    QVERIFY2(!DemoServer::program().isEmpty(), "this machine has no redis-server");
    Endpoint endpoint;
    QString directory;
    {
        DemoServer server;
        QSignalSpy ready(&server, &DemoServer::ready);
        QSignalSpy failed(&server, &DemoServer::failed);
        server.start();
        QTRY_VERIFY_WITH_TIMEOUT(!ready.isEmpty() || !failed.isEmpty(), Patience);
        QVERIFY(failed.isEmpty());
        endpoint = server.endpoint();
        directory = server.directory();
        QVERIFY(QFileInfo::exists(directory));
        QVERIFY(answers(endpoint));
    }
    QTRY_VERIFY_WITH_TIMEOUT(!answers(endpoint), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(directory), Patience);
}

void TestDemoServer::goesWithAKilledProcess()
{
    QProcess holder;
    holder.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold")});
    QTRY_VERIFY_WITH_TIMEOUT(holder.canReadLine(), Patience);
    const QList<QByteArray> words = holder.readLine().trimmed().split(' ');
    QCOMPARE(words.size(), 3);
    Endpoint endpoint;
    const QString directory = QString::fromLocal8Bit(words.at(2));
    endpoint.kind = static_cast<Endpoint::Kind>(words.at(0).toInt());
    endpoint.port = static_cast<quint16>(words.at(1).toInt());
    endpoint.socketPath = QDir(directory).filePath(QStringLiteral("redis.sock"));
    QVERIFY(answers(endpoint));

    holder.kill();  // SIGKILL: the process can do nothing about it
    QVERIFY(holder.waitForFinished(Patience));
    QTRY_VERIFY_WITH_TIMEOUT(!answers(endpoint), Patience);
#ifdef Q_OS_UNIX
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(directory), Patience);
#endif
}

void TestDemoServer::endsOfItsOwnAccordIsTold()
{
    DemoServer server;
    QSignalSpy ready(&server, &DemoServer::ready);
    QSignalSpy failed(&server, &DemoServer::failed);
    server.start();
    QTRY_VERIFY_WITH_TIMEOUT(!ready.isEmpty(), Patience);
    const Endpoint endpoint = server.endpoint();
    if (endpoint.kind == Endpoint::Kind::Unix) {
        QLocalSocket socket;
        socket.connectToServer(endpoint.socketPath);
        QVERIFY(socket.waitForConnected(5000));
        socket.write("SHUTDOWN NOSAVE\r\n");
        QVERIFY(socket.waitForBytesWritten(5000));
    } else {
        QTcpSocket socket;
        socket.connectToHost(endpoint.host, endpoint.port);
        QVERIFY(socket.waitForConnected(5000));
        socket.write("SHUTDOWN NOSAVE\r\n");
        QVERIFY(socket.waitForBytesWritten(5000));
    }
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, Patience);
    QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::ConnectionClosed);
}

int main(int argc, char **argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--hold") == 0)
        return hold(argc, argv);
    QCoreApplication app(argc, argv);
    TestDemoServer test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_demoserver.moc"
