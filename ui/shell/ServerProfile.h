// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/CommandGate.h"
#include "net/Endpoint.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>

namespace vermilion {

/// What kind of place a server is. A word and a colour edge in its tab; production also arms the gate.
enum class Environment { None, Development, Staging, Production };

QString environmentWord(Environment environment);      ///< translated; empty for None
QString environmentShortWord(Environment environment); ///< for tabs: "PROD"

/// A server as the user describes it. A value; the endpoint may hold a password, which json() leaves out.
struct ServerProfile {
    Endpoint endpoint;
    QString name;                  ///< empty: the address
    Environment environment = Environment::None;
    bool readOnly = false;
    QMap<int, QString> databaseNames;  ///< as the user calls them

    QString title() const;         ///< the name, or the address
    CommandGate::Policy policy() const { return {readOnly, environment == Environment::Production}; }

    QJsonObject json() const;
    static std::optional<ServerProfile> fromJson(const QJsonObject &json);
    /// The same place as the same user: what makes two entries of the recent list one.
    bool isSamePlace(const ServerProfile &other) const;
};

/// A tab, to be found again at the next start.
struct WorkspaceState {
    ServerProfile server;          ///< endpoint.database is the open one
    /// What its panels showed.
    struct Place {
        QByteArray key;                ///< the open one; empty: none
        QByteArray selectedNamespace;  ///< prefix; empty: a key is selected, or nothing
        QSet<QByteArray> expanded;     ///< prefixes
        bool flat = false;             ///< a list in place of the tree
        QByteArray splitter;           ///< QSplitter::saveState

        friend bool operator==(const Place &, const Place &) = default;
    };
    Place place;
    bool isCurrent = false;

    QJsonObject json() const;
    static std::optional<WorkspaceState> fromJson(const QJsonObject &json);
};

/// workspaces.json in the settings' folder. A file that cannot be read is an empty list.
QList<WorkspaceState> readWorkspaces(const QString &folder);
void writeWorkspaces(const QString &folder, const QList<WorkspaceState> &states);

}  // namespace vermilion
