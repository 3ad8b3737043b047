// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Request.h"
#include "client/ServerFacts.h"
#include "values/ValueKind.h"

#include <functional>

namespace vermilion {

/// One change of a value as the user means it, with what was read before: nothing is written when that no longer stands.
struct ValueEdit {
    enum class Kind {
        SetString,                                    ///< value
        SetField, AddField, RenameField, RemoveField, ///< name (→ newName), value
        SetElement, InsertBefore, PushHead, PushTail, RemoveElement, ///< index, value
        AddMember, ReplaceMember, RemoveMember,       ///< name → newName
        SetScore, AddScored, RenameScored, RemoveScored ///< name (→ newName), value: the score
    };
    Kind kind = Kind::SetString;
    QByteArray name;
    QByteArray newName;
    QByteArray value;
    qint64 index = -1;
    /// What was read where the change goes; nothing: it was not there. Not looked at when something new is added.
    std::optional<QByteArray> base;

    bool removes() const;
    bool adds() const;         ///< one element more afterwards
    bool changesName() const;  ///< of a field or member
    ValueKind valueKind() const;
    /// What the user wants to see there afterwards (the new member, the new value).
    QByteArray mine() const;
};

/// What stood there instead of what was read.
struct Theirs {
    std::optional<QByteArray> bytes;  ///< nothing: gone
};

/// The commands of a change: what to read under WATCH, and what to write when the answers agree. Pure.
class EditPlan {
public:
    /// `facts`: KEEPTTL needs Redis 6; a server of unknown version gets the TTL written back by PX. `tombstone`: bytes that are in no
    /// list, to address an element by its place.
    EditPlan(QByteArray key, ValueEdit edit, const ServerFacts &facts, QByteArray tombstone);

    const std::vector<QByteArrayList> &reads() const { return m_reads; }
    /// Nothing to write when it is so already. Fails with ChangedSinceRead (see theirs()), KeyExists for a new name that is taken, or
    /// what the server answered.
    Result<std::vector<QByteArrayList>> decide(const std::vector<Result<Reply>> &replies);

    const std::optional<Theirs> &theirs() const { return m_theirs; }
    /// It took the last element away, and the key with it.
    bool removesKey() const { return m_removesKey; }

private:
    using Writes = std::vector<QByteArrayList>;
    Result<Writes> decideString(const std::vector<Result<Reply>> &replies);
    Writes write() const;
    Writes writeList() const;

    QByteArray m_key;
    ValueEdit m_edit;
    QByteArray m_tombstone;
    bool m_keepTtl;
    std::vector<QByteArrayList> m_reads;
    std::optional<Theirs> m_theirs;
    bool m_removesKey = false;
};

/// A key that is to be made, with its first element.
struct NewKey {
    QByteArray key;
    ValueKind kind = ValueKind::String;
    QByteArray name;   ///< field or member
    QByteArray value;  ///< string, hash value, list element, score
    std::optional<std::chrono::milliseconds> ttl;
};
/// Never overwrites: its read is EXISTS under WATCH, its writes create.
std::vector<QByteArrayList> creationReads(const NewKey &key);
Result<std::vector<QByteArrayList>> creationWrites(const NewKey &key, const std::vector<Result<Reply>> &replies);

/// A score as the server takes it (a number, inf, -inf), or InvalidInput.
Result<QByteArray> checkedScore(const QByteArray &typed);

}  // namespace vermilion
