// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoGuard.h"

#include <QProcess>

#include <windows.h>

namespace vermilion {

namespace {

/// The last handle of the job closes with this process, and Windows then ends everything in it.
HANDLE endsWithUs()
{
    static const HANDLE job = [] {
        const HANDLE made = CreateJobObjectW(nullptr, nullptr);
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        SetInformationJobObject(made, JobObjectExtendedLimitInformation, &limits, sizeof limits);
        return made;
    }();
    return job;
}

}  // namespace

void startGuarded(QProcess &process, const QString &program, const QStringList &arguments, const QString &)
{
    QObject::connect(&process, &QProcess::started, &process, [&process] {
        const HANDLE child = OpenProcess(PROCESS_SET_QUOTA | PROCESS_TERMINATE, FALSE, static_cast<DWORD>(process.processId()));
        if (!child)
            return;
        AssignProcessToJobObject(endsWithUs(), child);
        CloseHandle(child);
    }, Qt::SingleShotConnection);
    process.start(program, arguments);
}

void stopGuarded(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.kill();
    process.waitForFinished(2000);
}

bool guardedHasUnixSockets() { return false; }

}  // namespace vermilion
