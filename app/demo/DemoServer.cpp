// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoServer.h"

#include "demo/DemoGuard.h"

#include <QDir>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTimer>

namespace vermilion {

namespace {

constexpr int StartLimit = 15'000;       // ms
constexpr qsizetype LogLimit = 4096;     // bytes of the server's own words that are kept for an error
constexpr qsizetype SocketPathLimit = 100;  // sun_path holds 104 bytes on macOS, 108 on Linux

quint16 freeLoopbackPort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

}  // namespace

class DemoServer::Private {
public:
    void read();
    void fail(ErrorCode code, const QByteArray &detail);
    QStringList arguments();

    DemoServer *q = nullptr;
    std::unique_ptr<QTemporaryDir> directory;
    QProcess process;
    QTimer limit;
    Endpoint endpoint;
    QByteArray log;
    bool isReady = false, hasFailed = false;
};

QString DemoServer::program()
{
    // A program started from a desktop does not see what a shell adds to PATH.
    const QStringList places{QStringLiteral("/opt/homebrew/bin"), QStringLiteral("/usr/local/bin"), QStringLiteral("/usr/bin")};
    for (const QString &name : {QStringLiteral("redis-server"), QStringLiteral("valkey-server")}) {
        QString found = QStandardPaths::findExecutable(name);
        if (found.isEmpty())
            found = QStandardPaths::findExecutable(name, places);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

DemoServer::DemoServer(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->q = this;
    d->process.setProcessChannelMode(QProcess::MergedChannels);
    d->limit.setSingleShot(true);
    d->limit.setInterval(StartLimit);
    connect(&d->process, &QProcess::readyRead, this, [this] { d->read(); });
    connect(&d->process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            d->fail(ErrorCode::File, d->process.errorString().toUtf8());
    });
    connect(&d->process, &QProcess::finished, this, [this] {
        d->read();
        d->fail(ErrorCode::ConnectionClosed, d->log);
    });
    connect(&d->limit, &QTimer::timeout, this, [this] { d->fail(ErrorCode::Timeout, d->log); });
}

DemoServer::~DemoServer()
{
    disconnect(&d->process, nullptr, this, nullptr);
    stopGuarded(d->process);
}

void DemoServer::start()
{
    const QString program = DemoServer::program();
    if (program.isEmpty()) {
        // Told like every other failure: after start() has returned.
        QMetaObject::invokeMethod(this, [this] { d->fail(ErrorCode::File, "neither redis-server nor valkey-server is installed"); },
                                  Qt::QueuedConnection);
        return;
    }
    const QString pattern = QDir::tempPath() + QStringLiteral("/vermilion-demo-XXXXXX");
    d->directory = std::make_unique<QTemporaryDir>(pattern);
    if (!d->directory->isValid()) {
        QMetaObject::invokeMethod(this, [this] { d->fail(ErrorCode::File, d->directory->errorString().toUtf8()); }, Qt::QueuedConnection);
        return;
    }
    const QStringList arguments = d->arguments();
    d->limit.start();
    startGuarded(d->process, program, arguments, d->directory->path());
}

QStringList DemoServer::Private::arguments()
{
    QStringList out{QStringLiteral("--dir"), directory->path(), QStringLiteral("--save"), QString(), QStringLiteral("--appendonly"),
                    QStringLiteral("no"), QStringLiteral("--daemonize"), QStringLiteral("no"), QStringLiteral("--notify-keyspace-events"),
                    QStringLiteral("KEA")};
    const QString socket = directory->filePath(QStringLiteral("redis.sock"));
    if (guardedHasUnixSockets() && socket.toUtf8().size() <= SocketPathLimit) {
        endpoint.kind = Endpoint::Kind::Unix;
        endpoint.socketPath = socket;
        out << QStringLiteral("--port") << QStringLiteral("0") << QStringLiteral("--unixsocket") << socket
            << QStringLiteral("--unixsocketperm") << QStringLiteral("700");
    } else {
        endpoint.port = freeLoopbackPort();
        out << QStringLiteral("--bind") << QStringLiteral("127.0.0.1") << QStringLiteral("--port") << QString::number(endpoint.port);
    }
    return out;
}

void DemoServer::Private::read()
{
    log += process.readAll();
    if (!isReady && !hasFailed && log.contains("eady to accept connections")) {
        isReady = true;
        limit.stop();
        emit q->ready();
    }
    if (log.size() > LogLimit)
        log.remove(0, log.size() - LogLimit);
}

void DemoServer::Private::fail(ErrorCode code, const QByteArray &detail)
{
    if (hasFailed)
        return;
    hasFailed = true;
    limit.stop();
    emit q->failed(Error{code, detail.trimmed(), "redis-server"});
}

Endpoint DemoServer::endpoint() const { return d->endpoint; }
QString DemoServer::directory() const { return d->directory ? d->directory->path() : QString(); }

}  // namespace vermilion
