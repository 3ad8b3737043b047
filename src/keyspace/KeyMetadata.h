// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "client/Session.h"

#include <QByteArrayList>
#include <QHash>
#include <QObject>
#include <QSet>

namespace vermilion {

/// What is known of one key besides its name.
struct KeyFacts {
    QByteArray type;            ///< as TYPE says; empty: not known
    enum class Expiry : uint8_t { Unknown, Never, At, Gone } expiry = Expiry::Unknown;
    std::chrono::milliseconds expiresAt{0};  ///< wall clock, for At
    qint64 bytes = -1;          ///< MEMORY USAGE with the server's own sampling; -1: not known
    std::chrono::microseconds readAt{0};     ///< monotonic

    bool isGone() const { return expiry == Expiry::Gone; }
};

/// TYPE, PTTL and MEMORY USAGE of the keys that are on screen, never of all: they cost the server two microseconds a key.
/// Never SAMPLES 0, which walks through every element of a collection. GUI thread.
class KeyMetadata : public QObject {
    Q_OBJECT
public:
    enum class Column { Type, Ttl, Size };

    explicit KeyMetadata(Session *session, const Clock &clock = systemClock(), QObject *parent = nullptr);
    ~KeyMetadata() override;

    /// These keys are on screen now. Earlier wishes that were not sent yet are dropped.
    void want(const QByteArrayList &keys);
    const KeyFacts *find(const QByteArray &key) const;  ///< valid until the next event; null when not known
    /// Milliseconds until it expires; nothing unless expiry is At. May be ≤ 0: due.
    std::optional<std::chrono::milliseconds> remaining(const KeyFacts &facts) const;

    /// Why a column stays blank for everything: the server refuses its command.
    std::optional<Error> refusal(Column column) const;

    void forget(const QByteArrayList &keys);  ///< changed elsewhere: read again when wanted
    void clear();                             ///< another database, or read everything anew
    QHash<QByteArray, KeyFacts> known() const;  ///< a copy of what is cached, for filters and sorting

    static constexpr qsizetype BatchKeys = 150;
    static constexpr int BatchesInFlight = 2;
    static constexpr qsizetype HalfCache = 50'000;

signals:
    void changed(const QByteArrayList &keys);
    void columnRefused(vermilion::KeyMetadata::Column column);

private:
    struct Batch { QByteArrayList keys; QList<Column> columns; RequestHandle request; };
    void sendMore();
    void received(quint64 id, std::vector<Result<Reply>> replies);
    void take(KeyFacts &facts, Column column, const Result<Reply> &reply);
    void refuse(Column column, const Error &error);
    void store(const QByteArray &key, const KeyFacts &facts);

    Session *const m_session;
    const Clock &m_clock;
    QByteArrayList m_wanted;
    QHash<quint64, Batch> m_flying;
    QSet<QByteArray> m_asked;              // keys in flight
    quint64 m_nextBatch = 0;
    // Two generations: when the young one is full, the old one is dropped. Bounded, and no list of uses to keep.
    QHash<QByteArray, KeyFacts> m_young, m_old;
    std::optional<Error> m_refused[3];
};

}  // namespace vermilion
