// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"
#include "net/Endpoint.h"

#include <QObject>

#include <memory>

namespace vermilion {

/// A redis-server (or valkey-server) of the demo's own: a child process on a Unix socket in a temporary directory, or on a free
/// loopback port where there are none; nothing is written to disk. Gone when this object is gone, and when this process is killed.
/// Lives on one thread with an event loop; never blocks it but in the destructor, for two seconds at most.
class DemoServer : public QObject {
    Q_OBJECT
public:
    explicit DemoServer(QObject *parent = nullptr);
    ~DemoServer() override;

    void start();               ///< once; ready() or failed() follows
    Endpoint endpoint() const;  ///< valid from ready() on
    QString directory() const;  ///< goes with the server

    /// The program that would be started; empty when there is none on this machine.
    static QString program();

signals:
    void ready();
    void failed(const vermilion::Error &error);  ///< also when it ends later without being asked to

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
