// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/FactJob.h"

#include "base/Bytes.h"

namespace vermilion {

namespace {

constexpr qint64 PublishEveryMs = 100;

/// About this one key; anything else concerns them all.
bool concernsOneKey(const Error &error)
{
    return error.code == ErrorCode::WrongType || error.code == ErrorCode::ServerError
        || (error.code == ErrorCode::NoPermission && error.detail.contains("access"));
}

}  // namespace

FactJob::FactJob(Connection *link, std::shared_ptr<const NameList> names, FactFilter filter, std::shared_ptr<KeyStore> found,
                 int database)
    : m_link(link), m_names(std::move(names)), m_filter(std::move(filter)), m_found(std::move(found)), m_database(database), m_rest(this)
{
    if (!m_filter.type.isEmpty())
        m_commands << "TYPE";
    if (m_filter.ttl != FactFilter::Ttl::Any)
        m_commands << "PTTL";
    if (m_filter.leastBytes > 0)
        m_commands << "MEMORY";
    m_rest.setSingleShot(true);
    m_rest.setTimerType(Qt::PreciseTimer);
    connect(&m_rest, &QTimer::timeout, this, &FactJob::sendMore);
    moveToThread(link->thread());
}

void FactJob::begin() { QMetaObject::invokeMethod(this, [this] { start(); }); }

void FactJob::stop()
{
    m_stop = true;
    QMetaObject::invokeMethod(this, [this] { cancel(); });
}

void FactJob::setShare(int percent) { m_share = std::clamp(percent, 1, 100); }

void FactJob::run() { sendMore(); }
void FactJob::abandon() { m_rest.stop(); }

void FactJob::sendMore()
{
    if (!isRunning())
        return;
    if (!m_link)
        return fail({ErrorCode::NotConnected, {}, {}});
    const int most = m_share < 100 ? 1 : BatchesInFlight;
    while (!m_stop && !m_failure && m_inFlight < most && m_at < m_names->size()) {
        const size_t first = m_at, last = std::min(m_names->size(), first + BatchKeys);
        m_at = last;
        std::vector<Request> requests;
        requests.reserve((last - first) * size_t(m_commands.size()));
        for (size_t i = first; i < last; ++i) {
            for (const QByteArray &command : std::as_const(m_commands)) {
                QByteArrayList words{command};
                if (command == "MEMORY")
                    words << "USAGE";
                words << bytes(m_names->at(i));
                requests.push_back({std::move(words), true, {}, {}});
                requests.back().inDatabase = m_database;
            }
        }
        ++m_inFlight;
        m_batchStarted.start();
        m_link->sendAll(std::move(requests), this, [this, first, last](std::vector<Result<Reply>> replies) {
            received(first, last, replies);
        });
    }
    if (m_inFlight > 0)
        return;
    if (m_failure && m_failure->code == ErrorCode::Cancelled)
        cancel();
    else if (m_failure)
        fail(*m_failure);
    else
        succeed();
}

/// False when the server does not tell it of this key.
bool FactJob::learn(KeyFacts &facts, const QByteArray &command, const Result<Reply> &reply)
{
    if (!reply) {
        if (!concernsOneKey(reply.error()) && !m_failure)
            m_failure = reply.error();
        return false;
    }
    const ReplyView value = reply->root();
    if (command == "TYPE") {
        facts.type = value.bytes();
    } else if (command == "MEMORY") {
        facts.bytes = value.integer(-1);
    } else {
        const int64_t ms = value.integer(-2);
        facts.expiry = ms >= 0 ? KeyFacts::Expiry::At : ms == -1 ? KeyFacts::Expiry::Never : KeyFacts::Expiry::Gone;
        facts.expiresAt = std::chrono::milliseconds(ms);
    }
    return true;
}

void FactJob::received(size_t first, size_t last, const std::vector<Result<Reply>> &replies)
{
    --m_inFlight;
    if (!isRunning())
        return;
    std::vector<std::string_view> fitting;
    size_t at = 0;
    quint64 unread = 0;
    for (size_t i = first; i < last; ++i) {
        KeyFacts facts;
        bool told = true;
        for (const QByteArray &command : std::as_const(m_commands)) {
            told = at < replies.size() && learn(facts, command, replies[at]) && told;
            ++at;
        }
        unread += !told;
        if (told && m_filter.matches(facts, std::chrono::milliseconds(0)))  // expiresAt counts from now
            fitting.push_back(m_names->at(i));
    }
    if (!m_failure) {
        m_found->append(fitting.data(), fitting.size());
        m_answered += last - first;
        m_unread += unread;
    }
    if (!m_published.isValid() || m_published.elapsed() >= PublishEveryMs) {
        m_published.start();
        emit advanced();
    }
    const int share = m_share;
    if (share < 100 && m_inFlight == 0 && !m_failure)
        m_rest.start(int(std::max<qint64>(1, m_batchStarted.elapsed()) * (100 - share) / share));
    else
        sendMore();
}

}  // namespace vermilion
