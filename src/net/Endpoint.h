// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "net/TlsPolicy.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace vermilion {

/// Where a server is, how to reach it and who we are there. A value; the password never leaves it by text().
struct Endpoint {
    enum class Kind { Tcp, Unix };
    Kind kind = Kind::Tcp;
    QString host = QStringLiteral("127.0.0.1");  ///< as typed: a name, an IPv4 or an IPv6 address without brackets
    quint16 port = 6379;
    QString socketPath;          ///< Unix
    QByteArray user;             ///< empty: the default user
    QByteArray password;         ///< empty: no AUTH is sent
    int database = 0;
    bool tls = false;
    TlsPolicy tlsPolicy;
    bool valkey = false;         ///< written with a valkey:// scheme; only for display

    /// redis://, rediss://, valkey://, valkeys://, unix:// (and redis+unix, redis-socket). User and password are percent-decoded
    /// (`@ : % /`), IPv6 stands in brackets, the database is the path or ?db=. For TLS also ?ca=FILE &cert=FILE &key=FILE &sni=NAME.
    /// Error::detail names what is wrong with it and never holds the password.
    static Result<Endpoint> fromUrl(const QString &url);

    /// For titles, logs and settings: the URL without the password (and without query parts that are defaults).
    QString text() const;
    /// "host:port", "[::1]:6379" or the socket's path.
    QString address() const;

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

}  // namespace vermilion
