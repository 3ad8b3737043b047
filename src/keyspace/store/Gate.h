// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <shared_mutex>
#include <thread>

namespace vermilion::forest {

/// One writer or many readers, and nobody starves: a writer that waits stops new readers at the turnstile, and a writer that comes back
/// at once steps aside (for at most a millisecond) while readers wait there.
class Gate {
public:
    void lockShared() const
    {
        m_waitingReaders.fetch_add(1, std::memory_order_relaxed);
        m_turnstile.lock();
        m_data.lock_shared();
        m_turnstile.unlock();
        m_waitingReaders.fetch_sub(1, std::memory_order_relaxed);
    }
    void unlockShared() const { m_data.unlock_shared(); }

    void lock()
    {
        if (m_waitingReaders.load(std::memory_order_relaxed) > 0)
            stepAside();
        m_turnstile.lock();
        m_data.lock();
    }
    void unlock()
    {
        m_data.unlock();
        m_turnstile.unlock();
    }

private:
    void stepAside() const
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(1);
        while (m_waitingReaders.load(std::memory_order_relaxed) > 0 && std::chrono::steady_clock::now() < end)
            std::this_thread::yield();
    }

    mutable std::mutex m_turnstile;
    mutable std::shared_mutex m_data;
    mutable std::atomic<int> m_waitingReaders{0};
};

/// The read side of a gate, held in slices: long readers report what they have read and let a waiting writer in between.
class ReadSlice {
public:
    explicit ReadSlice(const Gate &gate) : m_gate(gate) { m_gate.lockShared(); }
    ~ReadSlice() { m_gate.unlockShared(); }
    ReadSlice(const ReadSlice &) = delete;
    ReadSlice &operator=(const ReadSlice &) = delete;

    /// Blocks, folders and chunks may be added before this returns; what was there stays where it is.
    void spent(size_t bytes)
    {
        m_spent += bytes;
        if (m_spent >= kBytes)
            released([] {});
    }
    template<class Work>
    void released(Work &&work)
    {
        m_spent = 0;
        m_gate.unlockShared();
        struct Relock {
            const Gate &gate;
            ~Relock() { gate.lockShared(); }
        } relock{m_gate};
        work();
    }

private:
    /// About 8,000 records: some 20 µs for the filter's fast way, under a millisecond for the slowest pattern.
    static constexpr size_t kBytes = size_t{256} << 10;
    const Gate &m_gate;
    size_t m_spent = 0;
};

}  // namespace vermilion::forest
