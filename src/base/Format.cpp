// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <array>
#include <cmath>

namespace vermilion {

namespace {

// lupdate files the texts of free functions under their namespace.
QString tr(const char *text) { return QCoreApplication::translate("vermilion", text); }

using std::chrono::milliseconds;

struct Unit {
    const char *pattern;  // "%1 d"
    qint64 ms;
};

// "%1 min" would be clearer than "m" alone, but beside hours and seconds nobody reads metres.
constexpr std::array Units{
    Unit{QT_TRANSLATE_NOOP("vermilion", "%1 d"), 86'400'000},
    Unit{QT_TRANSLATE_NOOP("vermilion", "%1 h"), 3'600'000},
    Unit{QT_TRANSLATE_NOOP("vermilion", "%1 m"), 60'000},
    Unit{QT_TRANSLATE_NOOP("vermilion", "%1 s"), 1'000},
};

/// One decimal below ten, none above.
QString shortNumber(double value)
{
    const bool small = std::abs(value) < 9.95;
    return QLocale().toString(value, 'f', small ? 1 : 0);
}

std::optional<milliseconds> scaled(double amount, double unitMs)
{
    const double ms = amount * unitMs;
    // Redis keeps expiry as signed 64-bit ms since 1970; stay well inside, as it refuses what overflows.
    if (!(ms >= 1) || ms > 9.0e15)
        return {};
    return milliseconds(qint64(std::llround(ms)));
}

}  // namespace

QString formatCount(qint64 n) { return QLocale().toString(n); }

QString formatAbout(qint64 n)
{
    if (n < 10'000)
        return formatCount(n);
    if (n < 999'500)
        return tr("%1 k").arg(shortNumber(double(n) / 1e3));
    if (n < 999'500'000)
        return tr("%1 M").arg(shortNumber(double(n) / 1e6));
    return tr("%1 G").arg(shortNumber(double(n) / 1e9));
}

QString formatBytes(qint64 bytes)
{
    if (bytes < 1024)
        return tr("%1 B").arg(QLocale().toString(bytes));
    constexpr std::array names{"KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = double(bytes) / 1024;
    size_t unit = 0;
    while (value >= 1023.95 && unit + 1 < names.size()) {
        value /= 1024;
        ++unit;
    }
    const QString number = QLocale().toString(value, 'f', value < 99.95 ? 1 : 0);
    return number + u' ' + QLatin1String(names[unit]);
}

QString formatDuration(milliseconds d)
{
    if (d < milliseconds(0))
        return u'-' + formatDuration(-d);
    if (d < milliseconds(1000))
        return tr("%1 ms").arg(d.count());
    for (size_t i = 0; i < Units.size(); ++i) {
        if (d.count() < Units[i].ms)
            continue;
        const qint64 whole = d.count() / Units[i].ms;
        QString text = tr(Units[i].pattern).arg(QLocale().toString(whole));
        if (i + 1 < Units.size()) {
            const qint64 rest = d.count() % Units[i].ms / Units[i + 1].ms;
            if (rest > 0 || i > 0)  // "3 d" but "12 m 05 s"
                text += u' ' + tr(Units[i + 1].pattern).arg(rest, 2, 10, QLatin1Char('0'));
        }
        return text;
    }
    return {};
}

QString formatLatency(std::chrono::microseconds d)
{
    const double ms = double(d.count()) / 1000;
    if (ms >= 1000)
        return tr("%1 s").arg(QLocale().toString(ms / 1000, 'f', 1));
    return tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 9.95 ? 1 : 0));
}

QString formatMoment(milliseconds sinceEpoch, bool utc)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(sinceEpoch.count(), utc ? Qt::UTC : Qt::LocalTime);
    return moment.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

std::optional<milliseconds> parseDuration(const QString &text)
{
    const QString input = text.trimmed().toLower();
    static const QRegularExpression iso(QStringLiteral("^p(?:(\\d+)w)?(?:(\\d+)d)?(?:t(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+(?:\\.\\d+)?)s)?)?$"));
    if (const auto match = iso.match(input); match.hasMatch() && input.size() > 1) {
        constexpr std::array units{604'800'000.0, 86'400'000.0, 3'600'000.0, 60'000.0, 1000.0};
        double ms = 0;
        for (size_t i = 0; i < units.size(); ++i)
            ms += match.captured(int(i) + 1).toDouble() * units[i];
        return scaled(ms, 1);
    }

    static const QRegularExpression plain(QStringLiteral("^\\d+(\\.\\d+)?$"));
    if (plain.match(input).hasMatch())
        return scaled(input.toDouble(), 1000);

    static const QRegularExpression whole(QStringLiteral("^(\\s*\\d+(\\.\\d+)?\\s*(ms|w|d|h|m|s))+$"));
    static const QRegularExpression part(QStringLiteral("(\\d+(?:\\.\\d+)?)\\s*(ms|w|d|h|m|s)"));
    if (!whole.match(input).hasMatch())
        return {};
    double ms = 0;
    for (auto it = part.globalMatch(input); it.hasNext();) {
        const auto match = it.next();
        const QString unit = match.captured(2);
        const double factor = unit == u"ms" ? 1 : unit == u"s" ? 1000 : unit == u"m" ? 60'000 : unit == u"h" ? 3'600'000
            : unit == u"d" ? 86'400'000 : 604'800'000;
        ms += match.captured(1).toDouble() * factor;
    }
    return scaled(ms, 1);
}

}  // namespace vermilion
