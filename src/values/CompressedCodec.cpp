// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Codec.h"

#include <QCoreApplication>

#include <zlib.h>

namespace vermilion {

namespace {

constexpr int AnyHeader = 15 + 32;               // zlib.h: window bits 15, +32 finds gzip or zlib by itself
constexpr qsizetype MostInflated = 16 << 20;     // a bomb ends here

bool looksCompressed(std::string_view bytes)
{
    if (bytes.size() < 8)
        return false;
    const auto first = static_cast<unsigned char>(bytes[0]), second = static_cast<unsigned char>(bytes[1]);
    const bool isGzip = first == 0x1f && second == 0x8b && bytes[2] == 8;
    const bool isZlib = first == 0x78 && (first * 256 + second) % 31 == 0;
    return isGzip || isZlib;
}

Result<QByteArray> inflated(std::string_view bytes, qsizetype most)
{
    z_stream stream{};
    if (inflateInit2(&stream, AnyHeader) != Z_OK)
        return failure(ErrorCode::Internal);
    const std::unique_ptr<z_stream, int (*)(z_stream *)> ender(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    QByteArray out;
    int state = Z_OK;
    while (state == Z_OK) {
        constexpr qsizetype Step = 64 << 10;
        if (out.size() >= most)
            return failure(ErrorCode::TooLarge);
        const qsizetype before = out.size();
        out.resize(before + Step);
        stream.next_out = reinterpret_cast<Bytef *>(out.data() + before);
        stream.avail_out = uInt(Step);
        state = inflate(&stream, Z_NO_FLUSH);
        out.resize(before + Step - qsizetype(stream.avail_out));
    }
    if (state != Z_STREAM_END || stream.avail_in > 0)
        return failure(ErrorCode::Unsupported,
                       QCoreApplication::translate("vermilion::Codec", "These bytes are not one whole gzip or zlib stream.").toUtf8());
    return out;
}

class CompressedCodec final : public Codec {
public:
    QByteArray id() const override { return "compressed"; }
    QString name() const override { return QStringLiteral("gzip"); }
    bool canEncode() const override { return false; }

    int confidence(std::string_view bytes) const override
    {
        return looksCompressed(bytes) && decode(bytes) ? 95 : 0;
    }

    Result<QString> decode(std::string_view bytes) const override
    {
        const Result<QByteArray> inside = inflated(bytes, MostInflated);
        if (!inside)
            return tl::unexpected(inside.error());
        const std::string_view content(inside->constData(), size_t(inside->size()));
        // Not another time: compressed in compressed is shown as bytes, or a bomb could nest.
        for (const Codec *codec : {&jsonCodec(), &textCodec(), &messagePackCodec()}) {
            if (codec->confidence(content) > 0)
                return codec->decode(content);
        }
        return hexCodec().decode(content);
    }
};

}  // namespace

const Codec &compressedCodec()
{
    static const CompressedCodec one;
    return one;
}

}  // namespace vermilion
