// SPDX-License-Identifier: GPL-3.0-or-later
// Verb `ui-scan`: the real window while a whole database streams in, against a bare event loop under the same load.
// Verb `startup`: spawn to first paint and memory when idle, against an empty QMainWindow.
#include "bench/bench.h"
#include "bench/bench_server.h"

#include "base/StallMeter.h"
#include "shell/MainWindow.h"
#include "shell/Workspace.h"
#include "shell/WorkspacePanels.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QTemporaryDir>

#include <atomic>
#include <cstdio>
#include <thread>

namespace vermilion {

namespace {

/// MiB of a field of /proc/PID/FILE ("VmRSS", "Pss"); 0 where there is no /proc.
double processMemory(qint64 pid, const char *file, const char *field)
{
    QFile status(QStringLiteral("/proc/%1/%2").arg(QString::number(pid), QString::fromLatin1(file)));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray wanted = QByteArray(field) + ':';
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(wanted))
            return line.mid(wanted.size()).simplified().split(' ').value(0).toDouble() / 1024;
    }
    return 0;
}

/// The GUI thread's stalls with nothing but an event loop on it, while the server and another thread are as busy as a scan makes them.
StallMeter::Report bareLoop(BenchServer &server)
{
    StallMeter meter;
    QEventLoop loop;
    std::thread load([&] {
        server.bareScan();
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    meter.start();
    loop.exec();
    meter.stop();
    load.join();
    return meter.report();
}

struct WindowRun {
    StallMeter::Report stalls;
    double firstRowsMs = -1;   // after the link was ready
    double residentMiB = 0;
    uint64_t keys = 0;
};

WindowRun windowScan(const QString &url)
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    MainWindow window(&settings);
    window.resize(1280, 800);
    window.show();

    WindowRun run;
    StallMeter meter;
    QEventLoop loop;
    QElapsedTimer sinceReady;
    ServerProfile profile;
    profile.endpoint = *Endpoint::fromUrl(url);
    Workspace *workspace = window.openServer(profile, true);
    BrowserPresenter *browser = workspace->panels()->browser();
    QObject::connect(workspace->session(), &Session::stateChanged, &loop, [&](LinkState state) {
        if (state == LinkState::Ready && !sinceReady.isValid())
            sinceReady.start();
    });
    QObject::connect(browser->tree(), &QAbstractItemModel::rowsInserted, &loop, [&] {
        if (run.firstRowsMs < 0 && sinceReady.isValid()) {
            window.repaint();
            run.firstRowsMs = double(sinceReady.nsecsElapsed()) / 1e6;
        }
    });
    QObject::connect(browser, &BrowserPresenter::scanChanged, &loop, [&] {
        if (browser->scan().phase == ScanProgress::Phase::Complete)
            loop.quit();
    });
    meter.start();
    loop.exec();
    meter.stop();
    run.stalls = meter.report();
    run.keys = browser->store()->size();
    run.residentMiB = processMemory(QCoreApplication::applicationPid(), "status", "VmRSS");
    return run;
}

int uiScan(const BenchOptions &options)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const auto server = BenchServer::open(options.url, options.keys);
    int argc = options.argc;
    QApplication application(argc, options.argv);
    Theme::install(Theme::Mode::Light);
    const StallMeter::Report bare = bareLoop(*server);
    const WindowRun run = windowScan(server->url());

    const auto ms = [](StallMeter::Duration d) { return double(d.count()) / 1000; };
    Figure longest;
    longest.name = "ui_scan.longest_stall";
    longest.value = ms(run.stalls.longest);
    longest.unit = "ms";
    longest.reference = ms(bare.longest);
    longest.referenceIs = "a bare event loop beside the same scan, goal: no more than 50 ms above it";
    longest.goal = longest.reference + 50;
    longest.goalIs = Figure::GoalIs::Value;
    print(longest);

    Figure share;
    share.name = "ui_scan.answers_over_16ms";
    share.value = (1 - run.stalls.shareWithinBudget()) * 100;
    share.unit = "%";
    share.reference = (1 - bare.shareWithinBudget()) * 100;
    share.referenceIs = "a bare event loop beside the same scan, goal: 0.1 % above it";
    share.goal = share.reference + 0.1;
    share.goalIs = Figure::GoalIs::Value;
    print(share);

    Figure first;
    first.name = "ui_scan.first_rows_after_connect";
    first.value = run.firstRowsMs;
    first.unit = "ms";
    first.reference = 50;
    first.referenceIs = "the goal line itself";
    first.goal = 1;
    print(first);

    Figure memory;
    memory.name = "ui_scan.resident";
    memory.value = run.residentMiB;
    memory.unit = "MiB";
    memory.reference = 260;
    memory.referenceIs = "the goal line itself, for 10 M keys";
    memory.goal = 1;
    print(memory);

    Figure missed;
    missed.name = "ui_scan.keys_not_indexed";
    missed.value = run.keys > server->keys() ? double(run.keys - server->keys()) : double(server->keys() - run.keys);
    missed.unit = "keys";
    missed.reference = double(server->keys());
    missed.referenceIs = "DBSIZE";
    missed.goal = 0;
    print(missed);
    return 0;
}

