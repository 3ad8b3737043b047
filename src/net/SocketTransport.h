// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Transport.h"

#include <QSslError>
#include <QTcpSocket>

class QSslSocket;

namespace vermilion {

/// TCP, with TLS by QSslSocket and the OpenSSL backend where the endpoint asks for it. The certificate chain and the host name
/// are always verified; there is no code here that ignores an error.
class SocketTransport final : public Transport {
    Q_OBJECT
public:
    explicit SocketTransport(const Endpoint &endpoint);

    void open() override;
    qint64 read(char *data, qint64 size) override;
    void write(const QByteArray &bytes) override;
    qint64 bytesToWrite() const override;
    Error timeoutError() const override;

private:
    void openTls(QSslSocket *socket);
    void onSocketError(QAbstractSocket::SocketError error);
    void fail(Error error);
    Error errorFor(QAbstractSocket::SocketError error) const;
    Error tlsError() const;

    Endpoint m_endpoint;
    QTcpSocket *m_socket;        // a QSslSocket when m_endpoint.tls
    QList<QSslError> m_sslErrors;
    bool m_tcpConnected = false;
    bool m_open = false;
    bool m_hasRead = false;
    bool m_failed = false;
};

}  // namespace vermilion
