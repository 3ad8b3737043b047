// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyspaceEvents.h"

#include "base/ErrorText.h"

#include <QHash>
#include <QMutex>

namespace vermilion {

namespace {

constexpr std::chrono::milliseconds DeliverEvery{250};
constexpr qsizetype MostPending = 200'000;  // beyond it the batch is dropped and a refresh is due anyway

/// Events after which the key that they name is gone (redis.io/docs: keyspace notifications).
bool removes(std::string_view event)
{
    return event == "del" || event == "expired" || event == "evicted" || event == "rename_from" || event == "move_from";
}

}  // namespace

/// Lives on the I/O thread and keeps the last word on every key until the GUI thread comes for it.
class KeyspaceEvents::Collector : public QObject {
public:
    explicit Collector(KeyspaceEvents *owner) : m_owner(owner) {}

    void leave()
    {
        const QMutexLocker lock(&m_mutex);
        m_owner = nullptr;
    }
    void reset(int database)
    {
        const QMutexLocker lock(&m_mutex);
        m_database = database;
        m_changes.clear();
        m_overflowed = false;
    }
    int database() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_database;
    }
    void receive(const Reply &message)
    {
        const QMutexLocker lock(&m_mutex);
        const std::optional<Change> change = changeOf(message.root(), m_database);
        if (!change || m_overflowed)
            return;
        m_changes.insert(change->key, change->exists);
        if (m_changes.size() > MostPending) {
            m_changes.clear();
            m_overflowed = true;
        }
        if (!m_armed && m_owner) {
            m_armed = true;
            QMetaObject::invokeMethod(m_owner, [owner = m_owner] { owner->m_delivery.start(); }, Qt::QueuedConnection);
        }
    }
    struct Batch { QHash<QByteArray, bool> changes; bool overflowed = false; };
    Batch take()
    {
        const QMutexLocker lock(&m_mutex);
        m_armed = false;
        return {std::exchange(m_changes, {}), std::exchange(m_overflowed, false)};
    }

private:
    mutable QMutex m_mutex;
    KeyspaceEvents *m_owner;
    int m_database = 0;
    QHash<QByteArray, bool> m_changes;
    bool m_armed = false, m_overflowed = false;
};

KeyspaceEvents::KeyspaceEvents(Session *session, QObject *parent)
    : QObject(parent), m_session(session), m_collector(new Collector(this))
{
    m_delivery.setSingleShot(true);
    m_delivery.setInterval(DeliverEvery);
    connect(&m_delivery, &QTimer::timeout, this, &KeyspaceEvents::deliver);
    connect(session, &Session::databaseChanged, this, [this] {
        if (!m_following)
            return;
        subscribe(false);
        subscribe(true);
    });
    m_collector->moveToThread(ioThread());
}

KeyspaceEvents::~KeyspaceEvents()
{
    m_collector->leave();
    m_collector->deleteLater();
}

KeyspaceEvents::Availability KeyspaceEvents::availabilityOf(const QByteArray &flags)
{
    if (!flags.contains('K') && !flags.contains('E'))
        return Availability::Off;
    const QByteArray classes = QByteArray(flags).replace('A', "g$lshzxetd");
    const auto has = [&](char c) { return classes.contains(c); };
    if (!std::any_of(classes.cbegin(), classes.cend(), [](char c) { return c != 'K' && c != 'E'; }))
        return Availability::Off;
    for (const char needed : {'g', '$', 'l', 's', 'h', 'z', 'x', 'e', 't'}) {
        if (!has(needed))
            return Availability::Some;
    }
    return Availability::All;
}

void KeyspaceEvents::probe()
{
    m_session->link()->send(Request{{"CONFIG", "GET", "notify-keyspace-events"}, true, {}, {}}, this, [this](Result<Reply> result) {
        if (!result) {
            m_availability = Availability::Refused;
        } else {
            m_flags = result->root().value("notify-keyspace-events").bytes();
            m_availability = availabilityOf(m_flags);
        }
        emit availabilityChanged();
    });
}

