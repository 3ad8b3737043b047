// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/DemoBytes.h"

#include <QByteArrayList>

#include <functional>
#include <vector>

namespace vermilion {

using DemoCommands = std::vector<QByteArrayList>;

/// A stretch of like keys: `write` appends the commands for number i of `count`. Kept as steps, so that the data is made as it is sent.
struct DemoChapter {
    int database = 0;
    int count = 0;
    std::function<void(DemoRandom &random, int i, DemoCommands &out)> write;
};
using DemoChapters = std::vector<DemoChapter>;

void addWorkerChapters(DemoChapters &chapters);    ///< db 0: models, embeddings, jobs
void addWebChapters(DemoChapters &chapters);       ///< db 0: sessions, rate limits, leaderboards, tags, locks, statistics
void addOddityChapters(DemoChapters &chapters);    ///< db 0: names and values that break lesser tools
void addProxyChapters(DemoChapters &chapters);     ///< db 1: search results, context bundles
void addAgentChapters(DemoChapters &chapters);     ///< db 2: memory, conversations, events

// Seconds, as arguments of EX and EXPIRE.
constexpr int Minute = 60, Hour = 60 * Minute, Day = 24 * Hour, Month = 30 * Day;

inline QByteArray decimal(qint64 n) { return QByteArray::number(n); }
inline QByteArrayList setFor(const QByteArray &key, const QByteArray &value, int seconds)
{
    return {"SET", key, value, "EX", decimal(seconds)};
}

}  // namespace vermilion
