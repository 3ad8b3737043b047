// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Codec.h"

#include "base/Bytes.h"

#include <QCoreApplication>

#include <bit>

namespace vermilion {

namespace {

/// Reads MessagePack (the specification at msgpack.org) into indented text that looks like JSON. Sizes in the input are only
/// believed as far as there are bytes.
class Reader {
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

    bool readWhole() { return value(0) && m_at == m_bytes.size(); }
    QString text() const { return QString::fromUtf8(m_out); }

private:
    static constexpr int Deepest = 64;

    bool value(int depth)
    {
        if (m_at >= m_bytes.size() || depth > Deepest || m_out.size() > Codec::MostOutput / 4)
            return false;
        const auto lead = static_cast<unsigned char>(m_bytes[m_at++]);
        if (lead < 0x80) return put(QByteArray::number(lead));
        if (lead < 0x90) return map(lead & 0x0f, depth);
        if (lead < 0xa0) return array(lead & 0x0f, depth);
        if (lead < 0xc0) return string(lead & 0x1f);
        if (lead >= 0xe0) return put(QByteArray::number(int(lead) - 256));
        return marked(lead, depth);
    }

    bool marked(unsigned char lead, int depth)
    {
        switch (lead) {
        case 0xc0: return put("null");
        case 0xc2: return put("false");
        case 0xc3: return put("true");
        case 0xc4: case 0xc5: case 0xc6: return sized(1u << (lead - 0xc4), [this](uint64_t n) { return binary(n); });
        case 0xc7: case 0xc8: case 0xc9: return sized(1u << (lead - 0xc7), [this](uint64_t n) { return extension(n); });
        case 0xca: return real<float, uint32_t>();
        case 0xcb: return real<double, uint64_t>();
        case 0xcc: case 0xcd: case 0xce: case 0xcf:
            return sized(1u << (lead - 0xcc), [this](uint64_t n) { return put(QByteArray::number(quint64(n))); });
        case 0xd0: case 0xd1: case 0xd2: case 0xd3: return signedNumber(1u << (lead - 0xd0));
        case 0xd4: case 0xd5: case 0xd6: case 0xd7: case 0xd8: return extension(1u << (lead - 0xd4));
        case 0xd9: case 0xda: case 0xdb: return sized(1u << (lead - 0xd9), [this](uint64_t n) { return string(n); });
        case 0xdc: case 0xdd: return sized(lead == 0xdc ? 2 : 4, [&](uint64_t n) { return array(n, depth); });
        case 0xde: case 0xdf: return sized(lead == 0xde ? 2 : 4, [&](uint64_t n) { return map(n, depth); });
        default: return false;
        }
    }

    bool unsignedNumber(unsigned width, uint64_t &n)
    {
        if (m_bytes.size() - m_at < width)
            return false;
        n = 0;
        for (unsigned i = 0; i < width; ++i)
            n = n << 8 | static_cast<unsigned char>(m_bytes[m_at++]);
        return true;
    }

    template <typename Then> bool sized(unsigned width, Then then)
    {
        uint64_t n = 0;
        return unsignedNumber(width, n) && then(n);
    }

    bool signedNumber(unsigned width)
    {
        uint64_t n = 0;
        if (!unsignedNumber(width, n))
            return false;
        const unsigned shift = 64 - 8 * width;
        return put(QByteArray::number(qint64(n << shift) >> shift));
    }

    template <typename Real, typename Bits> bool real()
    {
        uint64_t n = 0;
        if (!unsignedNumber(sizeof(Bits), n))
            return false;
        return put(QByteArray::number(double(std::bit_cast<Real>(Bits(n))), 'g', sizeof(Real) == 4 ? 9 : 17));
    }

    bool take(uint64_t size, std::string_view &part)
    {
        if (size > m_bytes.size() - m_at)
            return false;
        part = m_bytes.substr(m_at, size_t(size));
        m_at += size_t(size);
        return true;
    }

    bool string(uint64_t size)
    {
        std::string_view part;
        return take(size, part) && put('"' + printable(part).replace(u'"', QStringLiteral("\\\"")).toUtf8() + '"');
    }

    bool binary(uint64_t size)
    {
        std::string_view part;
        return take(size, part) && put("bytes(" + hexDump(part).toUtf8() + ')');
    }

    bool extension(uint64_t size)
    {
        std::string_view part;
        if (m_at >= m_bytes.size())
            return false;
        const int type = static_cast<signed char>(m_bytes[m_at++]);
        return take(size, part) && put("extension " + QByteArray::number(type) + " (" + hexDump(part).toUtf8() + ')');
    }

    bool array(uint64_t count, int depth)
    {
        put("[");
        for (uint64_t i = 0; i < count; ++i) {
            line(i, depth + 1);
            if (!value(depth + 1))
                return false;
        }
        return close(count, depth, "]");
    }

    bool map(uint64_t count, int depth)
    {
        put("{");
        for (uint64_t i = 0; i < count; ++i) {
            line(i, depth + 1);
            if (!value(depth + 1) || !put(": ") || !value(depth + 1))
                return false;
        }
        return close(count, depth, "}");
    }

    void line(uint64_t i, int depth)
    {
        put(i == 0 ? "\n" : ",\n");
        m_out.append(2 * depth, ' ');
    }

    bool close(uint64_t count, int depth, const char *bracket)
    {
        if (count > 0) {
            put("\n");
            m_out.append(2 * depth, ' ');
        }
        return put(bracket);
    }

    bool put(const QByteArray &part)
    {
        m_out += part;
        return true;
    }

    std::string_view m_bytes;
    size_t m_at = 0;
    QByteArray m_out;
};

class MessagePackCodec final : public Codec {
public:
    QByteArray id() const override { return "msgpack"; }
    QString name() const override { return QStringLiteral("MessagePack"); }
    bool canEncode() const override { return false; }

    /// Nearly any short text is MessagePack of something: only whole maps and arrays that are no text count.
    int confidence(std::string_view bytes) const override
    {
        if (bytes.size() < 2 || isText(bytes))
            return 0;
        const auto lead = static_cast<unsigned char>(bytes.front());
        const bool isContainer = (lead >= 0x81 && lead < 0xa0 && lead != 0x90) || (lead >= 0xdc && lead <= 0xdf);
        return isContainer && Reader(bytes).readWhole() ? 70 : 0;
    }

    Result<QString> decode(std::string_view bytes) const override
    {
        Reader reader(bytes);
        if (!reader.readWhole())
            return failure(ErrorCode::Unsupported,
                           QCoreApplication::translate("vermilion::Codec", "These bytes are not one MessagePack value.").toUtf8());
        return reader.text();
    }
};

}  // namespace

const Codec &messagePackCodec()
{
    static const MessagePackCodec one;
    return one;
}

}  // namespace vermilion
