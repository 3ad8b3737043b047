// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Endpoint.h"

#include <QUrl>
#include <QUrlQuery>

namespace vermilion {

namespace {

struct Scheme {
    QStringView name;
    bool tls, valkey, unixSocket;
};

constexpr Scheme Schemes[] = {
    {u"redis", false, false, false}, {u"rediss", true, false, false}, {u"valkey", false, true, false}, {u"valkeys", true, true, false},
    {u"unix", false, false, true}, {u"redis+unix", false, false, true}, {u"redis-socket", false, false, true},
};

const Scheme *findScheme(QStringView name)
{
    for (const Scheme &scheme : Schemes) {
        if (name.compare(scheme.name, Qt::CaseInsensitive) == 0)
            return &scheme;
    }
    return nullptr;
}

QByteArray decoded(QStringView text)
{
    return QByteArray::fromPercentEncoding(text.toUtf8());
}

QString decodedText(QStringView text)
{
    return QString::fromUtf8(decoded(text));
}

/// The parts of scheme://user:password@host:port/path?query. QUrl is not used: it rejects or rewrites what people paste,
/// such as passwords with '/', '#' or '@' that nobody encoded.
struct Parts {
    QStringView userInfo, authority, path, query;
    bool hasUserInfo = false;
};

/// Where "?db=…", "?ca=…" and so on begins, or the end. A bare '?' does not count: it may stand in a password.
qsizetype knownQueryAt(QStringView rest)
{
    for (qsizetype i = rest.indexOf(u'?'); i >= 0; i = rest.indexOf(u'?', i + 1)) {
        for (const QStringView name : {u"db=", u"database=", u"ca=", u"cert=", u"key=", u"sni="}) {
            if (rest.mid(i + 1).startsWith(name))
                return i;
        }
    }
    return rest.size();
}

Parts split(QStringView rest, bool unixSocket)
{
    Parts parts;
    // The last '@' ends the user part: hosts hold none, and passwords that nobody encoded may.
    // A socket's path may hold '@' too, so there the user part must end before the first '/'.
    const qsizetype slashAt = rest.indexOf(u'/');
    const qsizetype limit = unixSocket && slashAt >= 0 ? slashAt : knownQueryAt(rest);
    const qsizetype at = rest.left(limit).lastIndexOf(u'@');
    if (at >= 0) {
        parts.userInfo = rest.left(at);
        parts.hasUserInfo = true;
        rest = rest.mid(at + 1);
    }
    const qsizetype question = rest.indexOf(u'?');
    if (question >= 0) {
        parts.query = rest.mid(question + 1);
        rest = rest.left(question);
    }
    const qsizetype slash = rest.indexOf(u'/');
    parts.authority = slash < 0 ? rest : rest.left(slash);
    parts.path = slash < 0 ? QStringView() : rest.mid(slash);
    return parts;
}

tl::unexpected<Error> invalid(QByteArray why)
{
    return failure(ErrorCode::InvalidInput, std::move(why));
}

Result<int> parseDatabase(QStringView text)
{
    bool ok = false;
    const int database = text.toInt(&ok);
    if (!ok || database < 0)
        return invalid("the database must be a number from 0");
    return database;
}

Result<void> parseHost(QStringView authority, Endpoint &endpoint)
{
    QStringView host = authority, port;
    if (authority.startsWith(u'[')) {
        const qsizetype close = authority.indexOf(u']');
        if (close < 0)
            return invalid("an IPv6 address must end with ]");
        host = authority.mid(1, close - 1);
        port = authority.mid(close + 1);
        if (!port.isEmpty() && !port.startsWith(u':'))
            return invalid("only a port may follow ]");
        port = port.mid(port.isEmpty() ? 0 : 1);
    } else if (const qsizetype colon = authority.lastIndexOf(u':'); colon >= 0) {
        if (authority.indexOf(u':') != colon)
            return invalid("an IPv6 address must stand in brackets");
        host = authority.left(colon);
        port = authority.mid(colon + 1);
    }
    if (!host.isEmpty()) {
        endpoint.host = decodedText(host);
        if (endpoint.host.contains(u'[') || endpoint.host.contains(u']'))
            return invalid("a host name holds no brackets");
    }
    if (!port.isEmpty()) {
        bool ok = false;
        const uint number = port.toUInt(&ok);
        if (!ok || number == 0 || number > 65535)
            return invalid("the port must be a number from 1 to 65535");
        endpoint.port = static_cast<quint16>(number);
    }
    return {};
}

Result<void> parseQuery(QStringView query, Endpoint &endpoint)
{
    for (const QStringView item : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = item.indexOf(u'=');
        const QStringView name = equals < 0 ? item : item.left(equals);
        const QString value = equals < 0 ? QString() : decodedText(item.mid(equals + 1));
        if (name == u"db" || name == u"database") {
            const auto database = parseDatabase(value);
            if (!database)
                return tl::unexpected(database.error());
            endpoint.database = *database;
        } else if (name == u"ca") {
            endpoint.tlsPolicy.caFile = value;
        } else if (name == u"cert") {
            endpoint.tlsPolicy.certificateFile = value;
        } else if (name == u"key") {
            endpoint.tlsPolicy.keyFile = value;
        } else if (name == u"sni") {
            endpoint.tlsPolicy.serverName = value;
        }
        // Other clients know more parameters (timeouts, retries): not ours, not an error.
    }
    if (endpoint.tlsPolicy.certificateFile.isEmpty() != endpoint.tlsPolicy.keyFile.isEmpty())
        return invalid("a client certificate needs both cert= and key=");
    return {};
}

QString encoded(const QString &text, const QByteArray &except = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, except));
}

}  // namespace

