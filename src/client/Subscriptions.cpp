// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Subscriptions.h"

namespace vermilion {

namespace {

std::string_view kindOf(ReplyView reply)
{
    return reply.size() > 0 ? (*reply.begin()).text() : std::string_view();
}

/// "psubscribe" → 'p'; 'c' for plain channels; 0 for words that are neither subscribing nor its opposite.
char letterOf(std::string_view kind)
{
    if (kind == "subscribe" || kind == "unsubscribe")
        return 'c';
    if (kind == "psubscribe" || kind == "punsubscribe")
        return 'p';
    return kind == "ssubscribe" || kind == "sunsubscribe" ? 's' : 0;
}

bool isUnsubscribing(std::string_view kind)
{
    return kind.find("unsub") != std::string_view::npos;
}

std::string lower(const QByteArray &name)
{
    return name.toLower().toStdString();
}

}  // namespace

bool Subscriptions::isSubscriptionCommand(const QByteArray &name)
{
    return name.size() >= 9 && name.size() <= 12 && letterOf(lower(name)) != 0;
}

bool Subscriptions::isMessage(ReplyView reply) const
{
    if (reply.type() == ReplyType::Push)
        return true;
    if (reply.type() != ReplyType::Array || m_channels.isEmpty())
        return false;
    const std::string_view kind = kindOf(reply);
    return kind == "message" || kind == "pmessage" || kind == "smessage" || isConfirmation(reply);
}

bool Subscriptions::isConfirmation(ReplyView reply)
{
    return reply.size() == 3 && letterOf(kindOf(reply)) != 0;
}

int Subscriptions::confirmationsFor(const QByteArrayList &command) const
{
    if (command.size() > 1)
        return static_cast<int>(command.size()) - 1;
    const char letter = letterOf(lower(command.first()));
    const auto count = std::count_if(m_channels.begin(), m_channels.end(), [letter](const QByteArray &c) { return c.startsWith(letter); });
    return std::max(1, static_cast<int>(count));
}

void Subscriptions::confirm(ReplyView confirmation)
{
    const std::string_view kind = kindOf(confirmation);
    const QByteArray channel = letterOf(kind) + confirmation.at(1).bytes();
    if (isUnsubscribing(kind))
        m_channels.remove(channel);
    else
        m_channels.insert(channel);
}

}  // namespace vermilion
