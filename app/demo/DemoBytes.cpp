// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoBytes.h"

#include <QtEndian>

#include <array>
#include <cstring>

namespace vermilion {

namespace {

template <typename T> QByteArray bigEndian(T value)
{
    QByteArray out(sizeof(T), Qt::Uninitialized);
    qToBigEndian(value, out.data());
    return out;
}

template <typename T> QByteArray littleEndian(T value)
{
    QByteArray out(sizeof(T), Qt::Uninitialized);
    qToLittleEndian(value, out.data());
    return out;
}

uint64_t bitsOf(double value)
{
    uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

uint32_t crc32(const QByteArray &bytes)
{
    static const std::array<uint32_t, 256> table = [] {
        std::array<uint32_t, 256> made{};
        for (uint32_t i = 0; i < made.size(); ++i) {
            uint32_t c = i;
            for (int bit = 0; bit < 8; ++bit)
                c = (c & 1) ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            made[i] = c;
        }
        return made;
    }();
    uint32_t crc = 0xFFFFFFFFu;
    for (const char byte : bytes)
        crc = table[(crc ^ static_cast<uint8_t>(byte)) & 0xFF] ^ (crc >> 8);
    return crc ^ 0xFFFFFFFFu;
}

}  // namespace

uint64_t DemoRandom::next()
{
    uint64_t z = (m_state += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

QByteArray DemoRandom::hex(int digits)
{
    QByteArray out;
    while (out.size() < digits)
        out += QByteArray::number(static_cast<qulonglong>(next()), 16).rightJustified(16, '0');
    out.truncate(digits);
    return out;
}

QByteArray DemoRandom::uuid()
{
    const QByteArray digits = hex(32);
    return digits.first(8) + '-' + digits.sliced(8, 4) + "-4" + digits.sliced(13, 3) + "-a" + digits.sliced(17, 3) + '-'
        + digits.sliced(20);
}

QByteArray gzipped(const QByteArray &bytes)
{
    // qCompress: 4 bytes of length, 2 of zlib header, deflate, 4 of Adler-32. gzip wraps the same deflate (RFC 1952).
    const QByteArray zlib = qCompress(bytes);
    const QByteArray header("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10);
    return header + zlib.sliced(6, zlib.size() - 10) + littleEndian(crc32(bytes)) + littleEndian(static_cast<uint32_t>(bytes.size()));
}

QByteArray floatVector(DemoRandom &random, int dimensions)
{
    QByteArray out(dimensions * static_cast<qsizetype>(sizeof(float)), Qt::Uninitialized);
    for (int i = 0; i < dimensions; ++i) {
        const auto value = static_cast<float>(random.unit() * 2 - 1);
        uint32_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        qToLittleEndian(bits, out.data() + i * static_cast<qsizetype>(sizeof bits));
    }
    return out;
}

void MessagePackWriter::header(uint8_t fix, int fixLimit, uint8_t wide, int count)
{
    if (count < fixLimit) {
        m_bytes += static_cast<char>(fix | count);
    } else {
        m_bytes += static_cast<char>(wide);
        m_bytes += bigEndian(static_cast<uint16_t>(count));
    }
}

MessagePackWriter &MessagePackWriter::map(int pairs)
{
    header(0x80, 16, 0xde, pairs);
    return *this;
}

MessagePackWriter &MessagePackWriter::array(int elements)
{
    header(0x90, 16, 0xdc, elements);
    return *this;
}

MessagePackWriter &MessagePackWriter::text(const QByteArray &utf8)
{
    header(0xa0, 32, 0xda, static_cast<int>(utf8.size()));
    m_bytes += utf8;
    return *this;
}

MessagePackWriter &MessagePackWriter::number(int64_t value)
{
    if (value >= 0 && value < 128) {
        m_bytes += static_cast<char>(value);
    } else {
        m_bytes += static_cast<char>(0xd3);
        m_bytes += bigEndian(value);
    }
    return *this;
}

MessagePackWriter &MessagePackWriter::real(double value)
{
    m_bytes += static_cast<char>(0xcb);
    m_bytes += bigEndian(bitsOf(value));
    return *this;
}

MessagePackWriter &MessagePackWriter::flag(bool value)
{
    m_bytes += static_cast<char>(value ? 0xc3 : 0xc2);
    return *this;
}

void ProtobufWriter::raw(uint64_t value)
{
    while (value >= 0x80) {
        m_bytes += static_cast<char>((value & 0x7F) | 0x80);
        value >>= 7;
    }
    m_bytes += static_cast<char>(value);
}

ProtobufWriter &ProtobufWriter::varint(int field, uint64_t value)
{
    raw(static_cast<uint64_t>(field) << 3);
    raw(value);
    return *this;
}

ProtobufWriter &ProtobufWriter::bytes(int field, const QByteArray &value)
{
    raw(static_cast<uint64_t>(field) << 3 | 2);
    raw(static_cast<uint64_t>(value.size()));
    m_bytes += value;
    return *this;
}

ProtobufWriter &ProtobufWriter::real(int field, double value)
{
    raw(static_cast<uint64_t>(field) << 3 | 1);
    m_bytes += littleEndian(bitsOf(value));
    return *this;
}

}  // namespace vermilion
