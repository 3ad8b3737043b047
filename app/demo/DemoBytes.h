// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <utility>

// The kinds of bytes that people keep in Redis, written by hand so that the demo needs no library for them.
namespace vermilion {

/// A small generator with the same numbers on every machine (splitmix64); the standard distributions promise no such thing.
class DemoRandom {
public:
    explicit DemoRandom(uint64_t seed) : m_state(seed) {}
    uint64_t next();
    int below(int bound) { return static_cast<int>(next() % static_cast<uint64_t>(bound)); }  ///< 0 … bound - 1; bound ≥ 1
    int between(int low, int high) { return low + below(high - low + 1); }                    ///< both included
    double unit() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }          ///< 0 ≤ x < 1
    QByteArray hex(int digits);
    QByteArray uuid();
    template <typename T> const T &pick(const QList<T> &list) { return list.at(below(static_cast<int>(list.size()))); }

private:
    uint64_t m_state;
};

QByteArray gzipped(const QByteArray &bytes);
QByteArray floatVector(DemoRandom &random, int dimensions);  ///< little-endian float32, as vector libraries store them

/// MessagePack (https://msgpack.org): the few shapes that the demo uses.
class MessagePackWriter {
public:
    MessagePackWriter &map(int pairs);
    MessagePackWriter &array(int elements);
    MessagePackWriter &text(const QByteArray &utf8);
    MessagePackWriter &number(int64_t value);
    MessagePackWriter &real(double value);
    MessagePackWriter &flag(bool value);
    const QByteArray &bytes() const { return m_bytes; }

private:
    void header(uint8_t fix, int fixLimit, uint8_t wide, int count);
    QByteArray m_bytes;
};

/// The Protocol Buffers wire format: varints and length-delimited fields, no schema.
class ProtobufWriter {
public:
    ProtobufWriter &varint(int field, uint64_t value);
    ProtobufWriter &bytes(int field, const QByteArray &value);
    ProtobufWriter &real(int field, double value);
    const QByteArray &message() const { return m_bytes; }

private:
    void raw(uint64_t value);
    QByteArray m_bytes;
};

}  // namespace vermilion
