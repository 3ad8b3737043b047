// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QProcess;

namespace vermilion {

/// Starts a program that ends with this process, however this process ends: closed, crashed or killed.
/// On Unix a small shell stands between: it sees the end of the pipe that only we hold open, ends the program and removes the
/// directory. On Windows a job object ends the program; the directory is then empty and stays until the system cleans up.
/// `process` must not be running; finished() tells when the program has ended.
void startGuarded(QProcess &process, const QString &program, const QStringList &arguments, const QString &directory);

/// Ends what startGuarded() started and waits for it, two seconds at most.
void stopGuarded(QProcess &process);

/// Can the program be reached by a Unix socket in its directory? Otherwise it needs a TCP port.
bool guardedHasUnixSockets();

}  // namespace vermilion
