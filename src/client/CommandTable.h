// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resp/Reply.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>

namespace vermilion {

/// What the server says of its commands (reply of COMMAND), or a bundled table where COMMAND is refused.
class CommandTable {
public:
    struct Flags {
        bool write = false, mayReplicate = false, admin = false, dangerous = false, blocking = false,
             pubsub = false, script = false, known = false;
        int firstKey = 0, lastKey = 0, step = 0;
    };

    static CommandTable bundled();                     ///< names and flags of Redis 7.0 and Valkey 8
    static CommandTable fromReply(ReplyView command);  ///< COMMAND, RESP2 or RESP3, Redis 4 and later

    Flags flags(const QByteArrayList &command) const;  ///< looks at the subcommand where the server lists them
    bool isEmpty() const { return m_flags.isEmpty(); }
    QByteArrayList names() const;

private:
    QHash<QByteArray, Flags> m_flags;  // "set", "config|set": lower case
};

}  // namespace vermilion
