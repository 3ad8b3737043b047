// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace vermilion {

/// Certificates for TLS tests, made once a run with the openssl program in a temporary directory:
/// "ca" and "otherca" (authorities), "server" (localhost, 127.0.0.1, ::1), "wrongname" (redis.invalid), "expired",
/// "client" (for client authentication, by ca), "badclient" (by otherca).
class TlsFiles {
public:
    /// Makes them at the first call; fails the current test when openssl is missing.
    static const TlsFiles &instance();

    bool isValid() const { return !m_directory.isEmpty(); }
    QString certificate(const QString &name) const { return m_directory + u'/' + name + QStringLiteral(".crt"); }
    QString key(const QString &name) const { return m_directory + u'/' + name + QStringLiteral(".key"); }

private:
    QString m_directory;
};

}  // namespace vermilion
