// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace vermilion {

/// What this build can speak, for About and for bug reports.
struct BuildFacts {
    QString parser;      ///< "hiredis 1.2.0"
    bool resp3 = false;  ///< only where hiredis can: 1.0 and later
    QString tls;         ///< the TLS library in use, with its version; empty: none was found
};

BuildFacts buildFacts();

}  // namespace vermilion
