// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QObject;

namespace vermilion {

/// Calls `end` on the GUI thread, from the event loop, when the system asks the program to end (SIGTERM, SIGINT, SIGHUP), so that it
/// ends in order: state saved, demo gone. A second signal ends it at once. Does nothing on Windows, where closing the window is the
/// way. Once a process; lives as long as `context`.
void onEndSignals(QObject *context, std::function<void()> end);

}  // namespace vermilion
