// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Decoding.h"

#include "base/Bytes.h"

#include <QFuture>
#include <QObject>
#include <QtConcurrentRun>

namespace vermilion {

namespace {
constexpr qsizetype Quick = 16 << 10;  // converted in well under a frame; compressed bytes may hide more
}

void decodeLater(const QByteArray &bytes, const DecodeWish &wish, QObject *context, std::function<void(const Decoded &)> done)
{
    const bool mayHideMore = bytes.startsWith("\x1f\x8b") || bytes.startsWith('\x78');
    if (bytes.size() <= Quick && !mayHideMore)
        return done(decodeValue(view(bytes), wish));
    QtConcurrent::run([bytes, wish] { return std::make_shared<const Decoded>(decodeValue(view(bytes), wish)); })
        .then(context, [done = std::move(done)](const std::shared_ptr<const Decoded> &decoded) { done(*decoded); });
}

void encodeLater(const Codec *codec, const QString &text, const QByteArray &original, QObject *context,
                 std::function<void(const Result<QByteArray> &)> done)
{
    if (text.size() <= Quick && original.size() <= Quick)
        return done(codec->encode(text, view(original)));
    QtConcurrent::run([codec, text, original] { return std::make_shared<const Result<QByteArray>>(codec->encode(text, view(original))); })
        .then(context, [done = std::move(done)](const std::shared_ptr<const Result<QByteArray>> &bytes) { done(*bytes); });
}

}  // namespace vermilion
