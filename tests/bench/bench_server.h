// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/RedisServer.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string>

struct redisContext;

namespace vermilion {

/// The server that a benchmark measures against: the one the user names, or a real redis-server of its own with data of its own.
/// Talks to it by a bare, blocking hiredis connection, which is also the reference of what a client can do.
class BenchServer {
public:
    /// With an empty URL starts a server and fills db 0 with `keys` names of names.h, values of one byte.
    static std::unique_ptr<BenchServer> open(const QString &url, uint64_t keys);
    ~BenchServer();

    QString url() const { return m_url; }
    uint64_t keys() const { return m_keys; }
    double cpuSeconds();            ///< of the server's process so far: user and system, all threads
    uint64_t callsOver(int microseconds);  ///< slow-log entries of SCAN since resetSlowLog()
    void resetSlowLog(int microseconds);

    struct Loop {
        double wall = 0, cpu = 0;   ///< seconds
        uint64_t keys = 0, bytes = 0;
    };
    /// SCAN … COUNT 1000 to the end on a connection of its own; keeps nothing.
    Loop bareScan();

private:
    BenchServer() = default;
    bool connect();
    void fill(uint64_t keys);
    std::string info(const char *section);

    std::unique_ptr<RedisServer> m_own;
    QString m_url;
    uint64_t m_keys = 0;
    redisContext *m_context = nullptr;
};

}  // namespace vermilion
