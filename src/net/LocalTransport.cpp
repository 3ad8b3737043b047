// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/LocalTransport.h"

namespace vermilion {

LocalTransport::LocalTransport(QString path) : m_path(std::move(path)), m_socket(this)
{
    connect(&m_socket, &QLocalSocket::connected, this, &Transport::opened);
    connect(&m_socket, &QLocalSocket::readyRead, this, &Transport::readable);
    connect(&m_socket, &QLocalSocket::bytesWritten, this, &Transport::written);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [this](auto error) { emit failed(errorFor(error)); });
}

void LocalTransport::open()
{
    m_socket.connectToServer(m_path);
}

qint64 LocalTransport::read(char *data, qint64 size)
{
    return m_socket.isReadable() ? qMax<qint64>(0, m_socket.read(data, size)) : 0;
}

void LocalTransport::write(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

Error LocalTransport::timeoutError() const
{
    return {ErrorCode::ConnectTimeout, {}, m_path.toUtf8()};
}

Error LocalTransport::errorFor(QLocalSocket::LocalSocketError error) const
{
    const auto code = [error] {
        switch (error) {
        case QLocalSocket::ServerNotFoundError: return ErrorCode::SocketNotFound;
        case QLocalSocket::SocketAccessError: return ErrorCode::SocketPermission;
        case QLocalSocket::ConnectionRefusedError: return ErrorCode::ConnectionRefused;
        case QLocalSocket::SocketTimeoutError: return ErrorCode::ConnectTimeout;
        case QLocalSocket::PeerClosedError: return ErrorCode::ConnectionClosed;
        case QLocalSocket::ConnectionError: return ErrorCode::ConnectionReset;
        default: return ErrorCode::Internal;
        }
    }();
    return {code, m_socket.errorString().toUtf8(), m_path.toUtf8()};
}

}  // namespace vermilion
