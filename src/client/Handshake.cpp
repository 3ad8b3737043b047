// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Handshake.h"

namespace vermilion {

namespace {

int versionNumber(const QString &version)
{
    int number = 0, factor = 10000;
    for (const QString &part : version.split(u'.').mid(0, 3)) {
        number += factor * part.toInt();
        factor /= 100;
    }
    return number;
}

/// The server has no password, or knows no such thing as a user: then we are in without.
bool needsNoPassword(const QByteArray &message)
{
    return message.startsWith("ERR Client sent AUTH, but no password is set")
        || message.startsWith("ERR AUTH <password> called without any password");
}

/// Does not concern one command but the whole connection.
bool isVerdict(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ProtectedMode: case ErrorCode::MaxClients: case ErrorCode::WrongPassword: case ErrorCode::Loading:
        return true;
    default:
        return false;
    }
}

QString roleName(std::string_view role)
{
    return role == "master" ? QStringLiteral("primary")
        : role == "slave"   ? QStringLiteral("replica")
                            : QString::fromUtf8(role.data(), static_cast<qsizetype>(role.size()));
}

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

}  // namespace

Handshake::Handshake(Plan plan) : m_plan(std::move(plan)), m_protocol(m_plan.resp3 ? 3 : 2) {}

std::vector<QByteArrayList> Handshake::next()
{
    std::vector<QByteArrayList> out;
    if (m_written)
        return out;
    m_written = true;
    const QByteArray user = m_plan.user.isEmpty() ? QByteArray("default") : m_plan.user;
    switch (m_step) {
    case Step::Hello: {
        QByteArrayList hello{"HELLO", QByteArray::number(m_protocol)};
        if (!m_plan.password.isEmpty())
            hello << "AUTH" << user << m_plan.password;
        if (!m_plan.clientName.isEmpty())
            hello << "SETNAME" << m_plan.clientName;
        ask(out, Asked::Hello, hello);
        break;
    }
    case Step::Auth:
        // One argument for the default user: servers before 6.0 know no other form.
        ask(out, Asked::Auth, m_plan.user.isEmpty() ? QByteArrayList{"AUTH", m_plan.password} : QByteArrayList{"AUTH", user, m_plan.password});
        break;
    case Step::AuthByPasswordAlone:
        ask(out, Asked::Auth, {"AUTH", m_plan.password});
        break;
    case Step::Rest:
        askRest(out);
        break;
    case Step::Done: case Step::Failed:
        break;
    }
    return out;
}

void Handshake::ask(std::vector<QByteArrayList> &out, Asked what, QByteArrayList command)
{
    out.push_back(std::move(command));
    m_asked.push_back(what);
}

void Handshake::askRest(std::vector<QByteArrayList> &out)
{
    if (!m_saidHello && !m_plan.clientName.isEmpty())
        ask(out, Asked::ClientName, {"CLIENT", "SETNAME", m_plan.clientName});
    if (m_plan.database != 0)
        ask(out, Asked::Select, {"SELECT", QByteArray::number(m_plan.database)});
    ask(out, Asked::InfoServer, {"INFO", "server"});
    if (!m_saidHello)
        ask(out, Asked::InfoReplication, {"INFO", "replication"});
    if (m_plan.learnCommands)
        ask(out, Asked::Commands, {"COMMAND"});
    ask(out, Asked::Ping, {"PING"});  // the one that says whether the server still loads its data
}

void Handshake::enter(Step step)
{
    m_step = step;
    m_written = false;
}

void Handshake::fail(Error error)
{
    m_step = Step::Failed;
    if (!m_error)
        m_error = std::move(error);
}

void Handshake::answer(const Reply &reply)
{
    const ReplyView root = reply.root();
    if (m_asked.empty()) {
        fail(root.isError() ? Error::fromServer(root.bytes()) : Error{ErrorCode::NotRedis, root.bytes().left(80), {}});
        return;
    }
    const Asked what = m_asked.front();
    m_asked.erase(m_asked.begin());
    if (m_step == Step::Failed)
        return;
    if (what == Asked::Hello)
        answerHello(root);
    else if (what == Asked::Auth)
        answerAuth(root);
    else
        answerRest(what, root);
    if (m_step == Step::Rest && m_written && m_asked.empty())
        m_step = Step::Done;
}

