// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/ScanText.h"

#include "base/ErrorText.h"
#include "base/Format.h"

#include <QCoreApplication>
#include <QStringList>

namespace vermilion {

namespace {

using Phase = ScanProgress::Phase;

// lupdate files the texts of free functions under their namespace.
QString tr(const char *text, int n = -1) { return QCoreApplication::translate("vermilion", text, nullptr, n); }

QString keysOf(const ScanProgress &p)
{
    if (p.total < 0)
        return tr("%1 keys, total not known").arg(formatCount(qint64(p.seen)));
    return tr("%1 of about %2").arg(formatCount(qint64(p.seen)), formatAbout(std::max(p.total, qint64(p.seen))));
}

/// "12 %", never rounded up to a whole that was not reached.
QString percentSeen(double fraction) { return tr("%1 % seen").arg(std::min(99, int(fraction * 100))); }

QString partOf(const ScanProgress &p, double fraction)
{
    return fraction < 0 ? keysOf(p) : tr("%1, %2").arg(percentSeen(fraction), keysOf(p));
}

QString lineOf(const ScanProgress &p, quint64 stored, double fraction)
{
    switch (p.phase) {
    case Phase::Waiting: return tr("Not read yet");
    case Phase::Running: return p.seen == 0 ? tr("Reading keys…") : keysOf(p);
    case Phase::Paused: return tr("Paused: %1").arg(partOf(p, fraction));
    case Phase::Offline: return tr("Waiting for the server: %1").arg(partOf(p, fraction));
    case Phase::Finishing: return tr("%1 names read, removing doubles…").arg(formatCount(qint64(p.seen)));
    case Phase::Complete:
        if (p.restarted)
            return tr("%1 keys, perhaps not all: the server restarted").arg(formatCount(qint64(stored)));
        return stored == 1 ? tr("1 key ✓") : tr("%1 keys ✓").arg(formatCount(qint64(stored)));
    case Phase::Stopped: return tr("Stopped: %1").arg(partOf(p, fraction));
    case Phase::Failed:
        if (p.seen == 0)
            return tr("Keys could not be read");
        return tr("Ended early: %1").arg(partOf(p, fraction));
    }
    return {};
}

QString detailOf(const ScanProgress &p)
{
    QStringList lines;
    if (p.rate > 0)
        lines << tr("%1 keys a second").arg(formatAbout(qint64(p.rate)));
    if (p.share < 100)
        lines << tr("Polite: takes %1 % of the server's time").arg(p.share);
    if (p.longestCall.count() > 0)
        lines << tr("Slowest answer: %1").arg(formatLatency(p.longestCall));
    if (p.total < 0 && p.totalError.code != ErrorCode::None)
        lines << tr("The total is not known: %1").arg(describe(p.totalError).oneLine());
    if (p.restarted)
        lines << tr("The server was restarted during the scan. What it had not shown before may be missing: read again.");
    if (p.error.code != ErrorCode::None)
        lines << describe(p.error).paragraph();
    return lines.join(u'\n');
}

}  // namespace

ScanText describe(const ScanProgress &p, quint64 stored)
{
    ScanText text;
    text.complete = p.phase == Phase::Complete && !p.restarted;
    if (p.phase == Phase::Complete || p.phase == Phase::Finishing)
        text.fraction = 1;
    else if (p.total > 0)
        text.fraction = std::min(1.0, double(p.seen) / double(p.total));
    text.line = lineOf(p, stored, text.fraction);
    text.detail = detailOf(p);
    return text;
}

}  // namespace vermilion
