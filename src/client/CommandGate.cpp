// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/CommandGate.h"

namespace vermilion {

namespace {

// Flagged "admin" or "scripting" by the server, but they only read (or concern this connection alone).
const QSet<QByteArray> &harmlessReads()
{
    static const QSet<QByteArray> names{
        "acl|cat", "acl|dryrun", "acl|genpass", "acl|getuser", "acl|help", "acl|list", "acl|log", "acl|users", "acl|whoami",
        "client|list", "client|no-evict", "cluster|count-failure-reports", "cluster|help", "cluster|replicas", "cluster|slaves",
        "commandlog|get", "commandlog|len", "config|get", "config|help", "debug|help", "eval_ro", "evalsha_ro", "fcall_ro",
        "function|dump", "function|help", "function|list", "function|stats", "lastsave",
        "latency|doctor", "latency|graph", "latency|help", "latency|histogram", "latency|history", "latency|latest",
        "module|help", "module|list", "monitor", "role", "script|exists", "script|help", "script|show",
        "slowlog|get", "slowlog|help", "slowlog|len"};
    return names;
}

// They change something outside the keyspace that no flag of every version speaks of.
const QSet<QByteArray> &quietChanges()
{
    static const QSet<QByteArray> names{"publish", "spublish", "client|unblock", "client|kill"};
    return names;
}

// Neither admin nor dangerous writes by their flags, and still what production needs a second thought for.
const QSet<QByteArray> &namedDangers()
{
    static const QSet<QByteArray> names{"keys", "script|flush", "script|kill", "function|flush", "function|delete", "function|kill",
                                        "function|restore", "client|kill", "monitor", "flushall", "flushdb"};
    return names;
}

bool hasArgument(const QByteArrayList &command, const QByteArray &word)
{
    return std::any_of(command.begin() + 1, command.end(),
                       [&word](const QByteArray &argument) { return argument.compare(word, Qt::CaseInsensitive) == 0; });
}

/// A read that one of its arguments turns into a change.
bool isHarmlessRead(const QByteArray &name, const QByteArrayList &command)
{
    return harmlessReads().contains(name) && !(name == "acl|log" && hasArgument(command, "reset"));
}

bool changes(const CommandTable::Flags &flags, const QByteArray &name, const QByteArrayList &command)
{
    if (!flags.known || flags.write || flags.mayReplicate || quietChanges().contains(name))
        return true;
    return (flags.admin || flags.script) && !isHarmlessRead(name, command);
}

Error refusalOf(ErrorCode code, const QByteArray &name)
{
    return {code, {}, name.toUpper().replace('|', ' ')};
}

}  // namespace

std::optional<Error> CommandGate::refusal(const Request &request) const
{
    if (request.command.isEmpty())
        return Error{ErrorCode::InvalidInput, "empty command", {}};
    if (!m_policy.readOnly && (!m_policy.production || request.consent))
        return std::nullopt;
    const QByteArray name = m_commands.fullName(request.command);
    if (m_policy.readOnly && changes(m_commands.flags(request.command), name, request.command))
        return refusalOf(ErrorCode::ReadOnlyConnection, name);
    if (m_policy.production && !request.consent && isDangerous(request.command))
        return refusalOf(ErrorCode::NeedsConsent, name);
    return std::nullopt;
}

bool CommandGate::isDangerous(const QByteArrayList &command) const
{
    if (command.isEmpty())
        return false;
    const QByteArray name = m_commands.fullName(command);
    if (namedDangers().contains(name))
        return true;
    if (name == "sort")  // in @dangerous only because of its BY and GET patterns
        return false;
    const CommandTable::Flags flags = m_commands.flags(command);
    return (flags.admin && !isHarmlessRead(name, command)) || (flags.dangerous && flags.write);
}

}  // namespace vermilion
