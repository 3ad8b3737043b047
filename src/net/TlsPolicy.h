// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace vermilion {

/// How a TLS connection is verified: chain and host name, always. There is no switch that turns either off.
struct TlsPolicy {
    QString caFile;        ///< PEM; empty: the system's store
    QString certificateFile, keyFile;  ///< PEM client certificate and its key; both or neither
    QString serverName;    ///< SNI and the name to verify; empty: the host as typed

    friend bool operator==(const TlsPolicy &, const TlsPolicy &) = default;
};

}  // namespace vermilion