QString KeyspaceEvents::reason() const
{
    switch (m_availability) {
    case Availability::All: return {};
    case Availability::Unknown: return tr("Not known yet whether the server tells of changes.");
    case Availability::Some:
        return tr("The server tells only of some changes (notify-keyspace-events is “%1”): others appear at the next refresh.")
            .arg(QString::fromLatin1(m_flags));
    case Availability::Off:
        return tr("The server tells nothing of changes: notify-keyspace-events is off. An administrator can set it to “KEA”, "
                  "which costs the server a little for every write.");
    case Availability::Refused: {
        const std::optional<Error> error = m_session->refusal("config|get");
        return tr("This user may not ask the server whether it tells of changes (CONFIG GET). %1")
            .arg(error ? describe(*error).next : QString()).trimmed();
    }
    }
    return {};
}

void KeyspaceEvents::setFollowing(bool on)
{
    if (m_following == on || (on && !canFollow()))
        return;
    m_following = on;
    if (on) {
        Connection *link = m_session->pushLink();
        m_messages = connect(link, &Connection::pushed, m_collector, [collector = m_collector](const std::shared_ptr<Reply> &message) {
            collector->receive(*message);
        });
        m_states = connect(link, &Connection::stateChanged, this, [this, wasReady = link->state() == LinkState::Ready](
                                                                      LinkState state) mutable {
            if (state == LinkState::Ready) {
                subscribe(true);  // a subscription lives no longer than its link
                if (std::exchange(wasReady, true))
                    emit interrupted();
            }
        });
        if (link->state() == LinkState::Ready)
            subscribe(true);
    } else {
        subscribe(false);
        disconnect(m_messages);
        disconnect(m_states);
        m_delivery.stop();
        m_collector->take();
    }
    emit followingChanged(on);
}

QByteArrayList KeyspaceEvents::channels() const
{
    // Key events name the key as the message, which needs no pattern over key names; only without them the other kind.
    const QByteArray kind = m_flags.contains('E') ? "__keyevent@" : "__keyspace@";
    return {QByteArray(kind + QByteArray::number(m_collector->database()) + "__:*")};
}

void KeyspaceEvents::subscribe(bool on)
{
    if (on)
        m_collector->reset(m_session->database());
    QByteArrayList command{on ? "PSUBSCRIBE" : "PUNSUBSCRIBE"};
    command += channels();
    m_session->pushLink()->send(Request{std::move(command), true, {}, {}}, this, [](Result<Reply>) {});
}

std::optional<KeyspaceEvents::Change> KeyspaceEvents::changeOf(ReplyView message, int database)
{
    // pmessage, pattern, channel, payload
    if (message.size() != 4 || message.at(0).text() != "pmessage")
        return {};
    const std::string_view channel = message.at(2).text();
    const std::string number = std::to_string(database);
    const std::string keyEvent = "__keyevent@" + number + "__:", keySpace = "__keyspace@" + number + "__:";
    if (channel.substr(0, keyEvent.size()) == keyEvent)
        return Change{message.at(3).bytes(), !removes(channel.substr(keyEvent.size()))};
    if (channel.substr(0, keySpace.size()) == keySpace) {
        const std::string_view key = channel.substr(keySpace.size());
        return Change{QByteArray(key.data(), qsizetype(key.size())), !removes(message.at(3).text())};
    }
    return {};
}

void KeyspaceEvents::deliver()
{
    const Collector::Batch batch = m_collector->take();
    if (batch.overflowed)
        emit interrupted();
    QByteArrayList present, gone;
    for (auto it = batch.changes.cbegin(); it != batch.changes.cend(); ++it)
        (it.value() ? present : gone) << it.key();
    if (!present.isEmpty() || !gone.isEmpty())
        emit changed(present, gone);
}

}  // namespace vermilion
