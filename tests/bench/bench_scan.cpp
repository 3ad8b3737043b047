// SPDX-License-Identifier: GPL-3.0-or-later
// Verb `scan`: connect, read every name of a database and index it, against a bare hiredis loop that keeps nothing.
#include "bench/bench.h"
#include "bench/bench_server.h"

#include "client/Session.h"
#include "keyspace/ScanJob.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <vector>

namespace vermilion {

namespace {

constexpr int CallBudgetUs = 2000;  // what one call may take from everybody else on the server

struct Run {
    double wall = 0, cpu = 0, firstRows = 0;  // seconds
    uint64_t keys = 0;
    uint64_t longCalls = 0;
};

/// The program's own way from nothing to an indexed database: session, scan on the I/O thread, doubles removed.
Run indexAll(BenchServer &server)
{
    server.resetSlowLog(CallBudgetUs);
    const double cpuBefore = server.cpuSeconds();
    Run run;

    QElapsedTimer timer;
    timer.start();
    Session session(*Endpoint::fromUrl(server.url()));
    QEventLoop loop;
    QElapsedTimer sinceReady;
    QObject::connect(&session, &Session::stateChanged, &loop, [&](LinkState state) {
        if (state == LinkState::Ready && !sinceReady.isValid())
            sinceReady.start();
    });
    session.open();
    auto store = std::make_shared<KeyStore>();
    auto *scan = new ScanJob(session.bulkLink(), store, {});
    QObject::connect(scan, &ScanJob::changed, &loop, [&] {
        const ScanProgress progress = scan->snapshot();
        if (run.firstRows == 0 && progress.seen > 0)
            run.firstRows = double(sinceReady.isValid() ? sinceReady.nsecsElapsed() : 0) / 1e9;
        if (!progress.isActive())
            loop.quit();
    });
    scan->begin();
    loop.exec();

    run.wall = double(timer.nsecsElapsed()) / 1e9;
    run.cpu = server.cpuSeconds() - cpuBefore;
    run.keys = store->size();
    run.longCalls = server.callsOver(CallBudgetUs);
    scan->discard();
    return run;
}

int scanVerb(const BenchOptions &options)
{
    int argc = options.argc;
    const QCoreApplication application(argc, options.argv);
    const auto server = BenchServer::open(options.url, options.keys);
    const int rounds = server->keys() > 3'000'000 ? 3 : 5;
    server->bareScan();  // warm: the first walk over a new keyspace pays for everybody

    std::vector<double> walls, bareWalls, ratios, cpuRatios, firstRows;
    uint64_t longCalls = 0, bareLongCalls = 0;
    uint64_t missing = 0;
    for (int round = 0; round < rounds; ++round) {
        server->resetSlowLog(CallBudgetUs);
        const auto bare = server->bareScan();
        bareLongCalls += server->callsOver(CallBudgetUs);
        const Run ours = indexAll(*server);
        walls.push_back(ours.wall);
        bareWalls.push_back(bare.wall);
        ratios.push_back(ours.wall / bare.wall);
        cpuRatios.push_back(ours.cpu > 0 ? ours.wall / ours.cpu : 0);
        firstRows.push_back(ours.firstRows);
        longCalls += ours.longCalls;
        missing = std::max(missing, ours.keys > server->keys() ? ours.keys - server->keys() : server->keys() - ours.keys);
    }
    const auto row = [&](const char *name) {
        Figure f;
        f.name = name;
        return f;
    };
    Figure wall = row("scan.wall");
    wall.value = bench::median(walls);
    wall.unit = "s";
    wall.reference = bench::median(bareWalls);
    wall.referenceIs = "bare hiredis loop, SCAN COUNT 1000, names dropped";
    wall.ratio = bench::median(ratios);
    wall.goal = 1.05;
    print(wall);

    Figure cpu = row("scan.wall_by_server_cpu");
    cpu.value = bench::median(walls);
    cpu.unit = "s";
    cpu.ratio = bench::median(cpuRatios);
    cpu.reference = cpu.ratio > 0 ? cpu.value / cpu.ratio : 0;
    cpu.referenceIs = "the server's own CPU time in the same run";
    cpu.goal = 1.15;
    print(cpu);

    Figure held = row("scan.calls_over_2ms");
    held.value = double(longCalls);
    held.unit = "calls";
    held.reference = double(bareLongCalls);
    held.referenceIs = "the bare loop's in as many rounds: what the machine itself holds up. By the server's slow log";
    held.goal = held.reference;
    held.goalIs = Figure::GoalIs::Value;
    print(held);

    Figure first = row("scan.first_names_after_connect");
    first.value = bench::median(firstRows) * 1000;
    first.unit = "ms";
    first.reference = 50;
    first.referenceIs = "the goal line itself";
    first.ratio = first.value / first.reference;
    first.goal = 1;
    print(first);

    Figure missed = row("scan.keys_not_indexed");
    missed.value = double(missing);
    missed.unit = "keys";
    missed.reference = double(server->keys());
    missed.referenceIs = "DBSIZE, most of the rounds, too many counted like too few";
    missed.goal = 0;
    print(missed);
    shutdownIo();
    return 0;
}

const bool registered = registerVerb("scan", scanVerb);

}  // namespace

}  // namespace vermilion
