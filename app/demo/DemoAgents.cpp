// SPDX-License-Identifier: GPL-3.0-or-later
// db 2: agents that remember, talk and leave a trail of events for others.
#include "demo/DemoChapters.h"

namespace vermilion {

namespace {

const QByteArrayList &agents()
{
    static const QByteArrayList names{"planner", "researcher", "coder", "reviewer", "support", "scheduler", "analyst", "translator"};
    return names;
}

QByteArray message(DemoRandom &random, int turn)
{
    static const QByteArrayList lines{"Which shard holds the hot keys?", "Let me look at the latency first.", "The replica lags by 3 s.",
                                      "I would raise the TTL to one hour.", "Done. Shall I write it down?", "Yes, please."};
    return "{\"role\":\"" + QByteArray(turn % 2 ? "assistant" : "user") + "\",\"content\":\"" + random.pick(lines) + "\",\"tokens\":"
        + decimal(random.between(5, 900)) + "}";
}

void writeMemory(DemoRandom &random, int i, DemoCommands &out)
{
    const QByteArray key = "agent:" + agents().at(i % agents().size()) + ":memory:" + random.hex(10);
    out.push_back({"HSET", key, "fact", "The customer prefers " + random.pick(QByteArrayList{"short answers", "tables", "French"}),
                   "confidence", QByteArray::number(random.unit(), 'f', 3), "source", "conversation:" + random.hex(8), "embedding",
                   floatVector(random, 32)});
    if (i % 3 == 0)
        out.push_back({"EXPIRE", key, decimal(random.between(Month, 6 * Month))});
}

void writeConversation(DemoRandom &random, int, DemoCommands &out)
{
    const QByteArray key = "conversation:" + random.uuid();
    const int turns = random.between(2, 16), life = random.between(7 * Day, 3 * Month);
    QByteArrayList push{"RPUSH", key + ":messages"};
    for (int turn = 0; turn < turns; ++turn)
        push << message(random, turn);
    out.push_back(std::move(push));
    out.push_back({"HSET", key + ":meta", "agent", random.pick(agents()), "turns", decimal(turns), "language", "en", "rating",
                   decimal(random.between(1, 5))});
    out.push_back({"EXPIRE", key + ":messages", decimal(life)});
    out.push_back({"EXPIRE", key + ":meta", decimal(life)});
}

void writeAgent(DemoRandom &random, int i, DemoCommands &out)
{
    const QByteArray key = "agent:" + agents().at(i);
    out.push_back({"HSET", key + ":state", "status", random.pick(QByteArrayList{"idle", "thinking", "waiting"}), "goal",
                   "Keep the cache warm", "steps", decimal(random.below(400))});
    out.push_back({"SET", key + ":plan", "{\"steps\":[{\"do\":\"search\",\"done\":true},{\"do\":\"summarise\",\"done\":false}],\"budget\":"
                   + decimal(random.between(1000, 90'000)) + "}"});
    out.push_back({"SADD", key + ":tools", "search", "calculator", "browser", "shell"});
    out.push_back({"ZADD", "agent:queue", decimal(random.between(1, 100)), agents().at(i)});
}

void writeEvent(DemoRandom &random, int i, DemoCommands &out)
{
    const QByteArray key = "agent:events";
    out.push_back({"XADD", key, decimal(1'763'700'000'000 + i * 900LL) + "-0", "agent", random.pick(agents()), "event",
                   random.pick(QByteArrayList{"thought", "tool", "answer"}), "data", message(random, i)});
    if (i != 2999)
        return;
    out.push_back({"XGROUP", "CREATE", key, "audit", "0"});
    out.push_back({"XGROUP", "CREATE", key, "metrics", "0"});
    out.push_back({"XREADGROUP", "GROUP", "audit", "auditor-1", "COUNT", "60", "STREAMS", key, ">"});
    out.push_back({"XREADGROUP", "GROUP", "audit", "auditor-2", "COUNT", "5", "STREAMS", key, ">"});
    out.push_back({"XREADGROUP", "GROUP", "metrics", "counter", "COUNT", "500", "STREAMS", key, ">"});
}

}  // namespace

void addAgentChapters(DemoChapters &chapters)
{
    chapters.push_back({2, static_cast<int>(agents().size()), writeAgent});
    chapters.push_back({2, 4'000, writeMemory});
    chapters.push_back({2, 2'500, writeConversation});
    chapters.push_back({2, 3'000, writeEvent});
}

}  // namespace vermilion
