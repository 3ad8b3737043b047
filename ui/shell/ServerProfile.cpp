// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ServerProfile.h"

#include "shell/Settings.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace vermilion {

namespace {

constexpr QLatin1String EnvironmentNames[] = {QLatin1String(""), QLatin1String("development"), QLatin1String("staging"),
                                              QLatin1String("production")};

Environment environmentOf(const QString &name)
{
    for (int i = 0; i < int(std::size(EnvironmentNames)); ++i) {
        if (name == EnvironmentNames[i])
            return Environment(i);
    }
    return Environment::None;
}

QString workspacesPath(const QString &folder) { return folder + u"/workspaces.json"; }

QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }
QByteArray fromBase64(const QJsonValue &value) { return QByteArray::fromBase64(value.toString().toLatin1()); }

/// Outer namespaces first, which the inner ones need; a tree that was opened all over is not worth a file of megabytes.
QJsonArray prefixList(const QSet<QByteArray> &prefixes)
{
    constexpr qsizetype MostStored = 500;
    QByteArrayList sorted(prefixes.begin(), prefixes.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const QByteArray &a, const QByteArray &b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
    QJsonArray list;
    for (const QByteArray &prefix : sorted.mid(0, MostStored))
        list.append(base64(prefix));
    return list;
}

}  // namespace

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::None: return {};
    case Environment::Development: return QCoreApplication::translate("Environment", "Development");
    case Environment::Staging: return QCoreApplication::translate("Environment", "Staging");
    case Environment::Production: return QCoreApplication::translate("Environment", "Production");
    }
    return {};
}

QString environmentShortWord(Environment environment)
{
    switch (environment) {
    case Environment::None: return {};
    case Environment::Development: return QCoreApplication::translate("Environment", "DEV");
    case Environment::Staging: return QCoreApplication::translate("Environment", "STAGE");
    case Environment::Production: return QCoreApplication::translate("Environment", "PROD");
    }
    return {};
}

QString ServerProfile::title() const
{
    return name.isEmpty() ? endpoint.address() : name;
}

QJsonObject ServerProfile::json() const
{
    QJsonObject json{{QStringLiteral("url"), endpoint.text()}};
    if (!name.isEmpty())
        json.insert(QStringLiteral("name"), name);
    if (environment != Environment::None)
        json.insert(QStringLiteral("environment"), QString(EnvironmentNames[int(environment)]));
    if (readOnly)
        json.insert(QStringLiteral("readOnly"), true);
    QJsonObject names;
    for (auto it = databaseNames.cbegin(); it != databaseNames.cend(); ++it)
        names.insert(QString::number(it.key()), it.value());
    if (!names.isEmpty())
        json.insert(QStringLiteral("databases"), names);
    return json;
}

std::optional<ServerProfile> ServerProfile::fromJson(const QJsonObject &json)
{
    const Result<Endpoint> endpoint = Endpoint::fromUrl(json.value(u"url").toString());
    if (!endpoint)
        return {};
    ServerProfile profile;
    profile.endpoint = *endpoint;
    profile.name = json.value(u"name").toString();
    profile.environment = environmentOf(json.value(u"environment").toString());
    profile.readOnly = json.value(u"readOnly").toBool();
    const QJsonObject names = json.value(u"databases").toObject();
    for (auto it = names.constBegin(); it != names.constEnd(); ++it)
        profile.databaseNames.insert(it.key().toInt(), it.value().toString());
    return profile;
}

bool ServerProfile::isSamePlace(const ServerProfile &other) const
{
    Endpoint mine = endpoint, its = other.endpoint;
    mine.password.clear();
    its.password.clear();
    mine.database = its.database = 0;
    return mine == its;
}

QJsonObject WorkspaceState::json() const
{
    QJsonObject json = server.json();
    const auto store = [&json](const QString &name, const QByteArray &bytes) {
        if (!bytes.isEmpty())
            json.insert(name, base64(bytes));
    };
    store(QStringLiteral("key"), place.key);
    store(QStringLiteral("namespace"), place.selectedNamespace);
    store(QStringLiteral("splitter"), place.splitter);
    if (place.flat)
        json.insert(QStringLiteral("flat"), true);
    if (!place.expanded.isEmpty())
        json.insert(QStringLiteral("expanded"), prefixList(place.expanded));
    if (isCurrent)
        json.insert(QStringLiteral("current"), true);
    return json;
}

std::optional<WorkspaceState> WorkspaceState::fromJson(const QJsonObject &json)
{
    const std::optional<ServerProfile> server = ServerProfile::fromJson(json);
    if (!server)
        return {};
    WorkspaceState state;
    state.server = *server;
    state.isCurrent = json.value(u"current").toBool();
    state.place.key = fromBase64(json.value(u"key"));
    state.place.selectedNamespace = fromBase64(json.value(u"namespace"));
    state.place.splitter = fromBase64(json.value(u"splitter"));
    state.place.flat = json.value(u"flat").toBool();
    for (const QJsonValue &prefix : json.value(u"expanded").toArray())
        state.place.expanded.insert(fromBase64(prefix));
    return state;
}

QList<WorkspaceState> readWorkspaces(const QString &folder)
{
    QFile file(workspacesPath(folder));
    QList<WorkspaceState> states;
    if (!file.open(QIODevice::ReadOnly))
        return states;
    const QJsonArray array = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &value : array) {
        if (const std::optional<WorkspaceState> state = WorkspaceState::fromJson(value.toObject()))
            states.append(*state);
    }
    return states;
}

void writeWorkspaces(const QString &folder, const QList<WorkspaceState> &states)
{
    QJsonArray array;
    for (const WorkspaceState &state : states)
        array.append(state.json());
    Settings::writeFile(workspacesPath(folder), QJsonDocument(array).toJson());
}

}  // namespace vermilion
