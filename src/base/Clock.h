// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace vermilion {

/// Time as a value that tests own. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    virtual std::chrono::milliseconds wall() const = 0;      ///< since 1970-01-01 UTC
    virtual std::chrono::microseconds monotonic() const = 0; ///< never goes back; origin unspecified
};

/// The clock of this machine. Lives as long as the program.
const Clock &systemClock();

class ManualClock final : public Clock {
public:
    std::chrono::milliseconds wall() const override { return m_wall; }
    std::chrono::microseconds monotonic() const override { return m_monotonic; }
    void advance(std::chrono::microseconds by);
    void setWall(std::chrono::milliseconds now) { m_wall = now; }

private:
    std::chrono::milliseconds m_wall{0};
    std::chrono::microseconds m_monotonic{0};
};

}  // namespace vermilion
