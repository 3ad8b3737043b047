// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Request.h"
#include "values/ValueKind.h"

#include <QHash>

namespace vermilion {

/// What is known of one key beside its value. Every part may be missing; `refusals` says why, by lower-case command name.
struct KeyDetails {
    QByteArray type;                 ///< "hash", "ReJSON-RL"; "none": no such key; empty: refused
    ValueKind kind = ValueKind::None;
    QByteArray encoding;             ///< "listpack"
    std::optional<std::chrono::milliseconds> ttl;  ///< when it was read; -1 ms: no expiry
    qint64 memory = -1;              ///< bytes by MEMORY USAGE with its default samples; -1: not known
    qint64 length = -1;              ///< bytes of a string, elements of a collection; -1: not known
    qint64 frequency = -1;           ///< LFU counter 0–255; -1: the server does not keep it
    qint64 idleSeconds = -1;         ///< -1: the server does not keep it (LFU) or refused
    QHash<QByteArray, Error> refusals;

    bool exists() const { return kind != ValueKind::None; }
    bool isPersistent() const { return ttl && ttl->count() < 0; }
};

/// The questions about a key that one pipeline asks, and what the answers mean. Commands that were refused before are not asked
/// again: their reason is copied from `known`.
class KeyDetailsPlan {
public:
    KeyDetailsPlan(QByteArray key, const Refusals &known);
    const std::vector<QByteArrayList> &commands() const { return m_commands; }
    /// One reply a command, in order. Fails only when TYPE was not answered.
    Result<KeyDetails> take(const std::vector<Result<Reply>> &replies) const;

private:
    void takePart(KeyDetails &details, const QByteArray &part, ReplyView reply) const;

    std::vector<QByteArrayList> m_commands;
    QByteArrayList m_parts;
    Refusals m_refused;
};

}  // namespace vermilion

Q_DECLARE_METATYPE(vermilion::KeyDetails)
