// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArrayList>
#include <QList>
#include <QString>

#include <chrono>

namespace vermilion {

/// What a user wants a key's TTL to become. A duration is counted by the server's clock, a moment is absolute; both in ms.
struct TtlChange {
    enum class Kind { In, At, Never } kind = Kind::In;
    std::chrono::milliseconds time{0};  ///< In: from now; At: since 1970-01-01 UTC

    QByteArrayList command(const QByteArray &key) const;  ///< PEXPIRE, PEXPIREAT or PERSIST
    /// Redis deletes a key at once whose TTL becomes zero, negative or a moment that has passed.
    bool deletesAt(std::chrono::milliseconds now) const;

    /// "90", "15m", "7d", "1h30m", "PT15M" and, unlike parseDuration(), also zero and negative seconds ("0", "-1").
    static Result<TtlChange> parsed(const QString &text);
    /// The presets of the set-up guides: rate limits 15 min, AI responses 1 h, sessions and embeddings 24 h, agent memory 30 d.
    struct Preset;
    static QList<Preset> presets();

    friend bool operator==(const TtlChange &, const TtlChange &) = default;
};

struct TtlChange::Preset {
    QString text;
    TtlChange change;
};

}  // namespace vermilion