void Handshake::answerHello(ReplyView reply)
{
    if (!reply.isError()) {
        m_saidHello = true;
        readHello(reply);
        return enter(Step::Rest);
    }
    const Error error = Error::fromServer(reply.bytes(), "HELLO");
    if (isVerdict(error.code))
        return fail(error);
    if (error.detail.startsWith("NOPROTO") && m_protocol == 3) {
        m_protocol = 2;
        return enter(Step::Hello);
    }
    if (error.code == ErrorCode::AuthRequired && m_plan.password.isEmpty())
        return fail(error);
    enter(m_plan.password.isEmpty() ? Step::Rest : Step::Auth);
}

void Handshake::answerAuth(ReplyView reply)
{
    if (!reply.isError())
        return enter(Step::Rest);
    Error error = Error::fromServer(reply.bytes(), "AUTH");
    if (needsNoPassword(error.detail))
        enter(Step::Rest);
    else if (m_step == Step::Auth && !m_plan.user.isEmpty() && error.detail.contains("wrong number of arguments"))
        enter(Step::AuthByPasswordAlone);
    else
        fail(std::move(error));
}

void Handshake::answerRest(Asked what, ReplyView reply)
{
    const Error error = reply.isError() ? Error::fromServer(reply.bytes()) : Error{};
    if (isVerdict(error.code) || error.code == ErrorCode::AuthRequired)
        return fail(error);
    switch (what) {
    case Asked::Select:
        if (reply.isError())
            fail({error.code == ErrorCode::DatabaseOutOfRange ? error.code : ErrorCode::SelectRefused, error.detail,
                  QByteArray::number(m_plan.database)});
        break;
    case Asked::InfoServer: case Asked::InfoReplication:
        if (reply.isError())
            remember("info", error);
        else
            readInfo(reply.text());
        break;
    case Asked::Commands:
        if (reply.isError())
            remember("command", error);
        else
            m_commands = CommandTable::fromReply(reply);
        if (m_commands && m_commands->isEmpty())
            m_commands.reset();
        break;
    default:
        break;  // a client without a name, or a user who may not PING, is still connected
    }
}

void Handshake::readHello(ReplyView reply)
{
    m_facts.protocol = static_cast<int>(reply.value("proto").integer(m_protocol));
    m_facts.clientId = reply.value("id").integer();
    m_facts.version = text(reply.value("version").text());
    m_facts.versionNumber = versionNumber(m_facts.version);
    m_facts.mode = text(reply.value("mode").text());
    m_facts.role = m_facts.mode == u"sentinel" ? m_facts.mode : roleName(reply.value("role").text());
    const std::string_view server = reply.value("server").text();
    m_facts.family = server == "redis" ? ServerFacts::Family::Redis
        : server == "valkey"           ? ServerFacts::Family::Valkey
                                       : ServerFacts::Family::Other;
}

void Handshake::readInfo(std::string_view info)
{
    QString version;
    while (!info.empty()) {
        const size_t end = std::min(info.find('\n'), info.size());
        std::string_view line = info.substr(0, end);
        info.remove_prefix(std::min(end + 1, info.size()));
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        const size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        const std::string_view name = line.substr(0, colon), value = line.substr(colon + 1);
        if (name == "valkey_version") {
            m_facts.family = ServerFacts::Family::Valkey;
            version = text(value);
        } else if (name == "redis_version" && version.isEmpty()) {
            version = text(value);
        } else if (name == "redis_mode" || name == "server_mode") {
            m_facts.mode = text(value);
        } else if (name == "role") {
            m_facts.role = roleName(value);
        }
    }
    if (!version.isEmpty()) {
        m_facts.version = version;
        m_facts.versionNumber = versionNumber(version);
    }
}

void Handshake::remember(const QByteArray &command, const Error &error)
{
    if (error.code == ErrorCode::NoPermission || error.code == ErrorCode::UnknownCommand)
        m_refusals.insert(command, error);
}

}  // namespace vermilion
