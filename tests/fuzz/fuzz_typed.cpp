// SPDX-License-Identifier: GPL-3.0-or-later
// Anything as what people type: durations, scores, searches, escapes and hex.
#include "base/Bytes.h"
#include "base/Format.h"
#include "values/EditPlan.h"
#include "values/Expiry.h"
#include "values/ValuePager.h"

#include <cstdlib>

using namespace vermilion;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void readBytesBack(std::string_view bytes)
{
    const QByteArray same = vermilion::bytes(bytes);
    require(unescaped(printable(bytes)) == same);
    require(fromHex(hexDump(bytes)) == same);
    const QByteArray quoted = escaped(bytes);
    require(quoted.size() >= 2 && unescaped(QString::fromLatin1(quoted.mid(1, quoted.size() - 2))) == same);
}

void readTimes(const QString &typed)
{
    if (const auto duration = parseDuration(typed)) {
        require(duration->count() > 0 && !formatDuration(*duration).isEmpty());
        const auto change = TtlChange::parsed(typed);
        require(change && change->time == *duration);
    }
    if (const auto change = TtlChange::parsed(typed))
        require(change->command("k").size() == 3);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    readBytesBack(bytes);
    const QString typed = QString::fromUtf8(bytes.data(), qsizetype(size));
    readTimes(typed);
    if (const auto meant = unescaped(typed))
        readBytesBack(view(*meant));
    if (const auto meant = fromHex(typed))
        readBytesBack(view(*meant));
    const QByteArray raw = vermilion::bytes(bytes);
    if (const auto score = checkedScore(raw))
        require(!score->isEmpty());
    require(searchPattern(raw).isEmpty() == raw.isEmpty());
    return 0;
}
