// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QString>

#include <span>
#include <string_view>

namespace vermilion {

/// One way to show bytes as text and – where it can be undone without loss – to turn edited text into bytes again.
/// Stateless, any thread. Everything is bounded: hostile bytes end in an Error, never in a hang or a crash.
class Codec {
public:
    static constexpr qsizetype MostOutput = 64 << 20;  ///< bytes of text, or of what was decompressed

    virtual ~Codec() = default;
    virtual QByteArray id() const = 0;    ///< stable: "json"
    virtual QString name() const = 0;     ///< translated: "JSON"
    virtual bool canEncode() const = 0;   ///< false: a read-only view

    /// How well it suits, 0 (cannot show these bytes) to 100.
    virtual int confidence(std::string_view bytes) const = 0;
    virtual Result<QString> decode(std::string_view bytes) const = 0;
    /// The bytes for edited text. `original` is what it was decoded from: line ends and compactness are kept as they were there.
    /// encode(decode(x), x) is x, byte for byte, or an error.
    virtual Result<QByteArray> encode(const QString &text, std::string_view original) const;
};

/// All of them, in the order of the switch. They live as long as the program.
std::span<const Codec *const> codecs();
const Codec *codec(const QByteArray &id);                ///< null when there is none
const Codec *detectCodec(std::string_view bytes);        ///< never null: hex shows everything

struct DecodeWish {
    const Codec *codec = nullptr;  ///< null: the one that suits best
    bool mustBe = true;            ///< false: only where it suits, else the one that suits best
    bool isCut = false;            ///< these are the first bytes of more: the last character may not be whole
};
/// What a background thread made of some bytes.
struct Decoded {
    static constexpr qsizetype LongestLine = 32'000;  ///< characters that an editor lays out within a frame
    static constexpr qsizetype BrokenLine = 2'000;

    const Codec *codec = nullptr;
    Result<QString> text;
    /// Lines over LongestLine were broken, and their breaks look like any other: to be shown, never to be encoded.
    bool isBroken = false;
};
/// Thread-safe. A wish that must be and cannot show the bytes gives its error.
Decoded decodeValue(std::string_view bytes, const DecodeWish &wish = {});

// One a file; through the list above to everyone but tests.
const Codec &textCodec();        ///< UTF-8 that an editor gives back unchanged
const Codec &escapedCodec();     ///< any bytes: what is not text as \xHH; line ends in it mean nothing
const Codec &jsonCodec();        ///< indented; strings and numbers stay as they were written
const Codec &hexCodec();         ///< pairs, sixteen a line
const Codec &messagePackCodec(); ///< read-only, as JSON-like text
const Codec &compressedCodec();  ///< gzip and zlib, read-only, as what is inside

}  // namespace vermilion
