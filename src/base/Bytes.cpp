// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Bytes.h"

#include <type_traits>

namespace vermilion {

namespace {

/// Length of the valid UTF-8 sequence at `at`, 0 if there is none. Rejects overlong forms, surrogates and > U+10FFFF.
size_t sequenceLength(std::string_view s, size_t at)
{
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80)
        return 1;
    size_t length = 0;
    unsigned low = 0x80, high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
        length = 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        length = 3;
        if (lead == 0xe0) low = 0xa0;
        if (lead == 0xed) high = 0x9f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        length = 4;
        if (lead == 0xf0) low = 0x90;
        if (lead == 0xf4) high = 0x8f;
    } else {
        return 0;
    }
    if (s.size() - at < length || byte(at + 1) < low || byte(at + 1) > high)
        return 0;
    for (size_t i = at + 2; i < at + length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    }
    return length;
}

constexpr char HexDigits[] = "0123456789abcdef";

int hexValue(char16_t c)
{
    if (c >= u'0' && c <= u'9') return c - u'0';
    if (c >= u'a' && c <= u'f') return c - u'a' + 10;
    if (c >= u'A' && c <= u'F') return c - u'A' + 10;
    return -1;
}

/// The letter of a short escape, 0 if the byte has none.
char escapeLetter(unsigned char c)
{
    switch (c) {
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    case '\a': return 'a';
    case '\b': return 'b';
    case '\\': return '\\';
    default: return 0;
    }
}

template <typename Out> void appendEscape(Out &out, unsigned char c)
{
    const auto put = [&out](char ch) {
        if constexpr (std::is_same_v<Out, QString>)
            out += QLatin1Char(ch);
        else
            out += ch;
    };
    put('\\');
    if (const char letter = escapeLetter(c)) {
        put(letter);
        return;
    }
    put('x');
    put(HexDigits[c >> 4]);
    put(HexDigits[c & 15]);
}

/// Characters that a line of text cannot show truthfully: C1 controls, separators and marks that change direction or have no width.
bool isInvisible(char32_t c)
{
    return (c >= 0x80 && c < 0xa0) || c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

char32_t decode(std::string_view s)
{
    const auto byte = [&](size_t i) { return char32_t(static_cast<unsigned char>(s[i])); };
    switch (s.size()) {
    case 2: return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
    case 3: return (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    case 4: return (byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
    default: return byte(0);
    }
}

}  // namespace

bool isUtf8(std::string_view bytes)
{
    for (size_t at = 0; at < bytes.size();) {
        const size_t length = sequenceLength(bytes, at);
        if (!length)
            return false;
        at += length;
    }
    return true;
}

bool isText(std::string_view bytes)
{
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f)
            return false;
    }
    return isUtf8(bytes);
}

QString printable(std::string_view bytes, qsizetype maxBytes)
{
    const bool cut = maxBytes > 0 && bytes.size() > size_t(maxBytes);
    size_t limit = cut ? size_t(maxBytes) : bytes.size();
    // A cut through a character would show its first bytes as escapes: step back to its start.
    for (int back = 0; cut && back < 3 && limit > 0 && (static_cast<unsigned char>(bytes[limit]) & 0xc0) == 0x80; ++back)
        --limit;
    bytes = bytes.substr(0, limit);

    QString out;
    out.reserve(qsizetype(bytes.size()) + 1);
    for (size_t at = 0; at < bytes.size();) {
        const auto c = static_cast<unsigned char>(bytes[at]);
        const size_t length = sequenceLength(bytes, at);
        if (length == 0 || c < 0x20 || c == 0x7f || c == '\\') {
            appendEscape(out, c);
            ++at;
            continue;
        }
        const std::string_view sequence = bytes.substr(at, length);
        if (length > 1 && isInvisible(decode(sequence))) {
            for (const char byte : sequence)
                appendEscape(out, static_cast<unsigned char>(byte));
        } else if (length == 1) {
            out += QLatin1Char(char(c));
        } else {
            out += QString::fromUtf8(sequence.data(), qsizetype(length));
        }
        at += length;
    }
    if (cut)
        out += u'…';
    return out;
}

QByteArray escaped(std::string_view bytes)
{
    QByteArray out;
    out.reserve(qsizetype(bytes.size()) + 2);
    out += '"';
    for (const char ch : bytes) {
        const auto c = static_cast<unsigned char>(ch);
        if (c == '"')
            out += "\\\"";
        else if (c < 0x20 || c >= 0x7f || c == '\\')
            appendEscape(out, c);
        else
            out += ch;
    }
    out += '"';
    return out;
}

std::optional<QByteArray> unescaped(QStringView text)
{
    QByteArray out;
    out.reserve(text.size());
    qsizetype plain = 0;  // start of the run that needs no unescaping
    const auto flush = [&](qsizetype end) { out += text.mid(plain, end - plain).toUtf8(); };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\')
            continue;
        flush(i);
        if (++i >= text.size())
            return {};
        switch (text[i].unicode()) {
        case u'n': out += '\n'; break;
        case u'r': out += '\r'; break;
        case u't': out += '\t'; break;
        case u'a': out += '\a'; break;
        case u'b': out += '\b'; break;
        case u'\\': out += '\\'; break;
        case u'"': out += '"'; break;
        case u'x': {
            if (i + 2 >= text.size())
                return {};
            const int high = hexValue(text[i + 1].unicode());
            const int low = hexValue(text[i + 2].unicode());
            if (high < 0 || low < 0)
                return {};
            out += char(high << 4 | low);
            i += 2;
            break;
        }
        default: return {};
        }
        plain = i + 1;
    }
    flush(text.size());
    return out;
}

QString hexDump(std::string_view bytes)
{
    QString out;
    out.reserve(qsizetype(bytes.size()) * 3);
    for (const char ch : bytes) {
        const auto c = static_cast<unsigned char>(ch);
        if (!out.isEmpty())
            out += u' ';
        out += QLatin1Char(HexDigits[c >> 4]);
        out += QLatin1Char(HexDigits[c & 15]);
    }
    return out;
}

std::optional<QByteArray> fromHex(QStringView text)
{
    QByteArray out;
    int high = -1;
    for (const QChar c : text) {
        if (c.isSpace()) {
            if (high >= 0)
                return {};
            continue;
        }
        const int value = hexValue(c.unicode());
        if (value < 0)
            return {};
        if (high < 0) {
            high = value;
        } else {
            out += char(high << 4 | value);
            high = -1;
        }
    }
    if (high >= 0)
        return {};
    return out;
}

}  // namespace vermilion
