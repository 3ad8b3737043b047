// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Codec.h"

#include "base/Bytes.h"

#include <QCoreApplication>

namespace vermilion {

namespace {

Error tooLarge() { return {ErrorCode::TooLarge, {}, {}}; }

enum class LineEnds { None, Lf, CrLf, Mixed };

LineEnds lineEnds(std::string_view bytes)
{
    LineEnds ends = LineEnds::None;
    for (size_t at = bytes.find_first_of("\r\n"); at != std::string_view::npos; at = bytes.find_first_of("\r\n", at + 1)) {
        const bool isCrLf = bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
        if (bytes[at] == '\r' && !isCrLf)
            return LineEnds::Mixed;
        const LineEnds here = isCrLf ? LineEnds::CrLf : LineEnds::Lf;
        if (ends != LineEnds::None && ends != here)
            return LineEnds::Mixed;
        ends = here;
        at += isCrLf;
    }
    return ends;
}

/// Characters that QTextDocument turns into something else on the way in or out: they would not come back as they were.
bool isSwallowedByEditors(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0x2028 || u == 0x2029 || u == 0xfdd0 || u == 0xfdd1 || u == 0xfffc || u == 0xfeff;
}

class TextCodec final : public Codec {
    Q_DECLARE_TR_FUNCTIONS(vermilion::TextCodec)

public:
    QByteArray id() const override { return "text"; }
    QString name() const override { return tr("Text"); }
    bool canEncode() const override { return true; }

    int confidence(std::string_view bytes) const override { return decode(bytes) ? 60 : 0; }

    Result<QString> decode(std::string_view bytes) const override
    {
        if (qsizetype(bytes.size()) > MostOutput)
            return tl::unexpected(tooLarge());
        const LineEnds ends = lineEnds(bytes);
        if (ends == LineEnds::Mixed || !isText(bytes))
            return notText();
        QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
        if (std::any_of(text.cbegin(), text.cend(), isSwallowedByEditors) || startsWithByteOrderMark(bytes))
            return notText();
        if (ends == LineEnds::CrLf)
            text.remove(u'\r');
        return text;
    }

    Result<QByteArray> encode(const QString &text, std::string_view original) const override
    {
        // A lone surrogate has no UTF-8 form.
        if (!text.isValidUtf16())
            return failure(ErrorCode::InvalidInput, tr("The text holds half a character.").toUtf8());
        QByteArray bytes = text.toUtf8();
        if (lineEnds(original) == LineEnds::CrLf)
            bytes.replace("\n", "\r\n");
        return bytes;
    }

private:
    static bool startsWithByteOrderMark(std::string_view bytes) { return bytes.substr(0, 3) == "\xef\xbb\xbf"; }

    static Result<QString> notText()
    {
        return failure(ErrorCode::Unsupported, tr("These bytes are not plain UTF-8 text. Escaped and hex show them without loss.").toUtf8());
    }
};

/// Like text, but every byte that is not a plain character is an escape. Line feeds break the line after their \n, so that
/// long texts stay readable; those breaks are ours and not part of the value.
class EscapedCodec final : public Codec {
    Q_DECLARE_TR_FUNCTIONS(vermilion::EscapedCodec)

public:
    QByteArray id() const override { return "escaped"; }
    QString name() const override { return tr("Escaped"); }
    bool canEncode() const override { return true; }

    int confidence(std::string_view bytes) const override
    {
        const std::string_view sample = bytes.substr(0, 4096);
        const auto plain = std::count_if(sample.begin(), sample.end(), [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t'; });
        return plain * 10 >= qint64(sample.size()) * 7 || (isUtf8(bytes) && plain * 2 > qint64(sample.size())) ? 40 : 10;
    }

    Result<QString> decode(std::string_view bytes) const override
    {
        if (qsizetype(bytes.size()) * 4 > MostOutput)
            return tl::unexpected(tooLarge());
        QString text;
        while (!bytes.empty()) {
            const size_t length = lineLength(bytes);
            text += printable(bytes.substr(0, length));
            if (length < bytes.size() || bytes[length - 1] == '\n')
                text += u'\n';
            bytes.remove_prefix(length);
        }
        return text;
    }

    Result<QByteArray> encode(const QString &text, std::string_view) const override
    {
        QString flat = text;
        flat.remove(u'\n');
        const auto bytes = unescaped(flat);
        if (!bytes)
            return failure(ErrorCode::InvalidInput, tr("An escape is not complete. Write \\\\ for a backslash, \\n, \\t or \\xHH.").toUtf8());
        return *bytes;
    }

private:
    /// Up to and with the next \n, but no more than an editor lays out with ease, and whole characters.
    static size_t lineLength(std::string_view bytes)
    {
        constexpr size_t Longest = 2000;
        const size_t end = bytes.substr(0, Longest).find('\n');
        if (end != std::string_view::npos)
            return end + 1;
        if (bytes.size() <= Longest)
            return bytes.size();
        size_t length = Longest;
        for (int back = 0; back < 3 && (static_cast<unsigned char>(bytes[length]) & 0xc0) == 0x80; ++back)
            --length;
        return length;
    }
};

class HexCodec final : public Codec {
    Q_DECLARE_TR_FUNCTIONS(vermilion::HexCodec)

public:
    QByteArray id() const override { return "hex"; }
    QString name() const override { return tr("Hex"); }
    bool canEncode() const override { return true; }
    int confidence(std::string_view) const override { return 30; }

    Result<QString> decode(std::string_view bytes) const override
    {
        if (qsizetype(bytes.size()) * 3 > MostOutput)
            return tl::unexpected(tooLarge());
        constexpr size_t PairsALine = 16;
        QString text;
        text.reserve(qsizetype(bytes.size()) * 3);
        for (size_t at = 0; at < bytes.size(); at += PairsALine) {
            if (at > 0)
                text += u'\n';
            text += hexDump(bytes.substr(at, PairsALine));
        }
        return text;
    }

    Result<QByteArray> encode(const QString &text, std::string_view) const override
    {
        const auto bytes = fromHex(text);
        if (!bytes)
            return failure(ErrorCode::InvalidInput, tr("Hex is written in pairs of 0–9 and a–f.").toUtf8());
        return *bytes;
    }
};

}  // namespace

const Codec &textCodec()
{
    static const TextCodec one;
    return one;
}

const Codec &escapedCodec()
{
    static const EscapedCodec one;
    return one;
}

const Codec &hexCodec()
{
    static const HexCodec one;
    return one;
}

}  // namespace vermilion
