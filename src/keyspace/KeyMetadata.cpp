// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyMetadata.h"

namespace vermilion {

namespace {

constexpr std::chrono::seconds FreshFor{60};  // rows read longer ago are read again when they come into view
constexpr KeyMetadata::Column AllColumns[] = {KeyMetadata::Column::Type, KeyMetadata::Column::Ttl, KeyMetadata::Column::Size};

QByteArrayList commandFor(KeyMetadata::Column column, const QByteArray &key)
{
    switch (column) {
    case KeyMetadata::Column::Type: return {"TYPE", key};
    case KeyMetadata::Column::Ttl: return {"PTTL", key};
    case KeyMetadata::Column::Size: return {"MEMORY", "USAGE", key};
    }
    return {};
}

/// NOPERM may be about the command (then the whole column is out of reach) or about this one key.
bool concernsCommand(const Error &error)
{
    return error.code == ErrorCode::UnknownCommand
        || (error.code == ErrorCode::NoPermission && !error.detail.contains("access"));
}

}  // namespace

KeyMetadata::KeyMetadata(Session *session, const Clock &clock, QObject *parent)
    : QObject(parent), m_session(session), m_clock(clock)
{
    connect(session, &Session::stateChanged, this, [this](LinkState state) {
        if (state == LinkState::Ready)
            sendMore();
    });
}

KeyMetadata::~KeyMetadata()
{
    for (Batch &batch : m_flying)
        batch.request.cancel();
}

void KeyMetadata::want(const QByteArrayList &keys)
{
    m_wanted.clear();
    const auto now = m_clock.monotonic();
    for (const QByteArray &key : keys) {
        const KeyFacts *facts = find(key);
        if ((!facts || now - facts->readAt > FreshFor) && !m_asked.contains(key))
            m_wanted << key;
    }
    sendMore();
}

const KeyFacts *KeyMetadata::find(const QByteArray &key) const
{
    if (const auto young = m_young.constFind(key); young != m_young.cend())
        return &*young;
    const auto old = m_old.constFind(key);
    return old == m_old.cend() ? nullptr : &*old;
}

std::optional<std::chrono::milliseconds> KeyMetadata::remaining(const KeyFacts &facts) const
{
    if (facts.expiry != KeyFacts::Expiry::At)
        return {};
    return facts.expiresAt - m_clock.wall();
}

std::optional<Error> KeyMetadata::refusal(Column column) const { return m_refused[int(column)]; }

void KeyMetadata::forget(const QByteArrayList &keys)
{
    for (const QByteArray &key : keys) {
        m_young.remove(key);
        m_old.remove(key);
    }
    emit changed(keys);
}

void KeyMetadata::clear()
{
    for (Batch &batch : m_flying)
        batch.request.cancel();
    m_flying.clear();
    m_asked.clear();
    m_wanted.clear();
    m_young.clear();
    m_old.clear();
}

QHash<QByteArray, KeyFacts> KeyMetadata::known() const
{
    QHash<QByteArray, KeyFacts> all = m_old;
    all.insert(m_young);
    return all;
}

void KeyMetadata::sendMore()
{
    while (!m_wanted.isEmpty() && m_flying.size() < BatchesInFlight && m_session->state() == LinkState::Ready) {
        Batch batch;
        for (const Column column : AllColumns) {
            if (!m_refused[int(column)])
                batch.columns << column;
        }
        if (batch.columns.isEmpty()) {
            m_wanted.clear();
            return;
        }
        const qsizetype size = std::min(BatchKeys, m_wanted.size());
        batch.keys = m_wanted.mid(0, size);
        m_wanted.remove(0, size);
        std::vector<Request> requests;
        requests.reserve(size_t(size * batch.columns.size()));
        for (const QByteArray &key : std::as_const(batch.keys)) {
            m_asked.insert(key);
            for (const Column column : std::as_const(batch.columns))
                requests.push_back({commandFor(column, key), true, {}, {}});
        }
        const quint64 id = m_nextBatch++;
        m_flying.insert(id, batch);
        m_flying[id].request = m_session->link()->sendAll(
            std::move(requests), this, [this, id](std::vector<Result<Reply>> replies) { received(id, std::move(replies)); });
    }
}

void KeyMetadata::received(quint64 id, std::vector<Result<Reply>> replies)
{
    const Batch batch = m_flying.take(id);
    size_t at = 0;
    for (const QByteArray &key : batch.keys) {
        m_asked.remove(key);
        KeyFacts facts;
        facts.readAt = m_clock.monotonic();
        for (const Column column : batch.columns) {
            if (at < replies.size())
                take(facts, column, replies[at]);
            ++at;
        }
        if (facts.type == "none")
            facts.expiry = KeyFacts::Expiry::Gone;
        store(key, facts);
    }
    emit changed(batch.keys);
    sendMore();
}

void KeyMetadata::take(KeyFacts &facts, Column column, const Result<Reply> &reply)
{
    if (!reply) {
        if (concernsCommand(reply.error()))
            refuse(column, reply.error());
        return;
    }
    const ReplyView value = reply->root();
    switch (column) {
    case Column::Type:
        facts.type = value.bytes();
        break;
    case Column::Ttl: {
        const int64_t ms = value.integer(-3);
        if (ms >= 0) {
            facts.expiry = KeyFacts::Expiry::At;
            facts.expiresAt = m_clock.wall() + std::chrono::milliseconds(ms);
        } else if (ms == -1) {
            facts.expiry = KeyFacts::Expiry::Never;
        } else if (ms == -2) {
            facts.expiry = KeyFacts::Expiry::Gone;
        }
        break;
    }
    case Column::Size:
        facts.bytes = value.integer(-1);
        break;
    }
}

void KeyMetadata::refuse(Column column, const Error &error)
{
    if (m_refused[int(column)])
        return;
    m_refused[int(column)] = error;
    emit columnRefused(column);
}

void KeyMetadata::store(const QByteArray &key, const KeyFacts &facts)
{
    if (m_young.size() >= HalfCache) {
        m_old = std::move(m_young);
        m_young = {};
    }
    m_young.insert(key, facts);
}

}  // namespace vermilion
