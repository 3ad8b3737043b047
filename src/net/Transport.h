// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"
#include "net/Endpoint.h"

#include <QObject>

#include <memory>

namespace vermilion {

/// A stream of bytes to a server, whatever carries it. Used once: opened, then failed or destroyed. Lives on one thread.
class Transport : public QObject {
    Q_OBJECT
public:
    /// What `endpoint` asks for: a TCP, TLS or local socket. Never null; what is not possible fails in open().
    static std::unique_ptr<Transport> create(const Endpoint &endpoint);

    virtual void open() = 0;
    virtual qint64 read(char *data, qint64 size) = 0;  ///< what is there, at most `size` bytes; 0: nothing
    virtual void write(const QByteArray &bytes) = 0;   ///< hands them to the system at once where that does not block
    virtual qint64 bytesToWrite() const = 0;           ///< not yet taken by the system
    /// Where it stands, for a time-out that the owner declares: nothing has answered, or TCP has and TLS has not.
    virtual Error timeoutError() const = 0;

signals:
    void opened();                              ///< verified, where there is TLS
    void readable();
    void written();                             ///< bytesToWrite() became smaller
    void failed(const vermilion::Error &error); ///< once; all that was received has been announced before

protected:
    using QObject::QObject;
};

}  // namespace vermilion
