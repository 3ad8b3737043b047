// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/Codec.h"

#include <functional>

class QObject;

namespace vermilion {

/// decodeValue() for a window: small values at once, larger ones on a worker; `done` runs on the calling thread, unless `context` is
/// gone by then. Results may come out of order: compare with what is wanted now.
void decodeLater(const QByteArray &bytes, const DecodeWish &wish, QObject *context, std::function<void(const Decoded &)> done);
/// Codec::encode() likewise.
void encodeLater(const Codec *codec, const QString &text, const QByteArray &original, QObject *context,
                 std::function<void(const Result<QByteArray> &)> done);

}  // namespace vermilion