struct Start {
    double firstPaintMs = 0;
    double idleMiB = 0;
};

/// Starts a program that prints a line once it has painted its first window, and ends it a second later.
Start start(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(QStringLiteral("QT_QPA_PLATFORM")))
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("VERMILION_CONFIG_DIR"), folder);
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    Start result;
    if (!process.waitForReadyRead(20000)) {
        std::fprintf(stderr, "%s did not paint\n", qUtf8Printable(program));
        process.kill();
        process.waitForFinished();
        std::exit(1);
    }
    result.firstPaintMs = double(timer.nsecsElapsed()) / 1e6;
    std::this_thread::sleep_for(std::chrono::seconds(1));  // idle: what was deferred has run
    result.idleMiB = processMemory(process.processId(), "smaps_rollup", "Pss");
    process.kill();
    process.waitForFinished();
    return result;
}

int startup(const BenchOptions &options)
{
    int argc = options.argc;
    const QCoreApplication application(argc, options.argv);
    const QTemporaryDir folder;
    const QString bin = QCoreApplication::applicationDirPath();
    std::vector<double> paints, emptyPaints, paintRatios, sizes, emptySizes, sizeRatios;
    constexpr int Rounds = 5;
    for (int round = 0; round <= Rounds; ++round) {
        const Start empty = start(QCoreApplication::applicationFilePath(), {QStringLiteral("empty-window")}, folder.path());
        const Start ours = start(bin + QStringLiteral("/vermilion"), {QStringLiteral("--announce-first-paint")}, folder.path());
        if (round == 0)
            continue;  // warms the caches
        emptyPaints.push_back(empty.firstPaintMs);
        paints.push_back(ours.firstPaintMs);
        paintRatios.push_back(ours.firstPaintMs / empty.firstPaintMs);
        emptySizes.push_back(empty.idleMiB);
        sizes.push_back(ours.idleMiB);
        sizeRatios.push_back(empty.idleMiB > 0 ? ours.idleMiB / empty.idleMiB : 0);
    }
    const auto print2 = [](const char *name, const char *unit, std::vector<double> &values, std::vector<double> &references,
                           std::vector<double> &ratios) {
        Figure figure;
        figure.name = name;
        figure.value = bench::median(values);
        figure.unit = unit;
        figure.reference = bench::median(references);
        figure.referenceIs = "an empty QMainWindow, started in turn";
        figure.ratio = bench::median(ratios);
        figure.goal = 2;
        print(figure);
    };
    print2("startup.first_paint", "ms", paints, emptyPaints, paintRatios);
    print2("startup.pss_idle", "MiB", sizes, emptySizes, sizeRatios);

    Figure absolute;
    absolute.name = "startup.pss_idle_absolute";
    absolute.value = bench::median(sizes);
    absolute.unit = "MiB";
    absolute.reference = 60;
    absolute.referenceIs = "the goal line itself";
    absolute.goal = 1;
    print(absolute);
    return 0;
}

/// The reference of `startup`, run by it: a window with nothing in it that says when it was painted.
int emptyWindow(const BenchOptions &options)
{
    class Window : public QMainWindow {
    protected:
        void paintEvent(QPaintEvent *event) override
        {
            QMainWindow::paintEvent(event);
            std::puts("painted");
            std::fflush(stdout);
        }
    };
    int argc = options.argc;
    QApplication application(argc, options.argv);
    Window window;
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}

const bool registered = registerVerb("ui-scan", uiScan) && registerVerb("startup", startup) && registerVerb("empty-window", emptyWindow);

}  // namespace

}  // namespace vermilion
