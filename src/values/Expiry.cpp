// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Expiry.h"

#include "base/Format.h"

#include <QCoreApplication>

namespace vermilion {

using namespace std::chrono_literals;

QByteArrayList TtlChange::command(const QByteArray &key) const
{
    switch (kind) {
    case Kind::In: return {"PEXPIRE", key, QByteArray::number(qint64(time.count()))};
    case Kind::At: return {"PEXPIREAT", key, QByteArray::number(qint64(time.count()))};
    case Kind::Never: break;
    }
    return {"PERSIST", key};
}

bool TtlChange::deletesAt(std::chrono::milliseconds now) const
{
    return (kind == Kind::In && time <= 0ms) || (kind == Kind::At && time <= now);
}

Result<TtlChange> TtlChange::parsed(const QString &text)
{
    if (const auto duration = parseDuration(text.trimmed()))
        return TtlChange{Kind::In, *duration};
    bool isNumber = false;
    const qint64 seconds = text.trimmed().toLongLong(&isNumber);
    if (isNumber && seconds <= 0 && seconds > -1'000'000'000)
        return TtlChange{Kind::In, std::chrono::seconds(seconds)};
    return failure(ErrorCode::InvalidInput,
                   QCoreApplication::translate("vermilion::TtlChange", "Write a time such as 90 (seconds), 15m, 1h30m or 7d.").toUtf8());
}

QList<TtlChange::Preset> TtlChange::presets()
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("vermilion::TtlChange", text); };
    return {{tr("15 minutes"), {Kind::In, 15min}},
            {tr("1 hour"), {Kind::In, 1h}},
            {tr("24 hours"), {Kind::In, 24h}},
            {tr("30 days"), {Kind::In, 30 * 24h}}};
}

}  // namespace vermilion
