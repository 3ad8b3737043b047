// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/BulkJob.h"

#include "base/Bytes.h"

#include <QThread>

namespace vermilion {

namespace {

constexpr qint64 PublishEveryMs = 100;
constexpr qsizetype MostErrors = 10;

/// The connection itself is the trouble, so no further key can fare better.
bool endsAll(const Error &error)
{
    switch (error.code) {
    case ErrorCode::NoPermission:  // to run the command at all, or only to touch this key
        return !error.detail.contains("access");
    case ErrorCode::UnknownCommand: case ErrorCode::ReadOnlyConnection: case ErrorCode::NeedsConsent:
    case ErrorCode::ReadOnlyReplica: case ErrorCode::Misconf: case ErrorCode::Loading:
        return true;
    default:
        return false;
    }
}

bool isLost(ErrorCode code)
{
    switch (code) {
    case ErrorCode::OutcomeUnknown: case ErrorCode::ConnectionClosed: case ErrorCode::ConnectionReset: case ErrorCode::Timeout:
    case ErrorCode::NotConnected: case ErrorCode::Cancelled: case ErrorCode::ConnectionRefused: case ErrorCode::ConnectTimeout:
        return true;
    default:
        return false;
    }
}

}  // namespace

QByteArrayList BulkAction::commandFor(std::string_view key) const
{
    switch (kind) {
    case Kind::Delete: return {"UNLINK", bytes(key)};
    case Kind::ExpireIn: return {"PEXPIRE", bytes(key), QByteArray::number(qint64(time.count()))};
    case Kind::ExpireAt: return {"PEXPIREAT", bytes(key), QByteArray::number(qint64(time.count()))};
    case Kind::Persist: return {"PERSIST", bytes(key)};
    }
    return {};
}

BulkJob::BulkJob(Connection *link, std::shared_ptr<const NameList> names, BulkAction action, std::optional<Consent> consent,
                 int database)
    : m_link(link), m_names(std::move(names)), m_action(action), m_consent(std::move(consent)),
      m_database(database >= 0 ? database : link->endpoint().database), m_rest(this)
{
    m_rest.setSingleShot(true);
    m_rest.setTimerType(Qt::PreciseTimer);
    connect(&m_rest, &QTimer::timeout, this, &BulkJob::sendMore);
    m_report.total = m_names->size();
    moveToThread(link->thread());
}

void BulkJob::begin() { QMetaObject::invokeMethod(this, [this] { start(); }); }

void BulkJob::stop()
{
    m_stop = true;
    QMetaObject::invokeMethod(this, [this] {
        if (state() == State::Waiting)
            return cancel();
        if (m_rest.isActive()) {
            m_rest.stop();
            sendMore();  // ends it
        }
    });
}

void BulkJob::setShare(int percent) { m_share = std::clamp(percent, 1, 100); }

BulkReport BulkJob::report() const
{
    const QMutexLocker lock(&m_mutex);
    return m_report;
}

std::vector<size_t> BulkJob::takeGone()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_gone, {});
}

template <typename Change> void BulkJob::update(Change change)
{
    const QMutexLocker lock(&m_mutex);
    change(m_report);
}

void BulkJob::run()
{
    m_started.start();
    sendMore();
}

void BulkJob::abandon() {}

BulkJob::Range BulkJob::nextRange()
{
    Range range{m_at, m_at};
    size_t size = 0;
    while (range.last < m_names->size() && range.last - range.first < BatchKeys && (size == 0 || size < BatchBytes))
        size += m_names->at(range.last++).size();
    m_at = range.last;
    return range;
}

void BulkJob::sendMore()
{
    if (!m_link && !m_failure)
        m_failure = Error{ErrorCode::NotConnected, {}, {}};
    while (!m_stop && !m_failure && m_inFlight < batchesInFlight() && m_at < m_names->size()) {
        const Range range = nextRange();
        m_batchStarted.start();
        ++m_inFlight;
        if (m_action.kind == BulkAction::Kind::Delete)
            sendTogether(range);
        else
            sendSingly(range);
    }
    if (m_inFlight > 0)
        return;
    emit advanced();
    if (m_failure)
        fail(*m_failure);
    else if (m_at < m_names->size())
        finish({Outcome::Kind::Cancelled, {}});
    else
        succeed();
}

