// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a value: every codec ends, and what can be edited comes back byte for byte. Then the same bytes as edited text.
#include "values/Codec.h"

#include <cstdlib>

using namespace vermilion;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Some originals whose line ends and spacing an edit has to keep.
constexpr std::string_view Originals[] = {"", "a\r\nb\r\n", "{\"a\":1}", "{\"a\": 1}", "{\n}"};

void readBack(const Codec &codec, std::string_view bytes)
{
    const Result<QString> text = codec.decode(bytes);
    require(text || codec.confidence(bytes) == 0);
    if (!text || !codec.canEncode())
        return;
    require(text->size() <= Codec::MostOutput + 1000);
    const Result<QByteArray> back = codec.encode(*text, bytes);
    require(back && std::string_view(back->constData(), size_t(back->size())) == bytes);
}

void takeTyped(const Codec &codec, const QString &typed)
{
    for (const std::string_view original : Originals) {
        const Result<QByteArray> bytes = codec.encode(typed, original);
        if (!bytes) {
            require(bytes.error().code == ErrorCode::InvalidInput || !codec.canEncode());
            continue;
        }
        // What is saved can be shown and saved again.
        readBack(codec, {bytes->constData(), size_t(bytes->size())});
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    require(decodeValue(bytes).text.has_value());
    const QString typed = QString::fromUtf8(bytes.data(), qsizetype(size));
    for (const Codec *codec : codecs()) {
        readBack(*codec, bytes);
        takeTyped(*codec, typed);
    }
    return 0;
}
