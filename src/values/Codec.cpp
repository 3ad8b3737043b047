// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Codec.h"

#include <array>

namespace vermilion {

Result<QByteArray> Codec::encode(const QString &, std::string_view) const
{
    return failure(ErrorCode::Unsupported, {}, id());
}

std::span<const Codec *const> codecs()
{
    static const std::array<const Codec *, 6> all{&textCodec(), &escapedCodec(), &jsonCodec(), &hexCodec(), &messagePackCodec(), &compressedCodec()};
    return all;
}

const Codec *codec(const QByteArray &id)
{
    for (const Codec *one : codecs()) {
        if (one->id() == id)
            return one;
    }
    return nullptr;
}

const Codec *detectCodec(std::string_view bytes)
{
    const Codec *best = &hexCodec();
    int confidence = 0;
    for (const Codec *one : codecs()) {
        const int its = one->confidence(bytes);
        if (its > confidence) {
            best = one;
            confidence = its;
        }
    }
    return best;
}

Decoded decodeValue(std::string_view bytes, const Codec *wish)
{
    const Codec *chosen = wish ? wish : detectCodec(bytes);
    Result<QString> text = chosen->decode(bytes);
    // A codec that was only guessed must not stand in the way of seeing the bytes.
    if (!text && !wish)
        return {&hexCodec(), hexCodec().decode(bytes)};
    return {chosen, std::move(text)};
}

}  // namespace vermilion
