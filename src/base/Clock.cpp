// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Clock.h"

namespace vermilion {

namespace {

class SystemClock final : public Clock {
public:
    std::chrono::milliseconds wall() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    }
    std::chrono::microseconds monotonic() const override
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch());
    }
};

}  // namespace

const Clock &systemClock()
{
    static const SystemClock clock;
    return clock;
}

void ManualClock::advance(std::chrono::microseconds by)
{
    m_monotonic += by;
    m_wall += std::chrono::duration_cast<std::chrono::milliseconds>(by);
}

}  // namespace vermilion
