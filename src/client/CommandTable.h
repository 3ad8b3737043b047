// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resp/Reply.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QSet>

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

    /// "config|set" where the table lists subcommands of the first word, else the first word alone; lower case.
    QByteArray fullName(const QByteArrayList &command) const;

private:
    void insert(const QByteArray &name, Flags flags);
    void insertFromReply(ReplyView info, const CommandTable &known);

    QHash<QByteArray, Flags> m_flags;  // "set", "config|set": lower case
    QSet<QByteArray> m_containers;     // "config": its subcommands are listed
};

}  // namespace vermilion
