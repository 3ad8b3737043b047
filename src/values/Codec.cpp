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

namespace {

/// Without the first bytes of a character whose rest is not here, and without half a line end.
std::string_view wholeCharacters(std::string_view bytes)
{
    if (bytes.ends_with('\r'))
        return bytes.substr(0, bytes.size() - 1);
    for (size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if ((byte & 0xc0) == 0x80)
            continue;
        const size_t needed = byte > 0xf4 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
        return needed > back ? bytes.substr(0, bytes.size() - back) : bytes;
    }
    return bytes;
}

/// True when there were lines to break.
bool breakLongLines(QString &text)
{
    QString broken;
    qsizetype copied = 0, start = 0;
    while (start < text.size()) {
        const qsizetype found = text.indexOf(u'\n', start);
        const qsizetype end = found < 0 ? text.size() : found;
        if (end - start > Decoded::LongestLine) {
            while (end - start > Decoded::BrokenLine) {
                start += Decoded::BrokenLine;
                // Not between the halves of a character.
                if (text.at(start).isLowSurrogate())
                    --start;
                broken += QStringView(text).mid(copied, start - copied);
                broken += u'\n';
                copied = start;
            }
        }
        start = end + 1;
    }
    if (copied == 0)
        return false;
    broken += QStringView(text).mid(copied);
    text = std::move(broken);
    return true;
}

}  // namespace

Decoded decodeValue(std::string_view bytes, const DecodeWish &wish)
{
    const std::string_view whole = wish.isCut ? wholeCharacters(bytes) : bytes;
    const bool isGiven = wish.codec && (wish.mustBe || wish.codec->confidence(whole) > 0);
    const Codec *chosen = isGiven ? wish.codec : detectCodec(whole);
    Result<QString> text = chosen->decode(chosen == &textCodec() ? whole : bytes);
    // A codec that was only guessed must not stand in the way of seeing the bytes.
    if (!text && !(isGiven && wish.mustBe)) {
        chosen = &hexCodec();
        text = chosen->decode(bytes);
    }
    const bool isBroken = text && breakLongLines(*text);
    return {chosen, std::move(text), isBroken};
}

}  // namespace vermilion
