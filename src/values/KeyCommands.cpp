// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/KeyCommands.h"

#include "base/Bytes.h"
#include "client/Transaction.h"

#include <QPointer>

namespace vermilion {

namespace {
constexpr qsizetype LongestName = 200;
}

KeyCommands::KeyCommands(Session *session, QObject *parent, const Clock &clock) : QObject(parent), m_session(session), m_clock(clock) {}

QString KeyCommands::place() const
{
    return tr("On %1, database %2.").arg(m_session->name()).arg(m_session->database());
}

void KeyCommands::create(const NewKey &key)
{
    auto *transaction = new Transaction(
        m_session, {key.key}, creationReads(key), [key](const auto &replies) { return creationWrites(key, replies); }, {}, this);
    connect(transaction, &Job::finished, this, [this, transaction, key](const Outcome &outcome) {
        transaction->deleteLater();
        if (outcome.kind == Outcome::Kind::Done)
            emit created(key.key);
        else
            // Somebody made it between our look and our write.
            emit failed(outcome.error.code == ErrorCode::ChangedSinceRead ? Error{ErrorCode::KeyExists, {}, key.key} : outcome.error);
    });
    transaction->start();
}

void KeyCommands::rename(const QByteArray &from, const QByteArray &to)
{
    if (from == to)
        return;
    send({"RENAMENX", from, to}, {}, [this, from, to](ReplyView reply) {
        if (reply.integer() == 1)
            emit renamed(from, to);
        else
            overwrite(from, to);
    });
}

void KeyCommands::overwrite(const QByteArray &from, const QByteArray &to)
{
    Question ask = question(tr("Replace the key that has this name?"),
                            tr("A key with the new name exists. Its value and TTL are lost when it is replaced."), to, tr("Replace"));
    askThen(ask, [this, from, to](std::optional<Consent> consent) {
        send({"RENAME", from, to}, consent, [this, from, to](ReplyView) { emit renamed(from, to); });
    });
}

void KeyCommands::remove(const QByteArray &key)
{
    askThen(question(tr("Delete this key?"), tr("The key and its value are removed for good."), key, tr("Delete")),
            [this, key](std::optional<Consent> consent) {
                send({"UNLINK", key}, consent, [this, key](ReplyView) { emit removed(key); });
            });
}

void KeyCommands::setTtl(const QByteArray &key, const TtlChange &change)
{
    const auto act = [this, key, change](std::optional<Consent> consent) {
        send(change.command(key), consent, [this, key, change](ReplyView reply) {
            if (reply.integer() == 0 && change.kind != TtlChange::Kind::Never)
                emit failed({ErrorCode::NoSuchKey, {}, key});
            else if (change.deletesAt(m_clock.wall()))
                emit removed(key);
            else
                emit ttlChanged(key);
        });
    };
    if (!change.deletesAt(m_clock.wall()))
        return act({});
    askThen(question(tr("Delete this key now?"), tr("A TTL of zero or in the past deletes the key at once."), key, tr("Delete")), act);
}

Question KeyCommands::question(const QString &title, const QString &consequence, const QByteArray &key, const QString &verb) const
{
    Question question;
    question.title = title;
    question.text = place() + u' ' + consequence;
    question.samples = {key.isEmpty() ? tr("(empty name)") : printable(view(key), LongestName)};
    question.accept = verb;
    question.dangerous = true;
    if (m_session->policy().production)
        question.typeToConfirm = m_session->name();
    return question;
}

void KeyCommands::askThen(const Question &question, std::function<void(std::optional<Consent>)> act)
{
    const bool typed = !question.typeToConfirm.isEmpty();
    emit asked(question, [self = QPointer(this), database = m_session->database(), typed, act = std::move(act)](bool accepted) {
        if (!self || !accepted)
            return;
        if (self->m_session->database() != database)
            return emit self->failed({ErrorCode::Cancelled, tr("Another database was opened in between.").toUtf8(), {}});
        act(typed ? std::optional(Consent::typedByUser()) : std::nullopt);
    });
}

void KeyCommands::send(const QByteArrayList &command, std::optional<Consent> consent, Done done)
{
    Request request{command, false, {}, consent};
    m_session->link()->send(std::move(request), this, [this, key = command.value(1), done = std::move(done)](Result<Reply> reply) {
        if (reply)
            return done(reply->root());
        // The server's words for a RENAME of what is not there.
        const bool isGone = reply.error().code == ErrorCode::NoSuchKey || reply.error().detail.contains("no such key");
        emit failed(isGone ? Error{ErrorCode::NoSuchKey, {}, key} : reply.error());
    });
}

}  // namespace vermilion
