// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resp/Reply.h"

#include <QByteArrayList>
#include <QSet>

namespace vermilion {

/// What a connection listens to, and which replies are messages. RESP2 has no mark for them: there, an array that begins with
/// "message" is one only while something is subscribed.
class Subscriptions {
public:
    /// Is it SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE or their opposites?
    static bool isSubscriptionCommand(const QByteArray &name);

    bool isActive() const { return !m_channels.isEmpty(); }
    /// A published message or a confirmation of (un)subscribing, in RESP3's or RESP2's shape.
    bool isMessage(ReplyView reply) const;
    static bool isConfirmation(ReplyView reply);
    /// How many confirmations the server sends for a command, given what is subscribed now.
    int confirmationsFor(const QByteArrayList &command) const;
    void confirm(ReplyView confirmation);
    void clear() { m_channels.clear(); }

private:
    QSet<QByteArray> m_channels;  // with a leading letter for the kind: "c" channel, "p" pattern, "s" shard channel
};

}  // namespace vermilion
