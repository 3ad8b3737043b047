// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace vermilion {

/// What is known of the server that answered. Every field may be missing: INFO may be refused.
struct ServerFacts {
    enum class Family { Redis, Valkey, Other };
    Family family = Family::Redis;
    QString version;              ///< of the family: valkey_version where there is one
    int versionNumber = 0;        ///< major * 10000 + minor * 100 + patch; 0: unknown
    QString role;                 ///< primary, replica, sentinel; empty: unknown
    QString mode;                 ///< standalone, cluster, sentinel
    int protocol = 2;             ///< RESP version in use
    int64_t clientId = 0;
    bool atLeast(int redis, int valkey) const;  ///< both floors, as versionNumber; unknown versions pass
};

/// Commands that this server or user refused so far, by lower-case name ("memory|usage"), with the server's words.
/// The one source for grey controls and their reasons.
using Refusals = QHash<QByteArray, Error>;

enum class LinkState {
    Closed,      ///< not asked to connect, or closed by the user
    Connecting,  ///< name, TCP, TLS, handshake
    Ready,
    Waiting,     ///< broken; tries again by itself after a pause
    Failed       ///< cannot be mended by waiting (wrong password, untrusted certificate): the user must act
};

}  // namespace vermilion

Q_DECLARE_METATYPE(vermilion::ServerFacts)
Q_DECLARE_METATYPE(vermilion::LinkState)
