// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/ScanJob.h"

#include "base/Bytes.h"
#include "base/Log.h"

#include <QThread>

namespace vermilion {

namespace {

constexpr qint64 PublishEveryMs = 100;
constexpr qint64 RateWindowMs = 500;
constexpr int FirstRetryMs = 100, LongestRetryMs = 2000;

/// Troubles that pass: the same cursor goes on when they are over.
bool passes(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ConnectionClosed: case ErrorCode::ConnectionReset: case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectTimeout: case ErrorCode::NetworkUnreachable: case ErrorCode::NotConnected:
    case ErrorCode::Timeout: case ErrorCode::OutcomeUnknown: case ErrorCode::Loading: case ErrorCode::Busy:
    case ErrorCode::MaxClients: case ErrorCode::SocketNotFound: case ErrorCode::HostNotFound:
        return true;
    default:
        return false;
    }
}

QByteArray infoField(std::string_view info, std::string_view field)
{
    const size_t at = info.find(field);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = info.substr(at + field.size());
    return bytes(rest.substr(0, rest.find_first_of("\r\n")));
}

}  // namespace

ScanJob::ScanJob(Connection *link, std::shared_ptr<KeyStore> store, Options options)
    : m_link(link), m_store(std::move(store)), m_options(std::move(options)), m_database(link->endpoint().database),
      m_plan(!m_options.match.isEmpty() || !m_options.type.isEmpty()), m_next(this)
{
    m_plan.setShare(m_options.share);
    m_progress.share = m_plan.share();
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &ScanJob::sendNext);
    connect(link, &Connection::stateChanged, this, &ScanJob::linkChanged);
    moveToThread(link->thread());
}

ScanJob::~ScanJob() { *m_stop = true; }

void ScanJob::begin() { QMetaObject::invokeMethod(this, [this] { start(); }); }

void ScanJob::pause()
{
    QMetaObject::invokeMethod(this, [this] {
        if (!isRunning() || m_done || m_paused)
            return;
        m_paused = true;
        m_next.stop();
        setPhase(ScanProgress::Phase::Paused);
    });
}

void ScanJob::resume()
{
    QMetaObject::invokeMethod(this, [this] {
        if (!isRunning() || !m_paused)
            return;
        m_paused = false;
        setPhase(ScanProgress::Phase::Running);
        if (!m_inFlight)
            sendNext();
    });
}

void ScanJob::setShare(int percent)
{
    QMetaObject::invokeMethod(this, [this, percent] {
        m_plan.setShare(percent);
        update([this](ScanProgress &p) { p.share = m_plan.share(); });
        publish(true);
    });
}

void ScanJob::stop()
{
    *m_stop = true;
    QMetaObject::invokeMethod(this, [this] { cancel(); });
}

void ScanJob::discard()
{
    stop();
    deleteLater();
}

ScanProgress ScanJob::snapshot() const
{
    m_announced = false;
    const QMutexLocker lock(&m_mutex);
    return m_progress;
}

template <typename Change> void ScanJob::update(Change change)
{
    const QMutexLocker lock(&m_mutex);
    change(m_progress);
}

void ScanJob::setPhase(ScanProgress::Phase phase, const Error &error)
{
    update([&](ScanProgress &p) {
        p.phase = phase;
        p.error = error;
        if (phase != ScanProgress::Phase::Running)
            p.rate = 0;
    });
    m_rateSince.invalidate();
    publish(true);
}

void ScanJob::publish(bool now)
{
    if (!now && m_published.isValid() && m_published.elapsed() < PublishEveryMs)
        return;
    m_published.start();
    // One queued call at a time: a busy receiver finds one event, not a hundred.
    if (!m_announced.exchange(true) || now)
        emit changed();
}

void ScanJob::run()
{
    if (*m_stop)
        return cancel();
    setPhase(ScanProgress::Phase::Running);
    sendNext();  // the names first: the estimate can wait, the first rows should not
    learnServer();
    askTotal();
}

void ScanJob::abandon()
{
    m_request.cancel();
    m_next.stop();
    m_inFlight = false;
    setPhase(ScanProgress::Phase::Stopped);
}

Request ScanJob::request(QByteArrayList command) const
{
    Request request{std::move(command), true, {}, {}};
    request.inDatabase = m_database;
    return request;
}

void ScanJob::askTotal()
{
    if (!m_link)
        return;
    m_link->send(request({"DBSIZE"}), this, [this](Result<Reply> result) {
        update([&](ScanProgress &p) {
            p.total = result ? result->root().integer(-1) : -1;
            p.totalError = result ? Error{} : result.error();
        });
        publish(true);
    });
}

