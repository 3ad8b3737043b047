// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>

namespace vermilion {

/// Measures how long the thread that it was created on takes to answer an event, from a thread of its own.
/// A "stall" is an answer later than the 16 ms budget of a frame.
class StallMeter : public QObject {
    Q_OBJECT
public:
    using Duration = std::chrono::microseconds;
    static constexpr Duration Budget{16'000};

    struct Report {
        /// Upper bounds in ms of the histogram's classes: 1 2 4 8 16 32 50 100 250 1000 and more.
        static constexpr std::array<int, 10> Bounds{1, 2, 4, 8, 16, 32, 50, 100, 250, 1000};
        std::array<uint64_t, 11> histogram{};
        uint64_t samples = 0;
        uint64_t stalls = 0;      ///< samples over the budget
        Duration longest{0};
        Duration total{0};        ///< time spent in stalls
        double shareWithinBudget() const { return samples ? 1.0 - double(stalls) / double(samples) : 1.0; }
    };

    explicit StallMeter(QObject *parent = nullptr);
    ~StallMeter() override;

    void start(std::chrono::milliseconds interval = std::chrono::milliseconds(5));
    void stop();
    void reset();
    bool isRunning() const;
    Report report() const;  ///< thread-safe

signals:
    void stalled(std::chrono::microseconds duration);  ///< on the measured thread, after it

protected:
    bool event(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
