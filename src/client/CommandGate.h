// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/CommandTable.h"
#include "client/Request.h"

namespace vermilion {

/// The one place that every command passes, just above the socket. Pure: tests drive it without one.
class CommandGate {
public:
    struct Policy {
        bool readOnly = false;    ///< nothing that writes, runs scripts, administers or is unknown leaves
        bool production = false;  ///< dangerous commands need Consent
        friend bool operator==(const Policy &, const Policy &) = default;
    };

    void setPolicy(Policy policy) { m_policy = policy; }
    Policy policy() const { return m_policy; }
    void setCommands(CommandTable commands) { m_commands = std::move(commands); }
    const CommandTable &commands() const { return m_commands; }

    /// Nothing when the request may be written; otherwise ReadOnlyConnection or NeedsConsent with the command as subject.
    std::optional<Error> refusal(const Request &request) const;
    /// Would it need the user's word in production? (For dialogs that ask before they send.)
    bool isDangerous(const QByteArrayList &command) const;

private:
    Policy m_policy;
    CommandTable m_commands = CommandTable::bundled();
};

}  // namespace vermilion
