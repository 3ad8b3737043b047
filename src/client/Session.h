// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Connection.h"

#include <QObject>

namespace vermilion {

/// A server that the user opened: up to three links to it (everyday, scanning, editing), one state, one gate policy.
/// Lives on the GUI thread. Links beyond the first are opened when first asked for and closed with the session.
class Session : public QObject {
    Q_OBJECT
public:
    struct Options {
        ConnectionOptions connection;
        CommandGate::Policy policy;
        QString name;                 ///< shown in the tab; empty: the address
    };
    explicit Session(Endpoint endpoint, Options options = {}, QObject *parent = nullptr);
    ~Session() override;              ///< closes the links; their objects end on the I/O thread

    void open();
    void close();
    void reconnectNow();
    void setPassword(const QByteArray &password);

    /// Everyday commands: values, metadata, TTLs.
    Connection *link() const;
    /// Long streams (SCAN, bulk work), so that they never stand in front of a click.
    Connection *bulkLink();
    /// For WATCH … MULTI … EXEC: one flow at a time, see Transaction.
    Connection *editLink();
    /// For SUBSCRIBE. Its database does not matter.
    Connection *pushLink();

    int database() const;
    void selectDatabase(int database); ///< on every link; emits databaseChanged

    QString name() const;
    Endpoint endpoint() const;
    LinkState state() const;           ///< of link()
    Error error() const;
    ServerFacts facts() const;
    CommandGate::Policy policy() const;
    void setPolicy(CommandGate::Policy policy);
    /// Has the server or user refused this command ("memory|usage")? With its reason.
    std::optional<Error> refusal(const QByteArray &command) const;
    bool isDangerous(const QByteArrayList &command) const;

signals:
    void stateChanged(vermilion::LinkState state, const vermilion::Error &error);
    void databaseChanged(int database);
    void factsChanged();
    void policyChanged();
    void refused(const QByteArray &command, const vermilion::Error &error);
    void latencyMeasured(std::chrono::microseconds roundTrip);
    void retryScheduled(std::chrono::milliseconds in);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
