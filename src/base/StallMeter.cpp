// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/StallMeter.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace vermilion {

namespace {

using Steady = std::chrono::steady_clock;
const auto ProbeEvent = static_cast<QEvent::Type>(QEvent::registerEventType());

size_t classOf(StallMeter::Duration d)
{
    const auto &bounds = StallMeter::Report::Bounds;
    const auto ms = d.count() / 1000.0;
    return size_t(std::lower_bound(bounds.begin(), bounds.end(), ms, [](int bound, double value) { return bound < value; }) - bounds.begin());
}

}  // namespace

struct StallMeter::Private {
    std::thread thread;
    mutable std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    bool answered = true;
    Steady::time_point asked;
    Report report;

    /// The measuring thread: post one probe, wait for its answer, pause, again. One probe at a time keeps the load nil.
    void probe(StallMeter *target, std::chrono::milliseconds interval)
    {
        std::unique_lock lock(mutex);
        while (!stopping) {
            answered = false;
            asked = Steady::now();
            lock.unlock();
            // High priority: measured is how soon the loop turns, not how much was queued before it.
            QCoreApplication::postEvent(target, new QEvent(ProbeEvent), Qt::HighEventPriority);
            lock.lock();
            wake.wait(lock, [this] { return answered || stopping; });
            wake.wait_for(lock, interval, [this] { return stopping; });
        }
    }
};

StallMeter::StallMeter(QObject *parent) : QObject(parent), d(std::make_unique<Private>()) {}

StallMeter::~StallMeter() { stop(); }

void StallMeter::start(std::chrono::milliseconds interval)
{
    if (isRunning())
        return;
    d->stopping = false;
    d->thread = std::thread([this, interval] { d->probe(this, interval); });
}

void StallMeter::stop()
{
    if (!isRunning())
        return;
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->wake.notify_all();
    d->thread.join();
}

bool StallMeter::isRunning() const { return d->thread.joinable(); }

void StallMeter::reset()
{
    const std::lock_guard lock(d->mutex);
    d->report = {};
}

StallMeter::Report StallMeter::report() const
{
    const std::lock_guard lock(d->mutex);
    return d->report;
}

bool StallMeter::event(QEvent *event)
{
    if (event->type() != ProbeEvent)
        return QObject::event(event);
    Duration took{0};
    {
        const std::lock_guard lock(d->mutex);
        if (d->answered)
            return true;
        took = std::chrono::duration_cast<Duration>(Steady::now() - d->asked);
        d->answered = true;
        Report &report = d->report;
        ++report.samples;
        ++report.histogram[classOf(took)];
        report.longest = std::max(report.longest, took);
        if (took > Budget) {
            ++report.stalls;
            report.total += took;
        }
    }
    d->wake.notify_all();
    if (took > Budget)
        emit stalled(took);
    return true;
}

}  // namespace vermilion