/// Remembers which run of the server the cursor belongs to, and notices at a reconnect that it is another one. INFO may be refused;
/// then the client id tells: it only grows within one run.
void ScanJob::learnServer()
{
    if (!m_link)
        return;
    m_link->send(Request{{"INFO", "server"}, true, {}, {}}, this, [this](Result<Reply> result) {
        if (!m_link)
            return;
        const QByteArray runId = result ? infoField(result->root().text(), "run_id:") : QByteArray();
        const int64_t clientId = m_link->facts().clientId;
        const bool otherRun = !m_runId.isEmpty() && !runId.isEmpty() && runId != m_runId;
        const bool idsBeganAnew = runId.isEmpty() && m_clientId > 0 && clientId > 0 && clientId < m_clientId;
        if (otherRun || idsBeganAnew) {
            update([](ScanProgress &p) { p.restarted = true; });
            publish(true);
        }
        m_runId = runId;
        m_clientId = clientId;
    });
}

void ScanJob::sendNext()
{
    if (*m_stop || m_paused || m_done || !isRunning() || m_inFlight)
        return;
    if (!m_link)
        return fail({ErrorCode::NotConnected, {}, "SCAN"});
    QByteArrayList command{"SCAN", m_cursor, "COUNT", QByteArray::number(m_plan.count())};
    if (!m_options.match.isEmpty())
        command << "MATCH" << m_options.match;
    if (!m_options.type.isEmpty())
        command << "TYPE" << m_options.type;
    m_inFlight = true;
    m_sentAt.start();
    m_request = m_link->send(request(std::move(command)), this,
                             [this](Result<Reply> result) { received(std::move(result)); });
}

void ScanJob::scheduleNext()
{
    const auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(m_plan.takePause());
    if (pause.count() > 0)
        m_next.start(pause);
    else
        sendNext();
}

void ScanJob::received(Result<Reply> result)
{
    m_inFlight = false;
    if (*m_stop || !isRunning())
        return;
    if (!result)
        return troubled(result.error());
    const ReplyView root = result->root();
    const ReplyView names = root.at(1);
    const QByteArray cursor = root.at(0).bytes();
    if (root.size() != 2 || cursor.isEmpty() || !names.isAggregate()) {
        const Error error{ErrorCode::ProtocolError, {}, "SCAN"};
        setPhase(ScanProgress::Phase::Failed, error);
        return fail(error);
    }
    const ScanPlan::Duration roundTrip(m_sentAt.nsecsElapsed() / 1000);
    m_plan.answered(roundTrip, m_link ? m_link->latency() : ScanPlan::Duration{0}, names.size());
    m_retryMs = 0;
    m_cursor = cursor;
    m_done = cursor == "0";
    if (!m_done && !m_paused)
        scheduleNext();  // before the names are stored: the server works while we do

    update([&](ScanProgress &p) {
        p.longestCall = std::max(p.longestCall, roundTrip);
        if (p.phase == ScanProgress::Phase::Offline) {
            p.phase = ScanProgress::Phase::Running;
            p.error = {};
        }
    });
    keep(*result);
    if (m_done)
        finishUp();
}

void ScanJob::keep(const Reply &reply)
{
    m_names.clear();
    for (const ReplyView name : reply.root().at(1))
        m_names.push_back(name.text());
    m_store->append(m_names.data(), m_names.size());

    bool first = false;
    if (!m_rateSince.isValid()) {
        m_rateSince.start();
        m_rateSeen = 0;
    }
    m_rateSeen += m_names.size();
    const qint64 elapsed = m_rateSince.elapsed();
    update([&](ScanProgress &p) {
        first = p.seen == 0;
        p.seen += m_names.size();
        if (elapsed >= RateWindowMs)
            p.rate = double(m_rateSeen) * 1000 / double(elapsed);
    });
    if (elapsed >= RateWindowMs)
        m_rateSince.invalidate();
    publish(first);
}

void ScanJob::troubled(const Error &error)
{
    if (!passes(error.code)) {
        qCInfo(logKeyspace) << "scan ended:" << int(error.code);
        setPhase(ScanProgress::Phase::Failed, error);
        return fail(error);
    }
    if (!m_paused)
        setPhase(ScanProgress::Phase::Offline, error);
    m_retryMs = m_retryMs ? std::min(LongestRetryMs, m_retryMs * 2) : FirstRetryMs;
    m_next.start(m_retryMs);
}

void ScanJob::linkChanged(LinkState state, const Error &error)
{
    if (state != LinkState::Ready) {
        m_interrupted = m_interrupted || (isRunning() && !m_done);
        if (isRunning() && !m_done && !m_paused)
            setPhase(ScanProgress::Phase::Offline, error);
        return;
    }
    // Asked even if the rest of the scan came meanwhile: a server that lost its keys ends a scan at once.
    if (std::exchange(m_interrupted, false))
        learnServer();
    if (!isRunning() || m_done || m_paused)
        return;
    setPhase(ScanProgress::Phase::Running);
    if (!m_inFlight)
        sendNext();
}

void ScanJob::finishUp()
{
    setPhase(ScanProgress::Phase::Finishing);
    runOnWorker(
        this, [store = m_store, stop = m_stop] { return store->removeDuplicates(stop.get()); },
        [this](size_t) {
            if (!isRunning())
                return;
            setPhase(ScanProgress::Phase::Complete);
            succeed();
        });
}

}  // namespace vermilion
