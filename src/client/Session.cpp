// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Session.h"

#include <QThread>

namespace vermilion {

/// A link lives on the I/O thread; whoever holds this handle lets it end there.
struct EndOnIoThread {
    void operator()(Connection *connection) const
    {
        connection->close();
        connection->deleteLater();
    }
};
using LinkPointer = std::unique_ptr<Connection, EndOnIoThread>;

class Session::Private {
public:
    Private(Session *owner, Endpoint target, Session::Options settings)
        : q(owner), options(std::move(settings)), endpoint(std::move(target)), policy(options.policy), database(endpoint.database)
    {
        everyday = make(true);
    }

    LinkPointer make(bool isFirst)
    {
        ConnectionOptions o = options.connection;
        o.learnCommands = o.learnCommands && isFirst;
        Endpoint target = endpoint;
        target.database = database;
        LinkPointer link(new Connection(target, o));
        link->setPolicy(policy);
        if (!isFirst)
            link->setCommands(everyday->gate().commands());
        link->moveToThread(ioThread());
        connect(link.get(), &Connection::refused, q, &Session::refused);
        return link;
    }

    Connection *further(LinkPointer &link)
    {
        if (!link) {
            link = make(false);
            if (isOpen)
                link->open();
        }
        return link.get();
    }

    template <typename Each> void forAll(Each each)
    {
        for (LinkPointer *link : {&everyday, &bulk, &edit, &push}) {
            if (*link)
                each(link->get());
        }
    }

    /// The first link brings what the others must know before they send anything more.
    void share()
    {
        const CommandTable commands = everyday->gate().commands();
        for (LinkPointer *link : {&bulk, &edit, &push}) {
            if (*link)
                (*link)->setCommands(commands);
        }
    }

    Session *const q;
    const Session::Options options;
    Endpoint endpoint;
    CommandGate::Policy policy;
    int database;
    bool isOpen = false;
    LinkPointer everyday, bulk, edit, push;
};

Session::Session(Endpoint endpoint, Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(endpoint), std::move(options)))
{
    Connection *first = d->everyday.get();
    connect(first, &Connection::stateChanged, this, [this](LinkState state, const Error &error) {
        if (state == LinkState::Ready)
            d->share();
        emit stateChanged(state, error);
    });
    connect(first, &Connection::factsChanged, this, &Session::factsChanged);
    connect(first, &Connection::latencyMeasured, this, &Session::latencyMeasured);
    connect(first, &Connection::retryScheduled, this, &Session::retryScheduled);
}

Session::~Session()
{
    d->forAll([this](Connection *link) { link->disconnect(this); });
}

void Session::open()
{
    d->isOpen = true;
    d->forAll([](Connection *link) { link->open(); });
}

void Session::close()
{
    d->isOpen = false;
    d->forAll([](Connection *link) { link->close(); });
}

void Session::reconnectNow()
{
    d->forAll([](Connection *link) { link->reconnectNow(); });
}

void Session::setPassword(const QByteArray &password)
{
    d->endpoint.password = password;
    d->forAll([&password](Connection *link) { link->setPassword(password); });
}

Connection *Session::link() const { return d->everyday.get(); }
Connection *Session::bulkLink() { return d->further(d->bulk); }
Connection *Session::editLink() { return d->further(d->edit); }
Connection *Session::pushLink() { return d->further(d->push); }

int Session::database() const { return d->database; }

void Session::selectDatabase(int database)
{
    if (database == d->database)
        return;
    d->database = database;
    d->forAll([database](Connection *link) { link->selectDatabase(database); });
    emit databaseChanged(database);
}

QString Session::name() const
{
    return d->options.name.isEmpty() ? d->endpoint.address() : d->options.name;
}

Endpoint Session::endpoint() const
{
    Endpoint endpoint = d->endpoint;
    endpoint.database = d->database;
    return endpoint;
}

LinkState Session::state() const { return d->everyday->state(); }
Error Session::error() const { return d->everyday->error(); }
ServerFacts Session::facts() const { return d->everyday->facts(); }
CommandGate::Policy Session::policy() const { return d->policy; }

void Session::setPolicy(CommandGate::Policy policy)
{
    if (policy == d->policy)
        return;
    d->policy = policy;
    d->forAll([policy](Connection *link) { link->setPolicy(policy); });
    emit policyChanged();
}

std::optional<Error> Session::refusal(const QByteArray &command) const
{
    std::optional<Error> found;
    d->forAll([&](Connection *link) {
        const Refusals refusals = link->refusals();
        if (const auto it = refusals.find(command.toLower()); it != refusals.end() && !found)
            found = *it;
    });
    return found;
}

bool Session::isDangerous(const QByteArrayList &command) const
{
    return d->everyday->gate().isDangerous(command);
}

}  // namespace vermilion
