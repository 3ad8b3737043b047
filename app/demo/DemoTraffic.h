// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/DemoBytes.h"

#include <QByteArrayList>

#include <vector>

namespace vermilion {

/// A little life: sessions come and are seen, requests are counted, jobs report. Only db 0, and only keys of its own or counters,
/// so that nothing changes under an edit that the user makes to the demo's data.
class DemoTraffic {
public:
    static constexpr int IntervalMs = 400;
    std::vector<QByteArrayList> next();

private:
    DemoRandom m_random{77};
    int m_tick = 0;
    QByteArrayList m_sessions;
};

}  // namespace vermilion
