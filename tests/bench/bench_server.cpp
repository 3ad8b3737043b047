// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_server.h"

#include "bench/names.h"
#include "net/Endpoint.h"

#include <hiredis/hiredis.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace vermilion {

namespace {

using Clock = std::chrono::steady_clock;

struct Freed {
    void operator()(void *reply) const { freeReplyObject(reply); }
};
using ReplyPtr = std::unique_ptr<redisReply, Freed>;

double seconds(Clock::time_point since) { return std::chrono::duration<double>(Clock::now() - since).count(); }

redisContext *connectTo(const Endpoint &endpoint)
{
    redisContext *context = endpoint.kind == Endpoint::Kind::Unix
        ? redisConnectUnix(endpoint.socketPath.toLocal8Bit().constData())
        : redisConnect(endpoint.host.toLatin1().constData(), endpoint.port);
    if (!context || context->err) {
        std::fprintf(stderr, "cannot connect: %s\n", context ? context->errstr : "out of memory");
        std::exit(1);
    }
    if (!endpoint.password.isEmpty())
        ReplyPtr(static_cast<redisReply *>(redisCommand(context, "AUTH %s", endpoint.password.constData())));
    if (endpoint.database > 0)
        ReplyPtr(static_cast<redisReply *>(redisCommand(context, "SELECT %d", endpoint.database)));
    return context;
}

ReplyPtr run(redisContext *context, const char *command)
{
    ReplyPtr reply(static_cast<redisReply *>(redisCommand(context, command)));
    if (!reply || reply->type == REDIS_REPLY_ERROR) {
        std::fprintf(stderr, "%s: %s\n", command, reply ? reply->str : context->errstr);
        std::exit(1);
    }
    return reply;
}

}  // namespace

std::unique_ptr<BenchServer> BenchServer::open(const QString &url, uint64_t keys)
{
    std::unique_ptr<BenchServer> server(new BenchServer);
    if (url.isEmpty()) {
        server->m_own = std::make_unique<RedisServer>();
        if (!server->m_own->start())
            std::exit(1);
        server->m_url = server->m_own->url();
    } else {
        server->m_url = url;
    }
    const auto endpoint = Endpoint::fromUrl(server->m_url);
    if (!endpoint) {
        std::fprintf(stderr, "not a URL of Redis or Valkey\n");
        std::exit(1);
    }
    server->m_context = connectTo(*endpoint);
    if (server->m_own)
        server->fill(keys);
    server->m_keys = uint64_t(run(server->m_context, "DBSIZE")->integer);
    return server;
}

BenchServer::~BenchServer()
{
    if (m_context)
        redisFree(m_context);
}

void BenchServer::fill(uint64_t keys)
{
    constexpr int Window = 2000;
    NameGenerator names;
    std::string name;
    int inFlight = 0;
    const auto drain = [&] {
        for (; inFlight > 0; --inFlight) {
            void *reply = nullptr;
            if (redisGetReply(m_context, &reply) != REDIS_OK) {
                std::fprintf(stderr, "filling: %s\n", m_context->errstr);
                std::exit(1);
            }
            freeReplyObject(reply);
        }
    };
    for (uint64_t i = 0; i < keys; ++i) {
        names.next(name);
        redisAppendCommand(m_context, "SET %b 1", name.data(), name.size());
        if (++inFlight == Window)
            drain();
    }
    drain();
}

std::string BenchServer::info(const char *section)
{
    const std::string command = std::string("INFO ") + section;
    const ReplyPtr reply = run(m_context, command.c_str());
    return {reply->str, reply->len};
}

double BenchServer::cpuSeconds()
{
    const std::string text = info("cpu");
    double sum = 0;
    for (const char *field : {"used_cpu_sys:", "used_cpu_user:"}) {
        const size_t at = text.find(field);
        if (at != std::string::npos)
            sum += std::strtod(text.c_str() + at + std::strlen(field), nullptr);
    }
    return sum;
}

void BenchServer::resetSlowLog(int microseconds)
{
    const std::string set = "CONFIG SET slowlog-log-slower-than " + std::to_string(microseconds);
    run(m_context, set.c_str());
    run(m_context, "CONFIG SET slowlog-max-len 1000");
    run(m_context, "SLOWLOG RESET");
}

uint64_t BenchServer::callsOver(int microseconds)
{
    const ReplyPtr log = run(m_context, "SLOWLOG GET 1000");
    uint64_t calls = 0;
    for (size_t i = 0; i < log->elements; ++i) {
        const redisReply *entry = log->element[i];
        if (entry->elements < 4 || entry->element[2]->integer <= microseconds || entry->element[3]->elements == 0)
            continue;
        const redisReply *name = entry->element[3]->element[0];
        calls += name->len == 4 && (std::memcmp(name->str, "SCAN", 4) == 0 || std::memcmp(name->str, "scan", 4) == 0);
    }
    return calls;
}

BenchServer::Loop BenchServer::bareScan()
{
    const auto endpoint = Endpoint::fromUrl(m_url);
    redisContext *context = connectTo(*endpoint);
    Loop loop;
    const double cpuBefore = cpuSeconds();
    const auto started = Clock::now();
    std::string cursor = "0";
    do {
        const ReplyPtr page(static_cast<redisReply *>(redisCommand(context, "SCAN %s COUNT 1000", cursor.c_str())));
        if (!page || page->type != REDIS_REPLY_ARRAY || page->elements != 2) {
            std::fprintf(stderr, "SCAN failed\n");
            std::exit(1);
        }
        cursor.assign(page->element[0]->str, page->element[0]->len);
        const redisReply *names = page->element[1];
        loop.keys += names->elements;
        for (size_t i = 0; i < names->elements; ++i)
            loop.bytes += names->element[i]->len;
    } while (cursor != "0");
    loop.wall = seconds(started);
    loop.cpu = cpuSeconds() - cpuBefore;
    redisFree(context);
    return loop;
}

}  // namespace vermilion
