// SPDX-License-Identifier: GPL-3.0-or-later
// The saving half of ValuePresenter: an edit goes out as a transaction, and what comes back decides what is shown.
#include "values/ValuePresenter.h"

#include "client/Transaction.h"

#include <QRandomGenerator>

namespace vermilion {

using EditKind = ValueEdit::Kind;

namespace {

constexpr int MostRetries = 3;

/// Bytes that are in no list: 128 random bits.
QByteArray tombstone()
{
    QByteArray bytes = "vermilion-tombstone-";
    for (int i = 0; i < 2; ++i)
        bytes += QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    return bytes;
}

}  // namespace

void ValuePresenter::runEdit(const ValueEdit &edit)
{
    // Keys of the same name live in every database: an edit belongs to the one that it was read from.
    if (m_session->database() != m_database)
        return emit saveFailed({ErrorCode::InvalidInput, tr("This key was opened in database %1. Go back there to save it.").arg(m_database).toUtf8(), m_key});
    m_pending = edit;
    m_conflict.reset();
    m_saving = true;
    emit changed();
    auto plan = std::make_shared<EditPlan>(m_key, edit, m_session->facts(), tombstone());
    auto *transaction = new Transaction(
        m_session, {m_key}, plan->reads(), [plan](const auto &replies) { return plan->decide(replies); }, {}, this);
    connect(transaction, &Job::finished, this, [this, transaction, plan, edit, key = m_key](const Outcome &outcome) {
        transaction->deleteLater();
        if (key == m_key && m_saving)
            editEnded(edit, *plan, outcome);
    });
    transaction->start();
}

void ValuePresenter::editEnded(const ValueEdit &edit, EditPlan &plan, const Outcome &outcome)
{
    m_saving = false;
    if (outcome.kind == Outcome::Kind::Done) {
        m_retries = 0;
        m_pending.reset();
        applyEdit(edit);
        if (plan.removesKey())
            goneByEdit();
        else
            m_loader.refreshDetails();
        emit saved();
        emit changed();
        emit keyTouched(m_key);
        return;
    }
    if (outcome.error.code == ErrorCode::ChangedSinceRead) {
        if (plan.theirs()) {
            m_retries = 0;
            m_conflict = Conflict{edit.mine(), plan.theirs()->bytes, edit.base};
            emit changed();
            return emit conflicted();
        }
        // Somebody wrote between our look and our EXEC: look again, there will be something to compare.
        if (++m_retries <= MostRetries)
            return runEdit(edit);
    }
    m_retries = 0;
    m_pending.reset();
    emit changed();
    emit saveFailed(outcome.error);
}

/// What the server holds now, without reading it again.
void ValuePresenter::applyEdit(const ValueEdit &edit)
{
    if (edit.kind == EditKind::SetString) {
        m_target.bytes = edit.value;
        m_edited = false;
        emit contentChanged();
        return;
    }
    const int at = edit.valueKind() == ValueKind::List ? m_table.findIndex(edit.index) : m_table.find(edit.name);
    if (edit.removes()) {
        if (at == m_target.row)
            dropTarget();
        m_table.removeRowAt(at);
        return;
    }
    if (edit.adds()) {
        // New elements have their place in the order of the server: read it again from the start.
        m_table.clear(m_details.kind);
        m_table.setEditable(isEditable());
        dropTarget();
        return m_loader.search(searchPattern(m_search));
    }
    if (at < 0)
        return;
    ValueRow data = m_table.row(at);
    (edit.changesName() ? data.name : data.value) = edit.mine();
    m_table.setRow(at, data);
    if (at != m_target.row)
        return;
    const bool showsName = m_details.kind == ValueKind::Set || m_details.kind == ValueKind::SortedSet;
    m_target.bytes = showsName ? data.name : data.value;
    m_edited = false;
    emit contentChanged();
}

void ValuePresenter::goneByEdit()
{
    emit notice(tr("That was the last one: the key is gone with it."));
    becomeGone();
}

void ValuePresenter::resolve(Resolution resolution)
{
    if (!m_conflict || !m_pending)
        return;
    const Conflict conflict = *std::exchange(m_conflict, std::nullopt);
    ValueEdit edit = *std::exchange(m_pending, std::nullopt);
    switch (resolution) {
    case Resolution::Overwrite:
        // Compared again with what the user has just seen: a third writer is noticed too.
        edit.base = conflict.theirs;
        return runEdit(edit);
    case Resolution::TakeTheirs:
        m_edited = false;
        return begin(m_key);
    case Resolution::KeepEditing: emit changed(); return;
    }
}

}  // namespace vermilion
