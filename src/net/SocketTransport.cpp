// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketTransport.h"

#include "base/Result.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

namespace vermilion {

namespace {

/// Windows and macOS builds of Qt also carry Schannel and Secure Transport; only OpenSSL takes PEM keys and names errors alike.
bool useOpenSsl()
{
    static const bool usable = [] {
        const QString openssl = QStringLiteral("openssl");
        return QSslSocket::availableBackends().contains(openssl)
            && (QSslSocket::activeBackend() == openssl || QSslSocket::setActiveBackend(openssl)) && QSslSocket::supportsSsl();
    }();
    return usable;
}

Result<QSslKey> readKey(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::TlsFile, file.errorString().toUtf8(), path.toUtf8());
    const QByteArray pem = file.readAll();
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem);
        if (!key.isNull())
            return key;
    }
    return failure(ErrorCode::TlsFile, pem.contains("ENCRYPTED") ? "the key is encrypted" : "no PEM key", path.toUtf8());
}

Result<QList<QSslCertificate>> readCertificates(const QString &path)
{
    const auto certificates = QSslCertificate::fromPath(path, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (certificates.isEmpty())
        return failure(ErrorCode::TlsFile, QFile::exists(path) ? "no PEM certificate" : "no such file", path.toUtf8());
    return certificates;
}

Result<QSslConfiguration> configuration(const TlsPolicy &policy)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!policy.caFile.isEmpty()) {
        const auto authorities = readCertificates(policy.caFile);
        if (!authorities)
            return tl::unexpected(authorities.error());
        configuration.setCaCertificates(*authorities);
    }
    if (!policy.certificateFile.isEmpty() || !policy.keyFile.isEmpty()) {
        const auto chain = readCertificates(policy.certificateFile);
        if (!chain)
            return tl::unexpected(chain.error());
        const auto key = readKey(policy.keyFile);
        if (!key)
            return tl::unexpected(key.error());
        configuration.setLocalCertificateChain(*chain);
        configuration.setPrivateKey(*key);
    }
    return configuration;
}

/// The most telling of several: an unknown issuer makes dates and names meaningless.
ErrorCode codeFor(const QList<QSslError> &errors)
{
    ErrorCode code = ErrorCode::TlsHandshake;
    for (const QSslError &error : errors) {
        switch (error.error()) {
        case QSslError::HostNameMismatch:
            if (code == ErrorCode::TlsHandshake)
                code = ErrorCode::TlsHostName;
            break;
        case QSslError::CertificateExpired: case QSslError::CertificateNotYetValid:
            code = ErrorCode::TlsExpired;
            break;
        case QSslError::NoError:
            break;
        default:
            return ErrorCode::TlsUntrusted;
        }
    }
    return code;
}

}  // namespace

SocketTransport::SocketTransport(const Endpoint &endpoint)
    : m_endpoint(endpoint), m_socket(endpoint.tls ? new QSslSocket(this) : new QTcpSocket(this))
{
    connect(m_socket, &QAbstractSocket::connected, this, [this] {
        m_tcpConnected = true;
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        if (!m_endpoint.tls) {
            m_open = true;
            emit opened();
        }
    });
    connect(m_socket, &QIODevice::readyRead, this, &Transport::readable);
    connect(m_socket, &QIODevice::bytesWritten, this, &Transport::written);
    connect(m_socket, &QAbstractSocket::errorOccurred, this, &SocketTransport::onSocketError);
}

void SocketTransport::open()
{
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket))
        openTls(tls);
    else
        m_socket->connectToHost(m_endpoint.host, m_endpoint.port);
}

void SocketTransport::openTls(QSslSocket *socket)
{
    if (!useOpenSsl())
        return fail({ErrorCode::TlsUnavailable, {}, m_endpoint.address().toUtf8()});
    const auto config = configuration(m_endpoint.tlsPolicy);
    if (!config)
        return fail(config.error());

    socket->setSslConfiguration(*config);
    connect(socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) { m_sslErrors = errors; });
    connect(socket, &QSslSocket::encrypted, this, [this] {
        m_open = true;
        emit opened();
    });
    const QString &name = m_endpoint.tlsPolicy.serverName;
    socket->connectToHostEncrypted(m_endpoint.host, m_endpoint.port, name.isEmpty() ? m_endpoint.host : name);
}

qint64 SocketTransport::read(char *data, qint64 size)
{
    const qint64 n = m_socket->isReadable() ? m_socket->read(data, size) : 0;
    m_hasRead |= n > 0;
    return qMax<qint64>(0, n);
}

void SocketTransport::write(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();  // otherwise it would leave with the next round of the event loop
}

qint64 SocketTransport::bytesToWrite() const
{
    auto *tls = qobject_cast<QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

Error SocketTransport::timeoutError() const
{
    const bool tlsIsSilent = m_endpoint.tls && m_tcpConnected && !m_open;
    return {tlsIsSilent ? ErrorCode::TlsHandshake : ErrorCode::ConnectTimeout, {}, m_endpoint.address().toUtf8()};
}

void SocketTransport::onSocketError(QAbstractSocket::SocketError error)
{
    fail(m_endpoint.tls && m_tcpConnected && error != QAbstractSocket::NetworkError ? tlsError() : errorFor(error));
}

void SocketTransport::fail(Error error)
{
    if (std::exchange(m_failed, true))
        return;
    emit failed(error);
}

Error SocketTransport::errorFor(QAbstractSocket::SocketError error) const
{
    const auto code = [error] {
        switch (error) {
        case QAbstractSocket::ConnectionRefusedError: return ErrorCode::ConnectionRefused;
        case QAbstractSocket::HostNotFoundError: return ErrorCode::HostNotFound;
        case QAbstractSocket::SocketTimeoutError: return ErrorCode::ConnectTimeout;
        case QAbstractSocket::RemoteHostClosedError: return ErrorCode::ConnectionClosed;
        case QAbstractSocket::SocketAccessError: return ErrorCode::NetworkUnreachable;
        case QAbstractSocket::NetworkError: return ErrorCode::NetworkUnreachable;
        default: return ErrorCode::Internal;
        }
    }();
    // A network that breaks under an open connection is a reset, not an unreachable host.
    const bool broke = m_tcpConnected && code == ErrorCode::NetworkUnreachable;
    return {broke ? ErrorCode::ConnectionReset : code, m_socket->errorString().toUtf8(), m_endpoint.address().toUtf8()};
}

Error SocketTransport::tlsError() const
{
    const QByteArray words = m_socket->errorString().toUtf8();
    const QByteArray address = m_endpoint.address().toUtf8();
    if (!m_sslErrors.isEmpty())
        return {codeFor(m_sslErrors), m_sslErrors.first().errorString().toUtf8(), address};
    // TLS 1.3 servers refuse a client's certificate only after the handshake, with an alert or just by closing.
    const bool alert = words.contains("certificate required") || words.contains("bad certificate") || words.contains("unknown ca");
    if (alert || (m_open && !m_hasRead))
        return {ErrorCode::TlsClientCertificate, words, address};
    return {m_open ? ErrorCode::ConnectionClosed : ErrorCode::TlsHandshake, words, address};
}

}  // namespace vermilion
