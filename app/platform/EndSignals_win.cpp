// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/EndSignals.h"

namespace vermilion {

void onEndSignals(QObject *, std::function<void()>) {}

}  // namespace vermilion
