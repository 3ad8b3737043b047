// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/ScanPlan.h"

#include <algorithm>

namespace vermilion {

void ScanPlan::setShare(int percent)
{
    m_share = std::clamp(percent, 1, 100);
    m_debt = Duration{0};
}

ScanPlan::Duration ScanPlan::callTime() const
{
    if (m_known == 0)
        return Duration{0};
    return *std::min_element(m_calls.begin(), m_calls.begin() + std::ptrdiff_t(m_known));
}

void ScanPlan::answered(Duration roundTrip, Duration latency, size_t names)
{
    const Duration call = std::max(Duration{0}, roundTrip - latency);
    m_debt += call * (100 - m_share) / m_share;

    if (m_count == FirstCount && m_known == 0) {
        m_count = UsualCount;  // the first page was for the eye; full ones are what is measured
        return;
    }
    m_calls[m_next] = call;
    m_next = (m_next + 1) % Window;
    m_known = std::min(Window, m_known + 1);
    if (m_known < Window)
        return;

    const Duration best = callTime();
    const bool fewHits = m_filtered && names * 10 < size_t(m_count);
    const int most = fewHits ? MostCount : UsualCount;
    int wanted = m_count;
    if (best > CallBudget)
        wanted = int(m_count * CallBudget.count() / best.count());
    else if (best < CallBudget / 2)
        wanted = m_count * 2;
    wanted = std::clamp(wanted, LeastCount, most);
    if (wanted != m_count) {
        m_count = wanted;
        m_known = m_next = 0;  // times of another size say nothing about this one
    }
}

ScanPlan::Duration ScanPlan::takePause()
{
    if (m_debt < LeastPause)
        return Duration{0};
    const Duration pause = m_debt;
    m_debt = Duration{0};
    return pause;
}

}  // namespace vermilion
