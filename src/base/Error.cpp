// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Error.h"

#include <array>
#include <string_view>

namespace vermilion {

namespace {

struct Rule {
    std::string_view prefix;
    ErrorCode code;
};

// Beginnings of error replies, from Redis' and Valkey's sources (server.c, networking.c, acl.c, db.c, cluster.c).
constexpr std::array Rules{
    Rule{"NOPERM", ErrorCode::NoPermission},
    Rule{"NOAUTH", ErrorCode::AuthRequired},
    Rule{"WRONGPASS", ErrorCode::WrongPassword},
    Rule{"ERR invalid password", ErrorCode::WrongPassword},
    Rule{"ERR AUTH <password> called without any password", ErrorCode::WrongPassword},
    Rule{"ERR Client sent AUTH, but no password is set", ErrorCode::WrongPassword},
    Rule{"DENIED", ErrorCode::ProtectedMode},
    Rule{"ERR max number of clients", ErrorCode::MaxClients},
    Rule{"LOADING", ErrorCode::Loading},
    Rule{"ERR DB index is out of range", ErrorCode::DatabaseOutOfRange},
    Rule{"ERR invalid DB index", ErrorCode::DatabaseOutOfRange},
    Rule{"ERR SELECT is not allowed", ErrorCode::SelectRefused},
    Rule{"ERR unknown command", ErrorCode::UnknownCommand},
    Rule{"ERR unknown subcommand", ErrorCode::UnknownCommand},
    Rule{"ERR Unknown subcommand", ErrorCode::UnknownCommand},
    Rule{"WRONGTYPE", ErrorCode::WrongType},
    Rule{"READONLY", ErrorCode::ReadOnlyReplica},
    Rule{"OOM", ErrorCode::OutOfMemory},
    Rule{"MISCONF", ErrorCode::Misconf},
    Rule{"BUSYKEY", ErrorCode::KeyExists},
    Rule{"BUSY", ErrorCode::Busy},
    Rule{"MOVED", ErrorCode::Moved},
    Rule{"ASK", ErrorCode::Moved},
    Rule{"CLUSTERDOWN", ErrorCode::ClusterDown},
    Rule{"MASTERDOWN", ErrorCode::ClusterDown},
    Rule{"ERR no such key", ErrorCode::NoSuchKey},
};

}  // namespace

Error Error::fromServer(QByteArray message, QByteArray command)
{
    const std::string_view text(message.constData(), size_t(message.size()));
    for (const Rule &rule : Rules) {
        if (text.substr(0, rule.prefix.size()) == rule.prefix)
            return {rule.code, std::move(message), std::move(command)};
    }
    return {ErrorCode::ServerError, std::move(message), std::move(command)};
}

}  // namespace vermilion
