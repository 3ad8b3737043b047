// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Question.h"
#include "client/Session.h"
#include "values/EditPlan.h"
#include "values/Expiry.h"

#include <QObject>

namespace vermilion {

/// What can be done to one key as a whole: make, rename, delete, give a TTL. Asks before anything is lost; in production what deletes
/// or overwrites needs the session's name to be typed. A question answered after the database was changed does nothing. GUI thread.
class KeyCommands : public QObject {
    Q_OBJECT
public:
    explicit KeyCommands(Session *session, QObject *parent = nullptr, const Clock &clock = systemClock());

    void create(const NewKey &key);  ///< never overwrites: KeyExists
    void rename(const QByteArray &from, const QByteArray &to);
    void remove(const QByteArray &key);
    void setTtl(const QByteArray &key, const TtlChange &change);
    /// "On demo, database 3." for questions.
    QString place() const;

signals:
    void asked(const vermilion::Question &question, const vermilion::Answer &answer);
    void failed(const vermilion::Error &error);
    void created(const QByteArray &key);
    void removed(const QByteArray &key);
    void renamed(const QByteArray &from, const QByteArray &to);
    void ttlChanged(const QByteArray &key);

private:
    using Done = std::function<void(ReplyView)>;
    Question question(const QString &title, const QString &consequence, const QByteArray &key, const QString &verb) const;
    void askThen(const Question &question, std::function<void(std::optional<Consent>)> act);
    void send(const QByteArrayList &command, std::optional<Consent> consent, Done done);
    void overwrite(const QByteArray &from, const QByteArray &to);

    Session *const m_session;
    const Clock &m_clock;
};

}  // namespace vermilion
