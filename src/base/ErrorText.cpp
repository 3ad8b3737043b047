// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ErrorText.h"

#include "base/Bytes.h"

#include <QCoreApplication>
#include <QStringList>

namespace vermilion {

namespace {

// lupdate files the texts of free functions under their namespace.
QString tr(const char *text) { return QCoreApplication::translate("vermilion", text); }

// Reaching the server.
std::optional<ErrorText> reaching(ErrorCode code, const QString &subject)
{
    switch (code) {
    case ErrorCode::HostNotFound:
        return ErrorText{tr("The host name %1 is not known.").arg(subject),
                         tr("It may be mistyped, or only known inside a container network or VPN."),
                         tr("Check the name. For a container, use the address and port that it publishes.")};
    case ErrorCode::ConnectionRefused:
        return ErrorText{tr("%1 refused the connection.").arg(subject), tr("Nothing listens there, or it listens on another address only."),
                         tr("Start the server, or check port and bind address.")};
    case ErrorCode::ConnectTimeout:
        return ErrorText{tr("%1 did not answer in time.").arg(subject),
                         tr("A firewall may drop the packets, the address may be stale, or TLS is expected and switched off (or the reverse)."),
                         tr("Check address, port, firewall and TLS.")};
    case ErrorCode::NetworkUnreachable:
        return ErrorText{tr("There is no way to %1 from here.").arg(subject), tr("The network or VPN is not connected."), tr("Check the network.")};
    case ErrorCode::SocketNotFound:
        return ErrorText{tr("There is no socket at %1.").arg(subject), tr("The server is not running, or its unixsocket setting names another path."),
                         tr("Start the server, or check the path.")};
    case ErrorCode::SocketPermission:
        return ErrorText{tr("You may not open the socket %1.").arg(subject), tr("Its owner or mode excludes this user."),
                         tr("Join the server's group, or change unixsocketperm.")};
    case ErrorCode::TlsUnavailable:
        return ErrorText{tr("TLS is not available."), tr("The OpenSSL backend of Qt is missing."), tr("Install OpenSSL and Qt's TLS plugin.")};
    case ErrorCode::TlsHandshake:
        return ErrorText{tr("The TLS handshake with %1 failed.").arg(subject),
                         tr("The port may not speak TLS, or both sides share no protocol version."), tr("Check the port, or switch TLS off.")};
    case ErrorCode::TlsUntrusted:
        return ErrorText{tr("The certificate of %1 is not trusted.").arg(subject), tr("Its issuer is not among the certificate authorities in use."),
                         tr("Give the CA file of the server.")};
    case ErrorCode::TlsHostName:
        return ErrorText{tr("The certificate does not belong to %1.").arg(subject), tr("It names other hosts."),
                         tr("Connect by a name that is in the certificate, or set the TLS server name.")};
    case ErrorCode::TlsExpired:
        return ErrorText{tr("The certificate of %1 is not valid today.").arg(subject), tr("It has expired, is not valid yet, or this computer's clock is wrong."),
                         tr("Renew the certificate, or check the clock.")};
    case ErrorCode::TlsClientCertificate:
        return ErrorText{tr("%1 wants a client certificate.").arg(subject), tr("None was given, or the server does not accept it."),
                         tr("Give a certificate and key that the server's CA signed.")};
    case ErrorCode::TlsFile:
        return ErrorText{tr("The certificate or key file %1 cannot be used.").arg(subject), tr("It is missing, unreadable or not PEM."),
                         tr("Choose another file.")};
    case ErrorCode::ConnectionClosed:
        return ErrorText{tr("The server closed the connection."), tr("It was stopped or restarted, or it ended idle or unwanted clients."), {}};
    case ErrorCode::ConnectionReset:
        return ErrorText{tr("The connection was reset."), tr("The server ended suddenly, or the port speaks TLS and this connection does not."), {}};
    case ErrorCode::NotRedis:
        return ErrorText{tr("What answers at %1 is not Redis or Valkey.").arg(subject), {}, tr("Check the port.")};
    case ErrorCode::ProtocolError:
        return ErrorText{tr("The server's answer could not be understood."), {}, tr("Check that the port belongs to Redis or Valkey.")};
    default:
        return {};
    }
}

// What a server says when it does not let us in, or to one command.
std::optional<ErrorText> refused(ErrorCode code, const QString &subject)
{
    switch (code) {
    case ErrorCode::ProtectedMode:
        return ErrorText{tr("The server is in protected mode."), tr("It has no password and accepts only connections from its own machine."),
                         tr("Set a password on the server, or connect from its machine.")};
    case ErrorCode::MaxClients:
        return ErrorText{tr("The server has no free connection."), tr("Its maxclients limit is reached."), tr("Close other clients, or raise maxclients.")};
    case ErrorCode::AuthRequired:
        return ErrorText{tr("The server wants a password."), {}, tr("Enter the password.")};
    case ErrorCode::WrongPassword:
        return ErrorText{tr("The server does not accept this user and password."), {}, tr("Check user and password.")};
    case ErrorCode::Loading:
        return ErrorText{tr("The server is still loading its data."), {}, tr("It is tried again until it is ready.")};
    case ErrorCode::DatabaseOutOfRange:
        return ErrorText{tr("This server has no database %1.").arg(subject), {}, tr("Choose another database.")};
    case ErrorCode::SelectRefused:
        return ErrorText{tr("This server has only database 0."), tr("Clusters and most clouds do not allow SELECT."), tr("Use database 0.")};
    case ErrorCode::NoPermission:
        return ErrorText{tr("This user may not run %1.").arg(subject.isEmpty() ? tr("this command") : subject), {},
                         tr("Ask for the permission, or sign in as another user.")};
    case ErrorCode::UnknownCommand:
        return ErrorText{tr("This server does not offer %1.").arg(subject.isEmpty() ? tr("this command") : subject),
                         tr("It is an older version, or its provider has disabled the command."), {}};
    case ErrorCode::WrongType:
        return ErrorText{tr("The key holds another type by now."), tr("Somebody else replaced it."), tr("Reload the key.")};
    case ErrorCode::ReadOnlyReplica:
        return ErrorText{tr("This server is a replica and takes no writes."), {}, tr("Connect to the primary.")};
    case ErrorCode::OutOfMemory:
        return ErrorText{tr("The server has no memory left for this."), tr("maxmemory is reached and nothing may be evicted."),
                         tr("Delete data, or raise maxmemory.")};
    case ErrorCode::Misconf:
        return ErrorText{tr("The server refuses writes because its last save failed."), tr("stop-writes-on-bgsave-error is on; its disk may be full or not writable."),
                         tr("Mend the disk and save again.")};
    case ErrorCode::Busy:
        return ErrorText{tr("The server is busy with a script."), {}, tr("Wait, or end the script with SCRIPT KILL.")};
    case ErrorCode::Moved:
        return ErrorText{tr("This key lives on another node of the cluster."), {}, tr("Connect to that node.")};
    case ErrorCode::ClusterDown:
        return ErrorText{tr("The cluster is not able to answer."), tr("Some of its slots have no primary."), {}};
    case ErrorCode::ServerError:
        return ErrorText{subject.isEmpty() ? tr("The server refused the command.") : tr("The server refused %1.").arg(subject), {}, {}};
    default:
        return {};
    }
}

// What we say ourselves.
ErrorText own(ErrorCode code, const QString &subject)
{
    switch (code) {
    case ErrorCode::ReadOnlyConnection:
        return {tr("%1 was not sent: this connection is read-only.").arg(subject), {}, tr("Allow writing in the connection's settings.")};
    case ErrorCode::NeedsConsent:
        return {tr("%1 was not sent: this is a production server.").arg(subject), {}, tr("Confirm it by typing the server's name.")};
    case ErrorCode::OutcomeUnknown:
        return {tr("The connection broke while the answer was on its way."), tr("Whether the server carried it out is not known."),
                tr("Reload and look before you try again.")};
    case ErrorCode::Cancelled:
        return {tr("Cancelled."), {}, {}};
    case ErrorCode::Timeout:
        return {tr("The server did not answer in time."), tr("It may be busy or paused, or the network is slow."), tr("Try again.")};
    case ErrorCode::NotConnected:
        return {tr("There is no connection to the server."), {}, tr("Connect again.")};
    case ErrorCode::NoSuchKey:
        return {tr("The key does not exist any more."), tr("It was deleted, or it expired."), {}};
    case ErrorCode::KeyExists:
        return {tr("A key of this name exists already."), {}, tr("Choose another name.")};
    case ErrorCode::ChangedSinceRead:
        return {tr("The value was changed by somebody else since it was read."), {}, tr("Compare, then decide which one stays.")};
    case ErrorCode::TooLarge:
        return {tr("This is too large."), {}, {}};
    case ErrorCode::InvalidInput:
        return {subject.isEmpty() ? tr("This is not valid.") : tr("%1 is not valid.").arg(subject), {}, {}};
    case ErrorCode::Unsupported:
        return {tr("This is not possible with this server."), {}, {}};
    case ErrorCode::File:
        return {tr("The file %1 could not be used.").arg(subject), {}, {}};
    case ErrorCode::None:
        return {};
    default:
        return {tr("Something unexpected happened."), {}, {}};
    }
}

bool serversWordsHelp(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ServerError: case ErrorCode::NoPermission: case ErrorCode::Misconf: case ErrorCode::ProtocolError:
    case ErrorCode::TlsHandshake: case ErrorCode::TlsFile: case ErrorCode::InvalidInput: case ErrorCode::File:
    case ErrorCode::TooLarge: case ErrorCode::Unsupported: case ErrorCode::Moved: case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

constexpr qsizetype LongestDetail = 300;  // an error reply may hold a kilobyte of advice

}  // namespace

ErrorText describe(const Error &error)
{
    const QString subject = printable(view(error.subject), 120);
    ErrorText text = reaching(error.code, subject).value_or(ErrorText{});
    if (text.what.isEmpty())
        text = refused(error.code, subject).value_or(ErrorText{});
    if (text.what.isEmpty())
        text = own(error.code, subject);
    if (serversWordsHelp(error.code) && !error.detail.isEmpty()) {
        QString words = printable(view(error.detail), LongestDetail);
        if (words.back().isLetterOrNumber() || words.endsWith(u'\''))
            words += u'.';
        text.why = text.why.isEmpty() ? words : QString(text.why + u' ' + words);
    }
    return text;
}

QString ErrorText::oneLine() const
{
    return why.isEmpty() ? what : QString(what + u' ' + why);
}

QString ErrorText::paragraph() const
{
    QStringList parts{what, why, next};
    parts.removeAll(QString());
    return parts.join(u' ');
}

}  // namespace vermilion
