// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Transport.h"

#include <QLocalSocket>

namespace vermilion {

/// A Unix socket (a named pipe on Windows).
class LocalTransport final : public Transport {
    Q_OBJECT
public:
    explicit LocalTransport(QString path);

    void open() override;
    qint64 read(char *data, qint64 size) override;
    void write(const QByteArray &bytes) override;
    qint64 bytesToWrite() const override { return m_socket.bytesToWrite(); }
    Error timeoutError() const override;

private:
    Error errorFor(QLocalSocket::LocalSocketError error) const;

    QString m_path;
    QLocalSocket m_socket;
};

}  // namespace vermilion
