// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/BulkActions.h"

#include "base/Bytes.h"
#include "base/ErrorText.h"
#include "base/Format.h"

namespace vermilion {

namespace {
constexpr size_t Samples = 5;
constexpr qsizetype LongestSample = 120;
using Kind = BulkAction::Kind;
}  // namespace

BulkActions::BulkActions(Session *session, QObject *parent) : QObject(parent), m_session(session) {}

BulkActions::~BulkActions()
{
    *m_stop = true;
    if (m_job) {
        m_job->stop();
        m_job->deleteLater();
    }
}

void BulkActions::request(Scope scope, BulkTarget target, BulkAction action)
{
    if (target.isEmpty())
        return;
    if (m_job || m_collecting)
        return emit failed({ErrorCode::Unsupported, tr("Another bulk action is still running.").toUtf8(), {}});
    if ((action.kind == Kind::ExpireIn || action.kind == Kind::ExpireAt) && action.time.count() <= 0)
        return emit failed({ErrorCode::InvalidInput, tr("A TTL must be longer than nothing: zero would delete the keys.").toUtf8(), {}});
    m_scope = std::move(scope);
    m_action = action;
    m_summary.clear();
    m_collecting = true;
    runOnWorker(
        this,
        [store = m_scope.store, matches = m_scope.matches, target = std::move(target), stop = m_stop] {
            return collectNames(*store, matches.get(), target, *stop);
        },
        [this](std::shared_ptr<const NameList> names) {
            m_collecting = false;
            if (!names->isEmpty())
                ask(std::move(names));
        });
}

QString BulkActions::questionTitle(quint64 keys) const
{
    const QString count = formatCount(qint64(keys));
    switch (m_action.kind) {
    case Kind::Delete: return keys == 1 ? tr("Delete 1 key?") : tr("Delete %1 keys?").arg(count);
    case Kind::ExpireIn: return tr("Let %1 keys expire in %2?").arg(count, formatDuration(m_action.time));
    case Kind::ExpireAt: return tr("Let %1 keys expire at %2?").arg(count, formatMoment(m_action.time));
    case Kind::Persist: return tr("Remove the expiry of %1 keys?").arg(count);
    }
    return {};
}

QString BulkActions::questionText() const
{
    const QString where = tr("On %1, %2.").arg(m_session->name(), m_scope.database);
    QString what;
    switch (m_action.kind) {
    case Kind::Delete: what = tr("The keys and their values are removed for good."); break;
    case Kind::Persist: what = tr("The keys then stay until someone deletes them."); break;
    default: what = tr("The server deletes the keys by itself when the time is over. An expiry that they have now is replaced."); break;
    }
    if (!m_scope.complete)
        what += u' ' + tr("The scan has not seen the whole database: keys that are not loaded stay as they are.");
    return where + u' ' + what;
}

void BulkActions::ask(std::shared_ptr<const NameList> names)
{
    Question question;
    question.title = questionTitle(names->size());
    question.text = questionText();
    for (size_t i = 0; i < std::min(Samples, names->size()); ++i) {
        const std::string_view name = names->at(i);
        question.samples << (name.empty() ? tr("(empty name)") : printable(name, LongestSample));
    }
    if (names->size() > Samples)
        question.samples << tr("… and %1 more").arg(formatCount(qint64(names->size() - Samples)));
    question.accept = m_action.kind == Kind::Delete ? tr("Delete") : m_action.kind == Kind::Persist ? tr("Remove expiry") : tr("Set expiry");
    question.dangerous = m_action.kind == Kind::Delete;
    const bool production = m_session->policy().production;
    if (production)
        question.typeToConfirm = m_session->name();
    emit asked(question, [this, guard = QPointer<BulkActions>(this), names, production](bool accepted) {
        if (guard && accepted && !m_job)
            run(names, production ? std::optional<Consent>(Consent::typedByUser()) : std::nullopt);
    });
}

void BulkActions::run(std::shared_ptr<const NameList> names, std::optional<Consent> consent)
{
    m_job = new BulkJob(m_session->bulkLink(), std::move(names), m_action, std::move(consent), m_scope.databaseNumber);
    m_job->setShare(m_share);
    connect(m_job, &BulkJob::advanced, this, [this] {
        removeGone();
        emit progressed();
    }, Qt::QueuedConnection);
    connect(m_job, &Job::finished, this, &BulkActions::ended, Qt::QueuedConnection);
    m_job->begin();
    emit progressed();
}

void BulkActions::stop()
{
    if (m_job)
        m_job->stop();
}

BulkReport BulkActions::report() const { return m_job ? m_job->report() : BulkReport(); }

void BulkActions::setShare(int percent)
{
    m_share = percent;
    if (m_job)
        m_job->setShare(percent);
}

/// Deleted names leave the store in large bites: the store looks through a folder once a bite, not once a key.
void BulkActions::removeGone()
{
    if (m_removing || !m_job || m_action.kind != Kind::Delete)
        return;
    std::vector<size_t> gone = m_job->takeGone();
    if (gone.empty())
        return;
    m_removing = true;
    takeOut(std::move(gone), [this] {
        m_removing = false;
        removeGone();
    });
}

void BulkActions::takeOut(std::vector<size_t> places, std::function<void()> then)
{
    runOnWorker(
        this,
        [store = m_scope.store, names = m_job->names(), places = std::move(places)] {
            std::vector<std::string_view> views;
            views.reserve(places.size());
            QByteArrayList told;
            for (const size_t place : places) {
                views.push_back(names->at(place));
                if (views.size() <= MostTold)
                    told << bytes(views.back());
            }
            store->remove(views);
            return std::pair(told, views.size() > MostTold);
        },
        [this, then = std::move(then)](const std::pair<QByteArrayList, bool> &gone) {
            if (!gone.first.isEmpty()) {
                emit storeChanged();
                emit keysGone(gone.first, gone.second);
            }
            then();
        });
}

void BulkActions::ended(const Outcome &outcome)
{
    const BulkReport report = m_job->report();
    m_summary = summary(report, outcome);
    const bool allDone = outcome.kind == Outcome::Kind::Done && report.refused == 0 && report.unknown == 0;
    const bool deleted = m_action.kind == Kind::Delete;
    takeOut(deleted ? m_job->takeGone() : std::vector<size_t>(), [this, allDone, deleted] {
        if (!deleted)
            emit touched();
        emit finished(m_summary, allDone);
    });
    m_job->deleteLater();
    m_job = nullptr;
    emit progressed();
}

QString BulkActions::text() const
{
    if (!m_job)
        return m_summary;
    const BulkReport now = m_job->report();
    const QString verb = m_action.kind == Kind::Delete ? tr("Deleting") : m_action.kind == Kind::Persist ? tr("Removing expiry")
                                                                                                        : tr("Setting expiry");
    return tr("%1: %2 of %3").arg(verb, formatCount(qint64(now.answered)), formatCount(qint64(now.total)));
}

QString BulkActions::summary(const BulkReport &report, const Outcome &outcome) const
{
    const auto count = [](quint64 n) { return formatCount(qint64(n)); };
    QStringList parts;
    switch (m_action.kind) {
    case Kind::Delete:
        parts << tr("Deleted %1.").arg(count(report.done));
        if (report.absent)
            parts << tr("%1 were gone already.").arg(count(report.absent));
        break;
    case Kind::Persist:
        parts << tr("Expiry removed from %1.").arg(count(report.done));
        if (report.absent)
            parts << tr("%1 had none or were gone.").arg(count(report.absent));
        break;
    default:
        parts << tr("Expiry set on %1.").arg(count(report.done));
        if (report.absent)
            parts << tr("%1 were gone.").arg(count(report.absent));
        break;
    }
    if (report.refused)
        parts << tr("%1 refused: %2").arg(count(report.refused), describe(report.firstErrors.value(0).second).oneLine());
    if (report.unknown)
        parts << tr("%1 unknown, as the connection broke before the answer.").arg(count(report.unknown));
    if (const quint64 rest = report.total - report.answered)
        parts << tr("%1 not touched.").arg(count(rest));
    if (outcome.kind == Outcome::Kind::Cancelled)
        parts.prepend(tr("Stopped."));
    else if (outcome.kind == Outcome::Kind::Failed && report.refused == 0)
        parts << describe(outcome.error).oneLine();
    return parts.join(u' ');
}

}  // namespace vermilion
