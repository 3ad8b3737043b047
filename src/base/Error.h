// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>

namespace vermilion {

/// Everything that can go wrong, as the program decides by it. Sentences are made at the edge (ErrorText.h).
enum class ErrorCode {
    None,
    // Reaching the server
    HostNotFound, ConnectionRefused, ConnectTimeout, NetworkUnreachable, SocketNotFound, SocketPermission,
    TlsUnavailable, TlsHandshake, TlsUntrusted, TlsHostName, TlsExpired, TlsClientCertificate, TlsFile,
    ConnectionClosed, ConnectionReset, NotRedis, ProtocolError,
    // What a server says when it does not let us in
    ProtectedMode, MaxClients, AuthRequired, WrongPassword, Loading, DatabaseOutOfRange, SelectRefused,
    // What a server says to one command
    NoPermission, UnknownCommand, WrongType, ReadOnlyReplica, OutOfMemory, Misconf, Busy, Moved, ClusterDown, ServerError,
    // What we say ourselves
    ReadOnlyConnection, NeedsConsent, OutcomeUnknown, Cancelled, Timeout, NotConnected,
    NoSuchKey, KeyExists, ChangedSinceRead, TooLarge, InvalidInput, Unsupported, File, Internal
};

/// A code to decide by, the words of whoever reported it, and what it was about. Never holds a secret.
struct Error {
    ErrorCode code = ErrorCode::None;
    QByteArray detail;   ///< the server's or the system's own words, as received; may be empty
    QByteArray subject;  ///< what it concerns: a command name, host, file or key; may be empty

    /// Sorts the text of an error reply ("WRONGTYPE Operation against …", without the leading '-') into a code.
    /// `command` is the command it answers, for the sentence.
    static Error fromServer(QByteArray message, QByteArray command = {});

    friend bool operator==(const Error &, const Error &) = default;
};

}  // namespace vermilion

Q_DECLARE_METATYPE(vermilion::Error)
