// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoGuard.h"

#include <QProcess>

namespace vermilion {

namespace {

// $1 is the directory, the rest the program. Standard input is the pipe from the console: `cat` ends when no one holds its other
// end any more, which needs no cooperation of a process that was killed. The shell outlives Ctrl+C, so that it can clean up.
// Its own output goes nowhere: a word about a killed job, written into a pipe that no one reads, would kill the shell itself.
// SIGKILL is fine for the program: its data is a demo's, and a stopped or busy server must go, too.
constexpr auto Guard = R"(
trap '' HUP INT TERM
directory=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ cat <&3 >/dev/null; kill -9 "$server" 2>/dev/null; } >/dev/null 2>&1 &
watcher=$!
exec 3<&- >/dev/null 2>&1
wait "$server"
code=$?
kill -9 "$watcher" 2>/dev/null
rm -rf -- "$directory"
exit "$code"
)";

}  // namespace

void startGuarded(QProcess &process, const QString &program, const QStringList &arguments, const QString &directory)
{
    process.start(QStringLiteral("/bin/sh"),
                  QStringList{QStringLiteral("-c"), QString::fromLatin1(Guard), QStringLiteral("demo-guard"), directory, program} + arguments);
}

void stopGuarded(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.closeWriteChannel();
    process.waitForFinished(2000);
}

bool guardedHasUnixSockets() { return true; }

}  // namespace vermilion