Result<Endpoint> Endpoint::fromUrl(const QString &url)
{
    const QString trimmed = url.trimmed();
    const qsizetype colon = trimmed.indexOf(u"://");
    const Scheme *scheme = colon < 0 ? nullptr : findScheme(QStringView(trimmed).left(colon));
    if (!scheme)
        return invalid("the address must begin with redis://, rediss://, valkey://, valkeys:// or unix://");

    Endpoint endpoint;
    endpoint.tls = scheme->tls;
    endpoint.valkey = scheme->valkey;
    const Parts parts = split(QStringView(trimmed).mid(colon + 3), scheme->unixSocket);
    if (parts.hasUserInfo) {
        // Without a colon it is a password, as in redis-cli; taking it for a name would show it in titles.
        const qsizetype separator = parts.userInfo.indexOf(u':');
        endpoint.user = decoded(parts.userInfo.left(qMax<qsizetype>(0, separator)));
        endpoint.password = decoded(parts.userInfo.mid(separator + 1));
    }
    if (scheme->unixSocket) {
        endpoint.kind = Kind::Unix;
        endpoint.socketPath = decodedText(QString(parts.authority + parts.path));
        if (endpoint.socketPath.isEmpty())
            return invalid("the path of the socket is missing");
    } else {
        if (const auto host = parseHost(parts.authority, endpoint); !host)
            return tl::unexpected(host.error());
        if (parts.path.size() > 1) {
            const auto database = parseDatabase(parts.path.mid(1));
            if (!database)
                return tl::unexpected(database.error());
            endpoint.database = *database;
        }
    }
    if (const auto query = parseQuery(parts.query, endpoint); !query)
        return tl::unexpected(query.error());
    return endpoint;
}

QString Endpoint::text() const
{
    QString url = kind == Kind::Unix ? QStringLiteral("unix://")
                                     : QString((valkey ? QStringLiteral("valkey") : QStringLiteral("redis")) + (tls ? u"s://" : u"://"));
    if (!user.isEmpty())
        url += QString::fromLatin1(user.toPercentEncoding()) + u":@";
    QStringList query;
    if (kind == Kind::Unix) {
        url += encoded(socketPath, "/");
        if (database != 0)
            query += QString(u"db=" + QString::number(database));
    } else {
        url += encoded(address(), ":[]") + u'/' + QString::number(database);  // an IPv6 zone begins with '%'
    }
    const auto add = [&query](QStringView name, const QString &value) {
        if (!value.isEmpty())
            query += QString(name + u'=' + encoded(value, "/"));
    };
    add(u"ca", tlsPolicy.caFile);
    add(u"cert", tlsPolicy.certificateFile);
    add(u"key", tlsPolicy.keyFile);
    add(u"sni", tlsPolicy.serverName);
    return query.isEmpty() ? url : QString(url + u'?' + query.join(u'&'));
}

QString Endpoint::address() const
{
    if (kind == Kind::Unix)
        return socketPath;
    const QString shown = host.contains(u':') ? QString(u'[' + host + u']') : host;
    return shown + u':' + QString::number(port);
}

}  // namespace vermilion
