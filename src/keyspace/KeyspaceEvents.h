// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Session.h"

#include <QByteArrayList>
#include <QObject>
#include <QTimer>

#include <memory>

namespace vermilion {

/// Follows a database by the server's keyspace events, where they are switched on (notify-keyspace-events). It never switches
/// them on: that changes the server for everyone. Events are fire and forget: what happened while the link was down is not told.
/// GUI thread.
class KeyspaceEvents : public QObject {
    Q_OBJECT
public:
    enum class Availability {
        Unknown,  ///< not asked yet
        All,      ///< every write is told
        Some,     ///< only some kinds of change (flags())
        Off,
        Refused   ///< CONFIG GET is not allowed, so there is no telling; following can be tried
    };
    explicit KeyspaceEvents(Session *session, QObject *parent = nullptr);
    ~KeyspaceEvents() override;

    void probe();                    ///< asks the server; availabilityChanged() follows
    Availability availability() const { return m_availability; }
    QByteArray flags() const { return m_flags; }
    /// Why following is not, or only partly, possible; what to do about it. Translated; empty when All.
    QString reason() const;
    bool canFollow() const { return m_availability == Availability::All || m_availability == Availability::Some; }

    void setFollowing(bool on);
    bool isFollowing() const { return m_following; }

    /// Sorts the value of notify-keyspace-events.
    static Availability availabilityOf(const QByteArray &flags);
    /// What a message tells: key and whether it exists now. Nothing for other messages. `database` as in the channel's name.
    struct Change { QByteArray key; bool exists = true; };
    static std::optional<Change> changeOf(ReplyView message, int database);

signals:
    void availabilityChanged();
    void followingChanged(bool on);
    /// Names that appeared or changed, and names that went; four times a second at most. No name is in both.
    void changed(const QByteArrayList &present, const QByteArrayList &gone);
    /// The link was down while following: something may have been missed.
    void interrupted();

private:
    class Collector;
    QByteArrayList channels() const;
    void subscribe(bool on);
    void deliver();

    Session *const m_session;
    Availability m_availability = Availability::Unknown;
    QByteArray m_flags;
    bool m_following = false;
    Collector *const m_collector;    // on the I/O thread: a flood of events costs this thread four calls a second
    QTimer m_delivery;
    QMetaObject::Connection m_messages, m_states;
};

}  // namespace vermilion
