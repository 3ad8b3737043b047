// SPDX-License-Identifier: GPL-3.0-or-later
// db 0: what the web side of the worker keeps beside it.
#include "demo/DemoChapters.h"
#include "demo/DemoData.h"

#include <cmath>

namespace vermilion {

namespace {

QByteArray userName(DemoRandom &random)
{
    static const QByteArrayList names{"ada", "grace", "linus", "margaret", "dennis", "barbara", "ken", "radia", "edsger", "hedy"};
    return random.pick(names) + '.' + decimal(random.below(9000));
}

QByteArray address(DemoRandom &random)
{
    return "10." + decimal(random.below(256)) + '.' + decimal(random.below(256)) + '.' + decimal(random.between(1, 254));
}

void writeSession(DemoRandom &random, int, DemoCommands &out)
{
    const QByteArray key = "session:web:" + random.hex(20);
    const QByteArray user = userName(random);
    out.push_back({"HSET", key, "user", user, "ip", address(random), "theme", random.below(2) ? "dark" : "light", "cart",
                   "{\"items\":" + decimal(random.below(9)) + ",\"total\":" + decimal(random.below(90'000)) + "}", "seen",
                   decimal(1'763'700'000 + random.below(86'400))});
    out.push_back({"EXPIRE", key, decimal(random.between(20 * Minute, 24 * Hour))});
}

void writeApiSession(DemoRandom &random, int, DemoCommands &out)
{
    MessagePackWriter token;
    token.map(3).text("sub").text(userName(random)).text("scope").array(2).text("read").text("write").text("iat")
        .number(1'763'700'000 + random.below(86'400));
    out.push_back(setFor("session:api:" + random.hex(24), token.bytes(), random.between(Hour, 30 * Day)));
}

void writeRateLimit(DemoRandom &random, int, DemoCommands &out)
{
    out.push_back(setFor("ratelimit:ip:" + address(random), decimal(random.between(1, 100)), random.between(30, Hour)));
}

void writeSlidingWindow(DemoRandom &random, int i, DemoCommands &out)
{
    const QByteArray key = "ratelimit:{tenant:" + decimal(i) + "}:minute";
    QByteArrayList command{"ZADD", key};
    for (int hit = random.between(3, 60); hit > 0; --hit) {
        const QByteArray at = decimal(1'763'700'000'000 + random.below(60'000));
        command << at << at + '-' + random.hex(4);
    }
    out.push_back(std::move(command));
    out.push_back({"EXPIRE", key, decimal(random.between(10 * Minute, Hour))});
}

void writeLeaderboard(DemoRandom &random, int i, DemoCommands &out)
{
    QByteArrayList command{"ZADD", "leaderboard:season" + decimal(i + 1)};
    for (int member = 40 << (i % 8); member > 0; --member)
        command << QByteArray::number(std::round(random.unit() * 1e6) / 100.0, 'g', 12) << userName(random);
    out.push_back(std::move(command));
}

void writeTag(DemoRandom &random, int i, DemoCommands &out)
{
    static const QByteArrayList topics{"cats", "city", "night", "food", "travel", "people", "sea", "snow", "music", "code"};
    QByteArrayList command{"SADD", "tag:" + topics.at(i % topics.size()) + ':' + decimal(i / topics.size())};
    for (int member = random.between(8, 400); member > 0; --member)
        command << (i % 3 ? "image:" + random.hex(8) : decimal(random.below(100'000)));  // each third is an intset
    out.push_back(std::move(command));
}

void writeLock(DemoRandom &random, int i, DemoCommands &out)
{
    out.push_back({"SET", "lock:shard:" + decimal(i), random.uuid(), "PX", decimal(random.between(45'000, 600'000))});
}

void writeStatistics(DemoRandom &random, int day, DemoCommands &out)
{
    const QByteArray date = "2026-11-" + decimal(day + 1).rightJustified(2, '0');
    QByteArrayList visitors{"PFADD", "stats:visitors:" + date};
    for (int i = 0; i < 300; ++i)
        visitors << random.hex(8);
    out.push_back(std::move(visitors));
    for (int i = 0; i < 40; ++i)
        out.push_back({"SETBIT", "stats:active:" + date, decimal(random.below(20'000)), "1"});
    out.push_back({"HSET", "stats:daily:" + date, "requests", decimal(random.below(900'000)), "errors", decimal(random.below(900)),
                   "p99_ms", QByteArray::number(random.unit() * 80, 'f', 2)});
}

void writeStores(DemoRandom &random, int, DemoCommands &out)
{
    QByteArrayList command{"GEOADD", "geo:stores"};
    for (int i = 0; i < 300; ++i)
        command << QByteArray::number(-10 + random.unit() * 40, 'f', 6) << QByteArray::number(36 + random.unit() * 24, 'f', 6)
                << "store-" + decimal(i);
    out.push_back(std::move(command));
}

void writeConfiguration(DemoRandom &random, int, DemoCommands &out)
{
    out.push_back(setFor(DemoData::ShowcaseKey,
                         "{\"search_v2\":true,\"rerank\":{\"model\":\"bge-m3\",\"top_k\":40},\"rollout\":0.25,\"owners\":[\"ada\",\"grace\"]}",
                         30 * Day));
    out.push_back({"HSET", "config:worker", "concurrency", "8", "batch_size", "32", "device", "cuda:0", "timeout_s", "120"});
    out.push_back({"SET", "config:motd", "Deploys are frozen on Fridays.\nAsk in #platform first."});
    out.push_back({"SET", "counter:requests", decimal(random.between(1'000'000, 9'000'000))});
    out.push_back({"SET", "session", "a key with the name of a folder"});
    out.push_back({"RPUSH", "log:deploys", "2026-11-19 worker 4.2.0", "2026-11-20 proxy 1.9.3", "2026-11-21 worker 4.2.1"});
    out.push_back({"SADD", "feature:beta-users", "ada.17", "grace.4", "radia.900"});
}

}  // namespace

void addWebChapters(DemoChapters &chapters)
{
    chapters.push_back({0, 1, writeConfiguration});
    chapters.push_back({0, 20'000, writeSession});
    chapters.push_back({0, 4'000, writeApiSession});
    chapters.push_back({0, 6'000, writeRateLimit});
    chapters.push_back({0, 200, writeSlidingWindow});
    chapters.push_back({0, 12, writeLeaderboard});
    chapters.push_back({0, 80, writeTag});
    chapters.push_back({0, 16, writeLock});
    chapters.push_back({0, 30, writeStatistics});
    chapters.push_back({0, 1, writeStores});
}

}  // namespace vermilion
