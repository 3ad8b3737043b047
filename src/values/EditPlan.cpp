// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/EditPlan.h"

#include <QCoreApplication>

#include <cmath>

namespace vermilion {

namespace {

using Kind = ValueEdit::Kind;

QByteArray number(qint64 n) { return QByteArray::number(n); }

/// The bytes behind a reply that may be nil; scores may come as doubles.
std::optional<QByteArray> found(ReplyView reply)
{
    if (reply.isNil())
        return std::nullopt;
    return scoreText(reply);
}

QByteArrayList lookUp(ValueKind kind, const QByteArray &key, const QByteArray &name, qint64 index)
{
    switch (kind) {
    case ValueKind::String: return {"GET", key};
    case ValueKind::Hash: return {"HGET", key, name};
    case ValueKind::List: return {"LINDEX", key, number(index)};
    case ValueKind::Set: return {"SISMEMBER", key, name};
    default: return {"ZSCORE", key, name};
    }
}

}  // namespace

bool ValueEdit::removes() const
{
    return kind == Kind::RemoveField || kind == Kind::RemoveElement || kind == Kind::RemoveMember || kind == Kind::RemoveScored;
}

bool ValueEdit::adds() const
{
    return kind == Kind::AddField || kind == Kind::AddMember || kind == Kind::AddScored || kind == Kind::InsertBefore
        || kind == Kind::PushHead || kind == Kind::PushTail;
}

bool ValueEdit::changesName() const
{
    return kind == Kind::RenameField || kind == Kind::ReplaceMember || kind == Kind::RenameScored;
}

ValueKind ValueEdit::valueKind() const
{
    if (kind == Kind::SetString) return ValueKind::String;
    if (kind <= Kind::RemoveField) return ValueKind::Hash;
    if (kind <= Kind::RemoveElement) return ValueKind::List;
    if (kind <= Kind::RemoveMember) return ValueKind::Set;
    return ValueKind::SortedSet;
}

QByteArray ValueEdit::mine() const
{
    return changesName() ? newName : value;
}

EditPlan::EditPlan(QByteArray key, ValueEdit edit, const ServerFacts &facts, QByteArray tombstone)
    : m_key(std::move(key)), m_edit(std::move(edit)), m_tombstone(std::move(tombstone)),
      m_keepTtl(facts.family == ServerFacts::Family::Valkey || facts.versionNumber >= 60000)
{
    const ValueKind kind = m_edit.valueKind();
    const bool pushes = m_edit.kind == Kind::PushHead || m_edit.kind == Kind::PushTail;
    // The first read is about the whole: its length tells a wrong type and the last element; old servers need the TTL.
    const bool needsTtl = kind == ValueKind::String && !m_keepTtl;
    m_reads.push_back({needsTtl ? QByteArray("PTTL") : lengthCommand(kind), m_key});
    if (!pushes)
        m_reads.push_back(lookUp(kind, m_key, m_edit.name, m_edit.index));
    if (m_edit.changesName())
        m_reads.push_back(lookUp(kind, m_key, m_edit.newName, -1));
}

Result<std::vector<QByteArrayList>> EditPlan::decide(const std::vector<Result<Reply>> &replies)
{
    m_theirs.reset();
    for (const Result<Reply> &reply : replies) {
        if (!reply)
            return tl::unexpected(reply.error());
    }
    if (replies.size() != m_reads.size())
        return failure(ErrorCode::Internal, "a reply is missing");
    if (m_edit.kind == Kind::SetString)
        return decideString(replies);

    const qint64 length = replies[0]->root().integer();
    // Adding to a key that has gone would make a new one, without its TTL and unasked.
    if (length == 0)
        return failure(ErrorCode::NoSuchKey, {}, m_key);
    m_removesKey = m_edit.removes() && length == 1;
    if (m_reads.size() == 1)
        return write();

    std::optional<QByteArray> now = found(replies[1]->root());
    if (m_edit.valueKind() == ValueKind::Set)
        now = replies[1]->root().integer() ? std::optional(m_edit.name) : std::nullopt;
    if (m_edit.adds() && m_edit.kind != Kind::InsertBefore)
        return now ? Result<Writes>(failure(ErrorCode::KeyExists, {}, m_edit.name)) : Result<Writes>(write());
    const bool sets = m_edit.kind == Kind::SetField || m_edit.kind == Kind::SetElement || m_edit.kind == Kind::SetScore;
    if (sets && now == m_edit.value)
        return Writes{};
    if (m_edit.removes() && !now)
        return Writes{};
    // A rename or a place in a list needs what it starts from.
    if (!now && !sets)
        return failure(ErrorCode::NoSuchKey, {}, m_edit.name);
    if (now != m_edit.base) {
        m_theirs = Theirs{now};
        return failure(ErrorCode::ChangedSinceRead, {}, m_key);
    }
    if (m_edit.changesName()) {
        const ReplyView other = replies[2]->root();
        if (m_edit.valueKind() == ValueKind::Set ? other.integer() != 0 : !other.isNil())
            return failure(ErrorCode::KeyExists, {}, m_edit.newName);
    }
    return write();
}

Result<std::vector<QByteArrayList>> EditPlan::decideString(const std::vector<Result<Reply>> &replies)
{
    const std::optional<QByteArray> now = found(replies[1]->root());
    if (now == m_edit.value)
        return Writes{};
    if (now != m_edit.base) {
        m_theirs = Theirs{now};
        return failure(ErrorCode::ChangedSinceRead, {}, m_key);
    }
    if (!now)
        return Writes{{"SET", m_key, m_edit.value, "NX"}};
    if (m_keepTtl)
        return Writes{{"SET", m_key, m_edit.value, "XX", "KEEPTTL"}};
    const qint64 ttl = replies[0]->root().integer(-1);
    if (ttl < 0)
        return Writes{{"SET", m_key, m_edit.value, "XX"}};
    return Writes{{"SET", m_key, m_edit.value, "PX", number(std::max<qint64>(1, ttl)), "XX"}};
}

// New names are written before old ones go: a collection never is empty in between, so key and TTL stay.
EditPlan::Writes EditPlan::write() const
{
    switch (m_edit.kind) {
    case Kind::SetField: return {{"HSET", m_key, m_edit.name, m_edit.value}};
    case Kind::AddField: return {{"HSETNX", m_key, m_edit.name, m_edit.value}};
    case Kind::RenameField: return {{"HSETNX", m_key, m_edit.newName, *m_edit.base}, {"HDEL", m_key, m_edit.name}};
    case Kind::RemoveField: return {{"HDEL", m_key, m_edit.name}};
    case Kind::AddMember: return {{"SADD", m_key, m_edit.name}};
    case Kind::ReplaceMember: return {{"SADD", m_key, m_edit.newName}, {"SREM", m_key, m_edit.name}};
    case Kind::RemoveMember: return {{"SREM", m_key, m_edit.name}};
    case Kind::SetScore: return {{"ZADD", m_key, m_edit.base ? "XX" : "NX", m_edit.value, m_edit.name}};
    case Kind::AddScored: return {{"ZADD", m_key, "NX", m_edit.value, m_edit.name}};
    case Kind::RenameScored: return {{"ZADD", m_key, "NX", *m_edit.base, m_edit.newName}, {"ZREM", m_key, m_edit.name}};
    case Kind::RemoveScored: return {{"ZREM", m_key, m_edit.name}};
    default: return writeList();
    }
}

// Redis addresses list elements by value, except LSET: a tombstone marks the place for the commands that cannot.
EditPlan::Writes EditPlan::writeList() const
{
    const QByteArray place = number(m_edit.index);
    switch (m_edit.kind) {
    case Kind::PushHead: return {{"LPUSHX", m_key, m_edit.value}};
    case Kind::PushTail: return {{"RPUSHX", m_key, m_edit.value}};
    case Kind::SetElement: return {{"LSET", m_key, place, m_edit.value}};
    case Kind::InsertBefore:
        return {{"LSET", m_key, place, m_tombstone},
                {"LINSERT", m_key, "BEFORE", m_tombstone, m_edit.value},
                {"LSET", m_key, number(m_edit.index + 1), *m_edit.base}};
    default: return {{"LSET", m_key, place, m_tombstone}, {"LREM", m_key, "1", m_tombstone}};
    }
}

std::vector<QByteArrayList> creationReads(const NewKey &key)
{
    return {{"EXISTS", key.key}};
}

Result<std::vector<QByteArrayList>> creationWrites(const NewKey &key, const std::vector<Result<Reply>> &replies)
{
    if (replies.empty() || !replies.front())
        return replies.empty() ? Result<std::vector<QByteArrayList>>(failure(ErrorCode::Internal)) : tl::unexpected(replies.front().error());
    if (replies.front()->root().integer() != 0)
        return failure(ErrorCode::KeyExists, {}, key.key);
    std::vector<QByteArrayList> writes;
    switch (key.kind) {
    case ValueKind::String: writes.push_back({"SET", key.key, key.value, "NX"}); break;
    case ValueKind::Hash: writes.push_back({"HSET", key.key, key.name, key.value}); break;
    case ValueKind::List: writes.push_back({"RPUSH", key.key, key.value}); break;
    case ValueKind::Set: writes.push_back({"SADD", key.key, key.name}); break;
    case ValueKind::SortedSet: writes.push_back({"ZADD", key.key, "NX", key.value, key.name}); break;
    default: return failure(ErrorCode::Unsupported, {}, key.key);
    }
    if (key.ttl)
        writes.push_back({"PEXPIRE", key.key, number(key.ttl->count())});
    return writes;
}

Result<QByteArray> checkedScore(const QByteArray &typed)
{
    const QByteArray score = typed.trimmed();
    const QByteArray word = score.toLower();
    if (word == "inf" || word == "+inf" || word == "-inf")
        return word;
    bool isNumber = false;
    const double value = score.toDouble(&isNumber);
    if (!isNumber || std::isnan(value))
        return failure(ErrorCode::InvalidInput, QCoreApplication::translate("vermilion::ValueEdit", "A score is a number, inf or -inf.").toUtf8());
    return score;
}

}  // namespace vermilion
