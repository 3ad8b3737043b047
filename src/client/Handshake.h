// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/CommandTable.h"
#include "client/ServerFacts.h"
#include "resp/Reply.h"

#include <optional>
#include <vector>

namespace vermilion {

/// What is said at the beginning of a link, without a socket: commands to write come out, replies go in. Works from Redis 4 on,
/// and for users who may run hardly anything: only authentication, SELECT and a server that still loads can stop it.
class Handshake {
public:
    struct Plan {
        QByteArray user, password, clientName;
        int database = 0;
        bool resp3 = false;
        bool learnCommands = true;
    };

    explicit Handshake(Plan plan);

    /// What to write now; empty while answers are missing and at the end.
    std::vector<QByteArrayList> next();
    /// The answer to the first command not answered yet. An error that comes before anything was written is the server's greeting.
    void answer(const Reply &reply);

    bool isDone() const { return m_step == Step::Done; }
    const std::optional<Error> &error() const { return m_error; }

    // When done:
    const ServerFacts &facts() const { return m_facts; }
    const Refusals &refusals() const { return m_refusals; }
    const std::optional<CommandTable> &commands() const { return m_commands; }  ///< nothing when COMMAND was refused or not asked

private:
    // HELLO says and asks most at once; AUTH is for servers and proxies without it; the rest leaves as one pipeline.
    enum class Step { Hello, Auth, AuthByPasswordAlone, Rest, Done, Failed };
    enum class Asked { Hello, Auth, ClientName, Select, InfoServer, InfoReplication, Commands, Ping };

    void ask(std::vector<QByteArrayList> &out, Asked what, QByteArrayList command);
    void askRest(std::vector<QByteArrayList> &out);
    void enter(Step step);
    void fail(Error error);
    void answerHello(ReplyView reply);
    void answerAuth(ReplyView reply);
    void answerRest(Asked what, ReplyView reply);
    void readHello(ReplyView reply);
    void readInfo(std::string_view info);
    void remember(const QByteArray &command, const Error &error);

    Plan m_plan;
    Step m_step = Step::Hello;
    bool m_written = false;     // the commands of this step
    bool m_saidHello = false;
    int m_protocol = 2;
    std::vector<Asked> m_asked; // not answered yet, oldest first
    std::optional<Error> m_error;
    ServerFacts m_facts;
    Refusals m_refusals;
    std::optional<CommandTable> m_commands;
};

}  // namespace vermilion
