// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace vermilion {

/// How much to ask for in the next SCAN, and how long to wait before it. Pure: knows no socket and no clock.
///
/// A server answers one command at a time, so a SCAN of COUNT n holds up everyone else for its whole length: about 1 ms for 1000 keys
/// in memory that is warm. The first page is small, so that the first rows come at once.
class ScanPlan {
public:
    using Duration = std::chrono::microseconds;
    static constexpr int FirstCount = 100;
    static constexpr int UsualCount = 1000;   ///< as fast as 10000, and a tenth of the pause (measured)
    static constexpr int LeastCount = 50;
    static constexpr int MostCount = 10000;   ///< only where MATCH or TYPE drops nearly all names
    static constexpr Duration CallBudget{2000};  ///< what one call may take from the server

    explicit ScanPlan(bool filtered = false) : m_filtered(filtered) {}

    /// Share of the server's time that the scan may take, 1 … 100 per cent.
    void setShare(int percent);
    int share() const { return m_share; }

    int count() const { return m_count; }
    /// A call was answered: `roundTrip` since it was written, of which `latency` is the way there and back, with `names` in it.
    void answered(Duration roundTrip, Duration latency, size_t names);
    /// How long to wait before the next call. Short waits are saved up, as timers are no finer than a millisecond.
    Duration takePause();
    /// The server's own time for one call, as far as it can be told from here: the best of the last few, since noise only adds.
    Duration callTime() const;

private:
    static constexpr size_t Window = 8;
    static constexpr Duration LeastPause{2000};

    bool m_filtered;
    int m_share = 100;
    int m_count = FirstCount;
    std::array<Duration, Window> m_calls{};
    size_t m_known = 0, m_next = 0;
    Duration m_debt{0};
};

}  // namespace vermilion
