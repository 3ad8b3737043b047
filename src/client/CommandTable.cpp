// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/CommandTable.h"

#include "client/BundledCommands.h"

#include <charconv>

namespace vermilion {

namespace {

/// Calls `each` with the parts of `text` between `separator`s.
template <typename Each>
void forEachPart(std::string_view text, char separator, Each each)
{
    while (!text.empty()) {
        const size_t end = std::min(text.find(separator), text.size());
        if (end > 0)
            each(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

int toInt(std::string_view text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

CommandTable::Flags flagsFromLetters(std::string_view letters)
{
    CommandTable::Flags flags;
    flags.known = true;
    for (const char letter : letters) {
        switch (letter) {
        case 'w': flags.write = true; break;
        case 'r': flags.mayReplicate = true; break;
        case 'a': flags.admin = true; break;
        case 'd': flags.dangerous = true; break;
        case 'b': flags.blocking = true; break;
        case 'p': flags.pubsub = true; break;
        case 's': flags.script = true; break;
        default: break;
        }
    }
    return flags;
}

QByteArray lowerBytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size())).toLower();
}

// Places in one element of COMMAND's reply; categories since Redis 6.0, subcommands since 7.0.
enum Place : uint32_t { Name, Arity, FlagList, FirstKey, LastKey, Step, Categories, Tips, KeySpecs, Subcommands };

void addServerFlags(CommandTable::Flags &flags, ReplyView list)
{
    for (const ReplyView flag : list) {
        const std::string_view name = flag.text();
        flags.write |= name == "write";
        flags.mayReplicate |= name == "may_replicate";
        flags.admin |= name == "admin";
        flags.blocking |= name == "blocking";
        flags.pubsub |= name == "pubsub";
    }
}

void addCategories(CommandTable::Flags &flags, ReplyView list)
{
    for (const ReplyView category : list) {
        flags.dangerous |= category.text() == "@dangerous";
        flags.script |= category.text() == "@scripting";
        flags.blocking |= category.text() == "@blocking";
    }
}

}  // namespace

CommandTable CommandTable::bundled()
{
    static const CommandTable table = [] {
        CommandTable t;
        forEachPart(bundledCommands(), ' ', [&t](std::string_view item) {
            std::string_view parts[3];
            size_t count = 0;
            const size_t first = std::min(item.find(':'), item.size());
            parts[count++] = item.substr(0, first);
            if (first < item.size()) {
                const std::string_view rest = item.substr(first + 1);
                const size_t second = std::min(rest.find(':'), rest.size());
                parts[1] = rest.substr(0, second);
                parts[2] = second < rest.size() ? rest.substr(second + 1) : std::string_view();
            }
            Flags flags = flagsFromLetters(parts[1]);
            int *places[] = {&flags.firstKey, &flags.lastKey, &flags.step};
            size_t place = 0;
            forEachPart(parts[2], ',', [&](std::string_view number) {
                if (place < std::size(places))
                    *places[place++] = toInt(number);
            });
            t.insert(lowerBytes(parts[0]), flags);
        });
        return t;
    }();
    return table;
}

CommandTable CommandTable::fromReply(ReplyView command)
{
    CommandTable table;
    const CommandTable known = bundled();
    for (const ReplyView info : command)
        table.insertFromReply(info, known);
    return table;
}

void CommandTable::insertFromReply(ReplyView info, const CommandTable &known)
{
    const QByteArray name = info.at(Name).bytes().toLower();
    if (name.isEmpty())
        return;
    Flags flags;
    flags.known = true;
    flags.firstKey = static_cast<int>(info.at(FirstKey).integer());
    flags.lastKey = static_cast<int>(info.at(LastKey).integer());
    flags.step = static_cast<int>(info.at(Step).integer());
    addServerFlags(flags, info.at(FlagList));
    if (info.size() > Categories) {
        addCategories(flags, info.at(Categories));
    } else {
        const Flags elsewhere = known.m_flags.value(name);
        flags.dangerous = elsewhere.dangerous;
        flags.script = elsewhere.script;
    }
    insert(name, flags);

    if (info.size() > Subcommands) {
        for (const ReplyView subcommand : info.at(Subcommands))
            insertFromReply(subcommand, known);
    } else if (known.m_containers.contains(name)) {
        // Before 7.0 the whole of CONFIG or CLIENT carries the flags of its worst subcommand.
        for (auto it = known.m_flags.begin(); it != known.m_flags.end(); ++it) {
            if (it.key().startsWith(QByteArray(name + '|')))
                insert(it.key(), it.value());
        }
    }
}

void CommandTable::insert(const QByteArray &name, Flags flags)
{
    m_flags.insert(name, flags);
    if (const qsizetype bar = name.indexOf('|'); bar > 0)
        m_containers.insert(name.left(bar));
}

QByteArray CommandTable::fullName(const QByteArrayList &command) const
{
    if (command.isEmpty())
        return {};
    const QByteArray name = command.first().toLower();
    return command.size() > 1 && m_containers.contains(name) ? QByteArray(name + '|' + command.at(1).toLower()) : name;
}

CommandTable::Flags CommandTable::flags(const QByteArrayList &command) const
{
    return m_flags.value(fullName(command));
}

QByteArrayList CommandTable::names() const
{
    QByteArrayList all = m_flags.keys();
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace vermilion
