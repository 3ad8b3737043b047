// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Decoding.h"

#include "base/Bytes.h"

#include <QFuture>
#include <QObject>
#include <QtConcurrentRun>

namespace vermilion {

void decodeLater(const QByteArray &bytes, const Codec *wish, QObject *context, std::function<void(const Decoded &)> done)
{
    constexpr qsizetype Quick = 16 << 10;  // decoded in well under a frame; compressed bytes may hide more
    const bool mayHideMore = bytes.startsWith("\x1f\x8b") || bytes.startsWith('\x78');
    if (bytes.size() <= Quick && !mayHideMore)
        return done(decodeValue(view(bytes), wish));
    QtConcurrent::run([bytes, wish] { return std::make_shared<const Decoded>(decodeValue(view(bytes), wish)); })
        .then(context, [done = std::move(done)](const std::shared_ptr<const Decoded> &decoded) { done(*decoded); });
}

}  // namespace vermilion