Request BulkJob::request(QByteArrayList command) const
{
    Request request{std::move(command), false, {}, m_consent};
    request.inDatabase = m_database;
    return request;
}

void BulkJob::sendTogether(Range range)
{
    QByteArrayList command{m_deleteCommand};
    for (size_t i = range.first; i < range.last; ++i)
        command << bytes(m_names->at(i));
    m_link->send(request(std::move(command)), this,
                 [this, range](Result<Reply> result) { answeredTogether(range, result); });
}

void BulkJob::sendSingly(Range range)
{
    std::vector<Request> requests;
    for (size_t i = range.first; i < range.last; ++i) {
        QByteArrayList command = m_action.commandFor(m_names->at(i));
        if (m_action.kind == BulkAction::Kind::Delete)
            command[0] = m_deleteCommand;
        requests.push_back(request(std::move(command)));
    }
    m_link->sendAll(std::move(requests), this,
                    [this, range](std::vector<Result<Reply>> results) { answeredSingly(range, results); });
}

void BulkJob::answeredTogether(Range range, const Result<Reply> &result)
{
    if (result) {
        const quint64 keys = range.last - range.first;
        const quint64 done = std::min<quint64>(keys, quint64(std::max<int64_t>(0, result->root().integer())));
        const QMutexLocker lock(&m_mutex);
        m_report.answered += keys;
        m_report.done += done;
        m_report.absent += keys - done;
        for (size_t i = range.first; i < range.last; ++i)
            m_gone.push_back(i);
    } else if (isLost(result.error().code)) {
        lost(range, result.error());
    } else if (result.error().code == ErrorCode::UnknownCommand && m_deleteCommand == "UNLINK") {
        m_deleteCommand = "DEL";  // Redis 3 and some clouds know no UNLINK; nothing was done, so ask again
        return sendTogether(range);
    } else {
        // One key of them is refused, and with it all. Nothing was deleted: ask for each, to tell which.
        return sendSingly(range);
    }
    batchOver();
}

void BulkJob::answeredSingly(Range range, const std::vector<Result<Reply>> &results)
{
    for (size_t i = range.first; i < range.last; ++i) {
        const size_t at = i - range.first;
        count(i, at < results.size() ? results[at] : Result<Reply>(failure(ErrorCode::OutcomeUnknown)));
    }
    batchOver();
}

void BulkJob::count(size_t key, const Result<Reply> &result)
{
    if (!result && isLost(result.error().code))
        return lost({key, key + 1}, result.error());
    const QMutexLocker lock(&m_mutex);
    ++m_report.answered;
    if (!result) {
        ++m_report.refused;
        if (m_report.firstErrors.size() < MostErrors)
            m_report.firstErrors.append({bytes(m_names->at(key)), result.error()});
        if (endsAll(result.error()) && !m_failure)
            m_failure = result.error();
        return;
    }
    if (result->root().integer() > 0)
        ++m_report.done;
    else
        ++m_report.absent;
    if (m_action.kind == BulkAction::Kind::Delete)
        m_gone.push_back(key);
}

void BulkJob::lost(Range range, const Error &error)
{
    if (error.code == ErrorCode::Cancelled) {
        m_stop = true;  // another database was selected, or the link was closed: these keys are simply not done
        return;
    }
    if (!m_failure)
        m_failure = error;
    if (error.code == ErrorCode::NotConnected || error.code == ErrorCode::ConnectionRefused)
        return;  // never left: these keys are simply not done
    update([&](BulkReport &report) {
        report.answered += range.last - range.first;
        report.unknown += range.last - range.first;
    });
}

void BulkJob::batchOver()
{
    --m_inFlight;
    const qint64 elapsed = std::max<qint64>(1, m_started.elapsed());
    update([&](BulkReport &report) { report.rate = double(report.answered) * 1000 / double(elapsed); });
    if (!m_published.isValid() || m_published.elapsed() >= PublishEveryMs) {
        m_published.start();
        emit advanced();
    }
    rest(m_batchStarted.elapsed());
}

/// A share of 25 per cent means three times as long a pause as the server was busy.
void BulkJob::rest(qint64 workedMs)
{
    const int share = m_share;
    if (share < 100 && m_inFlight == 0 && !m_stop && !m_failure && m_at < m_names->size())
        m_rest.start(int(std::max<qint64>(1, workedMs) * (100 - share) / share));
    else
        sendMore();
}

}  // namespace vermilion
