// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RedisServer.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#ifdef Q_OS_UNIX
#include <signal.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace vermilion {

namespace {

constexpr int Patience = 30'000;  // ms; generous, since test machines are slow and busy

void failTest(const QString &message)
{
    QTest::qFail(message.toUtf8().constData(), __FILE__, __LINE__);
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

QString serverProgram()
{
    const QString named = qEnvironmentVariable("VERMILION_TEST_SERVER");
    if (!named.isEmpty())
        return named;
    for (const QString &name : {QStringLiteral("redis-server"), QStringLiteral("valkey-server")}) {
        const QString found = QStandardPaths::findExecutable(name);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

/// Just enough RESP2 to drive a server from a test, independent of the parser under test.
class Cli {
public:
    bool connectTo(quint16 port)
    {
        m_socket.abort();
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        return m_socket.waitForConnected(1000);
    }
    void disconnect() { m_socket.abort(); }
    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

    QByteArray run(const QByteArrayList &command, int timeout)
    {
        QByteArray out = '*' + QByteArray::number(command.size()) + "\r\n";
        for (const QByteArray &part : command)
            out += '$' + QByteArray::number(part.size()) + "\r\n" + part + "\r\n";
        m_socket.write(out);
        m_deadline = QDeadlineTimer(timeout);
        return readReply();
    }

private:
    bool waitFor(const std::function<bool()> &there)
    {
        while (!there()) {
            if (m_deadline.hasExpired() || !m_socket.waitForReadyRead(int(qMax<qint64>(1, m_deadline.remainingTime()))))
                return there();
        }
        return true;
    }

    QByteArray readReply()
    {
        if (!waitFor([this] { return m_socket.canReadLine(); })) {
            m_socket.abort();
            return "-TIMEOUT no answer";
        }
        const QByteArray line = m_socket.readLine().trimmed();
        const int size = line.mid(1).toInt();
        switch (line.isEmpty() ? ' ' : line.at(0)) {
        case '+': case ':': return line.mid(1);
        case '$': {
            if (size < 0)
                return "(nil)";
            waitFor([this, size] { return m_socket.bytesAvailable() >= size + 2; });
            const QByteArray value = m_socket.read(size);
            m_socket.read(2);
            return value;
        }
        case '*': {
            QByteArrayList parts;
            for (int i = 0; i < size; ++i)
                parts += readReply();
            return size < 0 ? QByteArray("(nil)") : parts.join('\n');
        }
        default: return line;
        }
    }

    QTcpSocket m_socket;
    QDeadlineTimer m_deadline;
};

}  // namespace

struct RedisServer::Private {
    QStringList extra;
    QStringList tls;
    bool waitUntilLoaded = true;
    quint16 port = 0, tlsPort = 0;
    QTemporaryDir directory;
    QProcess process;
    Cli cli;

    QStringList arguments() const
    {
        QStringList all{
            QStringLiteral("--port"), QString::number(port), QStringLiteral("--bind"), QStringLiteral("127.0.0.1"),
            QStringLiteral("--dir"), directory.path(), QStringLiteral("--save"), QString(),
            QStringLiteral("--appendonly"), QStringLiteral("no"), QStringLiteral("--enable-debug-command"), QStringLiteral("local")};
#ifdef Q_OS_UNIX
        all << QStringLiteral("--unixsocket") << directory.filePath(QStringLiteral("s"));
#endif
        if (!tls.isEmpty())
            all << QStringLiteral("--tls-port") << QString::number(tlsPort) << tls;
        return all + extra;
    }

    bool launch(const QString &program)
    {
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setStandardOutputFile(directory.filePath(QStringLiteral("log")), QIODevice::Append);
#ifdef Q_OS_LINUX
        // A test that crashes must not leave its server behind.
        process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
        process.start(program, arguments());
        return process.waitForStarted(Patience) && waitForAnswer();
    }

    bool waitForAnswer()
    {
        QDeadlineTimer deadline(Patience);
        while (process.state() == QProcess::Running && !deadline.hasExpired()) {
            if (cli.connectTo(port)) {
                const QByteArray answer = cli.run({"PING"}, 1000);
                if (!answer.startsWith("-TIMEOUT") && !(waitUntilLoaded && answer.startsWith("-LOADING")))
                    return true;
            }
            process.waitForFinished(10);
        }
        return false;
    }

    QString logText() const
    {
        QFile file(directory.filePath(QStringLiteral("log")));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
};

RedisServer::RedisServer(QStringList arguments) : d(std::make_unique<Private>())
{
    d->extra = std::move(arguments);
}

RedisServer::~RedisServer()
{
    kill();
}

void RedisServer::setArguments(QStringList arguments)
{
    d->extra = std::move(arguments);
}

void RedisServer::useTls(const TlsFiles &files, const QString &certificate, bool askForClientCertificate)
{
    d->tls = QStringList{
        QStringLiteral("--tls-cert-file"), files.certificate(certificate), QStringLiteral("--tls-key-file"), files.key(certificate),
        QStringLiteral("--tls-ca-cert-file"), files.certificate(QStringLiteral("ca")), QStringLiteral("--tls-auth-clients"),
        askForClientCertificate ? QStringLiteral("yes") : QStringLiteral("no")};
}

void RedisServer::setWaitUntilLoaded(bool wait)
{
    d->waitUntilLoaded = wait;
}

bool RedisServer::start()
{
    const QString program = serverProgram();
    if (program.isEmpty()) {
        failTest(QStringLiteral("No redis-server in PATH: install the package redis-server"));
        return false;
    }
    const bool portsAreOurs = d->port != 0;
    // Between finding a free port and the server's bind somebody else may take it.
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (!portsAreOurs) {
            d->port = freePort();
            d->tlsPort = freePort();
        }
        if (d->launch(program))
            return true;
        kill();
    }
    failTest(QStringLiteral("The server did not start:\n") + d->logText());
    return false;
}

void RedisServer::stop()
{
    d->cli.disconnect();
    d->process.terminate();
    if (d->process.state() != QProcess::NotRunning && !d->process.waitForFinished(Patience))
        kill();
}

void RedisServer::kill()
{
    d->cli.disconnect();
    if (d->process.state() == QProcess::NotRunning)
        return;
    d->process.kill();
    d->process.waitForFinished(Patience);
}

void RedisServer::pause()
{
#ifdef Q_OS_UNIX
    ::kill(pid_t(d->process.processId()), SIGSTOP);
#else
    failTest(QStringLiteral("A process cannot be paused on this system"));
#endif
}

void RedisServer::resume()
{
#ifdef Q_OS_UNIX
    ::kill(pid_t(d->process.processId()), SIGCONT);
#endif
}

bool RedisServer::isRunning() const { return d->process.state() == QProcess::Running; }
qint64 RedisServer::processId() const { return d->process.processId(); }
quint16 RedisServer::port() const { return d->port; }
quint16 RedisServer::tlsPort() const { return d->tlsPort; }
QString RedisServer::socketPath() const { return d->directory.filePath(QStringLiteral("s")); }
QString RedisServer::directory() const { return d->directory.path(); }
QString RedisServer::log() const { return d->logText(); }

QString RedisServer::url(int database) const
{
    return QStringLiteral("redis://127.0.0.1:%1/%2").arg(d->port).arg(database);
}

QString RedisServer::tlsUrl(const QString &host) const
{
    return QStringLiteral("rediss://%1:%2").arg(host).arg(d->tlsPort);
}

QString RedisServer::unixUrl(int database) const
{
    return QStringLiteral("unix://%1?db=%2").arg(socketPath()).arg(database);
}

QByteArray RedisServer::cli(const QByteArrayList &command)
{
    if (!d->cli.isConnected() && !d->cli.connectTo(d->port))
        return "-NOTCONNECTED";
    return d->cli.run(command, Patience);
}

}  // namespace vermilion
