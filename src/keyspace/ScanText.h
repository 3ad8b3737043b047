// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/ScanJob.h"

#include <QString>

namespace vermilion {

/// What a scan has seen, in words that never let a part look like the whole. Translated, one line.
struct ScanText {
    QString line;        ///< "1,204,331 of about 4.1 M", "4,112,093 keys ✓", "Stopped: 12 % seen, 498,000 keys"
    QString detail;      ///< for a tooltip: rate, share, longest call, reasons; may be empty
    double fraction = -1;///< 0 … 1 for a bar; -1: not known
    bool complete = false;
};

/// `stored` is the number of keys in the store now: it may differ from what the scan saw, as keys come and go.
ScanText describe(const ScanProgress &progress, quint64 stored);

}  // namespace vermilion
