// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/ValuePresenter.h"

#include "base/Bytes.h"
#include "base/Format.h"

#include <QPointer>

namespace vermilion {

using namespace std::chrono_literals;
using EditKind = ValueEdit::Kind;

namespace {

bool isRefusal(ErrorCode code)
{
    return code == ErrorCode::NoPermission || code == ErrorCode::UnknownCommand || code == ErrorCode::ReadOnlyConnection;
}

bool isLinkTrouble(ErrorCode code)
{
    return code >= ErrorCode::HostNotFound && code <= ErrorCode::ProtocolError ? true
        : code == ErrorCode::NotConnected || code == ErrorCode::Timeout || code == ErrorCode::OutcomeUnknown || code == ErrorCode::Loading;
}

}  // namespace

ValuePresenter::ValuePresenter(Session *session, QObject *parent, const Clock &clock)
    : QObject(parent), m_session(session), m_clock(clock), m_commands(session, nullptr, clock), m_loader(session)
{
    m_expiryTimer.setSingleShot(true);
    connect(&m_expiryTimer, &QTimer::timeout, &m_loader, &ValueLoader::refreshDetails);
    connect(&m_loader, &ValueLoader::detailsArrived, this, &ValuePresenter::takeDetails);
    connect(&m_loader, &ValueLoader::pageArrived, this, &ValuePresenter::takePage);
    connect(&m_loader, &ValueLoader::failed, this, &ValuePresenter::takeFailure);
    connect(&m_table, &ValueTableModel::moreWanted, this, &ValuePresenter::loadMore);
    connect(&m_table, &ValueTableModel::edited, this, &ValuePresenter::editCell);
    connect(&m_table, &ValueTableModel::editRefused, this, &ValuePresenter::saveFailed);
    connect(&m_commands, &KeyCommands::asked, this, &ValuePresenter::asked);
    connect(&m_commands, &KeyCommands::failed, this, &ValuePresenter::saveFailed);
    connect(&m_commands, &KeyCommands::created, this, &ValuePresenter::keyCreated);
    connect(&m_commands, &KeyCommands::removed, this, [this](const QByteArray &key) {
        if (key == m_key && m_state != State::Empty)
            setState(State::Gone);
        emit keyDeleted(key);
    });
    connect(&m_commands, &KeyCommands::renamed, this, [this](const QByteArray &from, const QByteArray &to) {
        emit keyRenamed(from, to);
        if (from == m_key && !hasUnsavedEdits())
            begin(to);
    });
    connect(&m_commands, &KeyCommands::ttlChanged, this, [this](const QByteArray &key) {
        if (key == m_key)
            m_loader.refreshDetails();
        emit keyTouched(key);
    });
    connect(session, &Session::stateChanged, this, [this](LinkState state, const Error &) {
        if (state == LinkState::Ready && m_state == State::Failed && isLinkTrouble(m_error.code) && !hasUnsavedEdits())
            begin(m_key);
        emit changed();
    });
    connect(session, &Session::policyChanged, this, [this] {
        m_table.setEditable(isEditable());
        m_target.isEditable = m_target.isValid && m_target.isWhole && isEditable();
        emit changed();
    });
}

bool ValuePresenter::isEditable() const
{
    const bool isOurs = m_details.kind >= ValueKind::String && m_details.kind <= ValueKind::SortedSet;
    return isOurs && !m_session->policy().readOnly;
}

std::optional<std::chrono::milliseconds> ValuePresenter::remaining() const
{
    if (!m_expiresAt)
        return std::nullopt;
    return std::max(0ms, *m_expiresAt - m_clock.wall());
}

void ValuePresenter::setEdited(bool edited)
{
    if (m_edited == edited)
        return;
    m_edited = edited;
    emit changed();
}

void ValuePresenter::unlessUnsaved(std::function<void()> act, std::function<void()> otherwise)
{
    if (!hasUnsavedEdits())
        return act();
    Question question;
    question.title = tr("Discard the changes?");
    question.text = tr("The value was edited and is not saved.");
    question.samples = {printable(view(m_key), 200)};
    question.accept = tr("Discard");
    question.dangerous = true;
    emit asked(question, [self = QPointer(this), act = std::move(act), otherwise = std::move(otherwise)](bool accepted) {
        if (!self)
            return;
        if (accepted) {
            self->m_edited = false;
            act();
        } else if (otherwise) {
            otherwise();
        }
    });
}

void ValuePresenter::open(const QByteArray &key)
{
    unlessUnsaved([this, key] { begin(key); });
}

void ValuePresenter::reload()
{
    if (m_state != State::Empty)
        unlessUnsaved([this] { begin(m_key); });
}

void ValuePresenter::begin(QByteArray key)
{
    close();
    m_key = key;
    m_database = m_session->database();
    setState(State::Loading);
    m_fresh = true;
    m_loader.load(key);
}

void ValuePresenter::close()
{
    m_loader.stop();
    m_existence.cancel();
    m_expiryTimer.stop();
    m_expiresAt.reset();
    m_key.clear();
    m_search.clear();
    m_note.clear();
    m_details = {};
    m_pending.reset();
    m_conflict.reset();
    m_edited = m_saving = false;
    m_table.clear(ValueKind::None);
    m_target = {};
    setState(State::Empty);
    emit contentChanged();
}

void ValuePresenter::setState(State state, const Error &error)
{
    m_state = state;
    m_error = error;
    emit changed();
}

void ValuePresenter::takeDetails(const KeyDetails &details)
{
    const bool isOther = !m_fresh && details.exists() && m_details.exists() && details.type != m_details.type;
    if (!details.exists())
        return becomeGone();
    if (isOther && !hasUnsavedEdits())
        return begin(m_key);
    m_details = details;
    setExpiry();
    if (m_fresh) {
        m_fresh = false;
        m_table.clear(details.kind);
        m_table.setEditable(isEditable());
    }
    if (details.kind == ValueKind::Other || (m_state == State::Gone))
        m_state = State::Ready;
    emit changed();
}

void ValuePresenter::becomeGone()
{
    const bool wasHere = m_state == State::Ready;
    m_expiryTimer.stop();
    m_details.ttl.reset();
    m_expiresAt.reset();
    setState(State::Gone);
    if (wasHere)
        emit keyDeleted(m_key);
}

void ValuePresenter::recheck()
{
    const bool isKnown = m_state == State::Ready || m_state == State::Gone;
    if (!isKnown || m_saving || m_session->database() != m_database)
        return;
    m_existence.cancel();
    m_existence = m_session->link()->send(Request{{"EXISTS", m_key}, true, {}, {}}, this, [this](Result<Reply> reply) {
        // A user who may not ask learns it when the value is next read.
        if (!reply || m_saving)
            return;
        const bool exists = reply->root().integer() > 0;
        if (!exists && m_state == State::Ready)
            becomeGone();
        else if (exists && m_state == State::Gone && !hasUnsavedEdits())
            begin(m_key);
    });
}

void ValuePresenter::setExpiry()
{
    m_expiryTimer.stop();
    m_expiresAt.reset();
    if (!m_details.ttl || m_details.ttl->count() < 0)
        return;
    m_expiresAt = m_clock.wall() + *m_details.ttl;
    // Asked once when the time is over, a moment later: the server's clock decides.
    constexpr std::chrono::milliseconds Grace = 50ms, Longest = 24h;
    m_expiryTimer.start(std::min(*m_details.ttl + Grace, Longest));
}

void ValuePresenter::takePage(const ValuePage &page)
{
    m_details.length = m_loader.total();
    if (!page.note.isEmpty())
        m_note = page.note;
    m_state = State::Ready;
    if (m_details.kind == ValueKind::String) {
        // A small string is shown when it is whole.
        if (!m_edited && !m_loader.isBusy())
            targetString(m_target.bytes + page.bytes);
        else
            m_target.bytes += page.bytes;
    } else {
        m_table.append(page.rows);
        m_table.setMore(m_loader.hasMore() && !m_loader.isBusy());
    }
    emit changed();
}

void ValuePresenter::takeFailure(const Error &error)
{
    // What was shown stays: a page or a look that failed does not take it away.
    if (m_state == State::Ready)
        return emit saveFailed(error);
    setState(isRefusal(error.code) ? State::Refused : State::Failed, error);
}

void ValuePresenter::targetString(const QByteArray &bytes)
{
    m_target = {true, -1, bytes, m_loader.atEnd(), m_loader.atEnd() && isEditable()};
    emit contentChanged();
}

void ValuePresenter::dropTarget()
{
    m_target = {};
    m_edited = false;
    emit contentChanged();
    emit changed();
}

void ValuePresenter::loadMore() { m_loader.loadMore(); emit changed(); }

void ValuePresenter::search(const QByteArray &typed)
{
    if (!isCollection(m_details.kind) || m_details.kind == ValueKind::Stream || typed == m_search)
        return;
    unlessUnsaved([this, typed] {
        m_search = typed;
        m_table.clear(m_details.kind);
        m_table.setEditable(isEditable());
        dropTarget();
        m_loader.search(searchPattern(typed));
    });
}

void ValuePresenter::openCell(int row)
{
    if (row == m_target.row && m_target.isValid)
        return;
    unlessUnsaved(
        [this, row] {
            if (row < 0 || row >= m_table.rowCount())
                return dropTarget();
            const ValueRow &data = m_table.row(row);
            const bool showsName = m_details.kind == ValueKind::Set || m_details.kind == ValueKind::SortedSet;
            m_target = {true, row, showsName ? data.name : data.value, true, isEditable()};
            m_edited = false;
            emit contentChanged();
            emit changed();
        },
        [this] { emit contentChanged(); });
}

ValueEdit ValuePresenter::targetEdit(const QByteArray &bytes) const
{
    if (m_details.kind == ValueKind::String)
        return {EditKind::SetString, {}, {}, bytes, -1, m_target.bytes};
    const ValueRow &row = m_table.row(m_target.row);
    switch (m_details.kind) {
    case ValueKind::Hash: return {EditKind::SetField, row.name, {}, bytes, -1, row.value};
    case ValueKind::List: return {EditKind::SetElement, {}, {}, bytes, row.index, row.value};
    case ValueKind::Set: return {EditKind::ReplaceMember, row.name, bytes, {}, -1, row.name};
    default: return {EditKind::RenameScored, row.name, bytes, row.value, -1, row.value};
    }
}

void ValuePresenter::save(const QByteArray &bytes)
{
    if (!m_target.isEditable || m_saving)
        return;
    if (bytes == m_target.bytes && m_state != State::Gone) {
        setEdited(false);
        return;
    }
    runEdit(targetEdit(bytes));
}

void ValuePresenter::editCell(int row, int column, const QByteArray &bytes)
{
    if (row < 0 || row >= m_table.rowCount() || !isEditable() || m_saving)
        return;
    const ValueRow &data = m_table.row(row);
    const bool isName = column == ValueTableModel::NameColumn;
    switch (m_details.kind) {
    case ValueKind::Hash:
        return runEdit(isName ? ValueEdit{EditKind::RenameField, data.name, bytes, data.value, -1, data.value}
                              : ValueEdit{EditKind::SetField, data.name, {}, bytes, -1, data.value});
    case ValueKind::List: return runEdit({EditKind::SetElement, {}, {}, bytes, data.index, data.value});
    case ValueKind::Set: return runEdit({EditKind::ReplaceMember, data.name, bytes, {}, -1, data.name});
    case ValueKind::SortedSet: {
        if (isName)
            return runEdit({EditKind::RenameScored, data.name, bytes, data.value, -1, data.value});
        const Result<QByteArray> score = checkedScore(bytes);
        return score ? runEdit({EditKind::SetScore, data.name, {}, *score, -1, data.value}) : emit saveFailed(score.error());
    }
    default: return;
    }
}

void ValuePresenter::add(const ValueEdit &edit)
{
    if (canAdd() && !m_saving)
        runEdit(edit);
}

void ValuePresenter::removeRow(int row)
{
    if (row < 0 || row >= m_table.rowCount() || !isEditable() || m_saving)
        return;
    const ValueRow data = m_table.row(row);
    Question question;
    question.title = tr("Delete this element?");
    question.text = m_commands.place();
    if (m_details.length == 1)
        question.text += u' ' + tr("It is the last one: the key goes with it.");
    question.samples = {printable(view(m_details.kind == ValueKind::List ? data.value : data.name), 200)};
    question.accept = tr("Delete");
    question.dangerous = true;
    emit asked(question, [self = QPointer(this), data, key = m_key](bool accepted) {
        if (!self || !accepted || self->m_key != key)
            return;
        switch (self->m_details.kind) {
        case ValueKind::Hash: return self->runEdit({EditKind::RemoveField, data.name, {}, {}, -1, data.value});
        case ValueKind::List: return self->runEdit({EditKind::RemoveElement, {}, {}, {}, data.index, data.value});
        case ValueKind::Set: return self->runEdit({EditKind::RemoveMember, data.name, {}, {}, -1, data.name});
        default: return self->runEdit({EditKind::RemoveScored, data.name, {}, {}, -1, data.value});
        }
    });
}

QString ValuePresenter::unitText(qint64 count) const
{
    switch (m_details.kind) {
    case ValueKind::Hash: return count == 1 ? tr("1 field") : tr("%1 fields").arg(formatCount(count));
    case ValueKind::List: return count == 1 ? tr("1 element") : tr("%1 elements").arg(formatCount(count));
    case ValueKind::Stream: return count == 1 ? tr("1 entry") : tr("%1 entries").arg(formatCount(count));
    default: return count == 1 ? tr("1 member") : tr("%1 members").arg(formatCount(count));
    }
}

QString ValuePresenter::progressText() const
{
    const qint64 total = m_details.length;
    if (m_state != State::Ready || total < 0)
        return {};
    if (m_details.kind == ValueKind::String) {
        const QString size = formatBytes(total);
        return m_loader.atEnd() ? size : tr("The first %1 of %2").arg(formatBytes(m_loader.looked()), size);
    }
    const int rows = m_table.rowCount();
    if (!m_search.isEmpty()) {
        const QString found = tr("%1 found").arg(formatCount(rows));
        return m_loader.atEnd() ? tr("%1 in %2").arg(found, unitText(total))
                                : tr("%1, searched %2 of %3").arg(found, formatCount(m_loader.looked()), unitText(total));
    }
    return m_loader.atEnd() && rows == total ? unitText(total) : tr("%1 of %2").arg(formatCount(rows), unitText(total));
}

}  // namespace vermilion
