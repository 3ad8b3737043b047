// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

// Numbers as people read them, in the user's locale. Sizes are binary (1 KiB = 1024 B).
namespace vermilion {

QString formatCount(qint64 n);                       ///< 1,204,331
QString formatAbout(qint64 n);                       ///< about-numbers: 4.1 M, 870 k, 512
QString formatBytes(qint64 bytes);                   ///< 412 B, 1.4 KiB, 20.0 MiB
QString formatDuration(std::chrono::milliseconds d); ///< two largest units: 23 h 04 m, 12 m 05 s, 850 ms
QString formatLatency(std::chrono::microseconds d);  ///< 0.4 ms, 12 ms, 1.2 s
QString formatMoment(std::chrono::milliseconds sinceEpoch, bool utc = false);  ///< 2026-11-22 14:03:11

/// A TTL as typed: "90" (seconds), "15m", "7d", "1h30m", "500ms", "PT15M", "P7D". Nothing when it is none of these or ≤ 0.
std::optional<std::chrono::milliseconds> parseDuration(const QString &text);

}  // namespace vermilion
