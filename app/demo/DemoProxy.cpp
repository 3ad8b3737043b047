// SPDX-License-Identifier: GPL-3.0-or-later
// db 1: a proxy that caches searches and packs their results into context for a language model.
#include "demo/DemoChapters.h"

namespace vermilion {

namespace {

QByteArray phrase(DemoRandom &random, int words)
{
    static const QByteArrayList vocabulary{"redis", "memory", "cluster", "failover", "vector", "search", "index", "latency", "stream",
                                           "consumer", "backup", "replica", "eviction", "policy", "token", "context", "window", "shard"};
    QByteArrayList picked;
    for (int i = 0; i < words; ++i)
        picked << random.pick(vocabulary);
    return picked.join(' ');
}

QByteArray results(DemoRandom &random, int count)
{
    QByteArrayList hits;
    for (int i = 0; i < count; ++i)
        hits << "{\"doc\":" + decimal(random.below(6000)) + ",\"score\":" + QByteArray::number(random.unit(), 'f', 4) + ",\"title\":\""
                + phrase(random, 4) + "\",\"snippet\":\"" + phrase(random, 14) + "\"}";
    return "{\"query\":\"" + phrase(random, 3) + "\",\"took_ms\":" + decimal(random.between(2, 180)) + ",\"hits\":[" + hits.join(',')
        + "]}";
}

void writeSearch(DemoRandom &random, int, DemoCommands &out)
{
    out.push_back(setFor("search:" + random.hex(40), results(random, random.between(1, 6)), random.between(15 * Minute, 24 * Hour)));
}

void writeBundle(DemoRandom &random, int i, DemoCommands &out)
{
    const QByteArray key = "bundle:" + random.uuid();
    const int life = random.between(Day, 14 * Day);
    out.push_back(setFor(key + ":context", gzipped(results(random, 8)), life));
    MessagePackWriter index;
    index.map(4).text("bundle").number(i).text("tokens").number(random.between(400, 8000)).text("model").text("bge-m3").text("parts").array(3);
    for (int part = 0; part < 3; ++part)
        index.map(2).text("doc").number(random.below(6000)).text("score").real(random.unit());
    out.push_back(setFor(key + ":index", index.bytes(), life));
}

void writeChunk(DemoRandom &random, int i, DemoCommands &out)
{
    out.push_back({"HSET", "doc:" + decimal(i / 3) + ":chunk:" + decimal(i % 3), "text", phrase(random, 40), "tokens",
                   decimal(random.between(40, 400)), "lang", "en"});
}

void writePostings(DemoRandom &random, int i, DemoCommands &out)
{
    QByteArrayList command{"ZADD", "index:term:" + phrase(random, 1) + decimal(i)};
    for (int n = random.between(20, 300); n > 0; --n)
        command << QByteArray::number(random.unit() * 12, 'f', 5) << "doc:" + decimal(random.below(2000));
    out.push_back(std::move(command));
}

}  // namespace

void addProxyChapters(DemoChapters &chapters)
{
    chapters.push_back({1, 8'000, writeSearch});
    chapters.push_back({1, 2'500, writeBundle});
    chapters.push_back({1, 6'000, writeChunk});
    chapters.push_back({1, 40, writePostings});
}

}  // namespace vermilion
