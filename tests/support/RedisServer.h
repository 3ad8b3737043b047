// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/TlsFiles.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QStringList>

#include <memory>

namespace vermilion {

/// A real redis-server (or valkey-server) for one test: on free loopback ports and a Unix socket, in a temporary
/// directory, without persistence unless asked for. Ends with its object, and on Linux with the test's process.
/// VERMILION_TEST_SERVER names another program. Blocks; for tests only. Failures to start fail the current test.
class RedisServer {
public:
    /// `arguments` as for the program: {"--requirepass", "secret", "--maxclients", "5"}. They win over the defaults.
    explicit RedisServer(QStringList arguments = {});
    ~RedisServer();

    void setArguments(QStringList arguments);  ///< for the next start()
    /// Opens a TLS port too, with this certificate ("server", "wrongname", "expired"; see TlsFiles).
    void useTls(const TlsFiles &files, const QString &certificate = QStringLiteral("server"), bool askForClientCertificate = false);
    void setWaitUntilLoaded(bool wait);        ///< false: start() returns while the server still answers -LOADING

    /// Starts it and waits until it answers. After stop() or kill(), starts again on the same ports and directory.
    [[nodiscard]] bool start();
    void stop();    ///< SIGTERM, waits
    void kill();    ///< SIGKILL, waits
    void pause();   ///< SIGSTOP: accepts connections, answers nothing. Unix only; elsewhere fails the test
    void resume();  ///< SIGCONT
    bool isRunning() const;
    qint64 processId() const;

    quint16 port() const;
    quint16 tlsPort() const;
    QString socketPath() const;
    QString directory() const;                 ///< dir of dump.rdb
    QString url(int database = 0) const;       ///< redis://127.0.0.1:port/database
    QString tlsUrl(const QString &host = QStringLiteral("localhost")) const;  ///< rediss://host:tlsPort
    QString unixUrl(int database = 0) const;
    QString log() const;                       ///< what the server printed

    /// Runs a command on a connection of its own that stays open (so AUTH and SELECT last). Text, integer and bulk replies as
    /// their bytes, nil as "(nil)", errors with their leading '-', arrays with a newline between elements.
    QByteArray cli(const QByteArrayList &command);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
