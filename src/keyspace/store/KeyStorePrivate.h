// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyStore.h"
#include "keyspace/store/Forest.h"

namespace vermilion {

struct KeyStore::Private {
    explicit Private(Separators chosen) : separators(std::move(chosen)), forest(std::make_shared<forest::Forest>(separators, 0)), current(forest.get()) {}

    /// A slice of the gate and the forest it was opened on. clear() puts a new forest in place; readers finish on theirs.
    struct Reading {
        forest::ReadSlice slice;
        std::shared_ptr<const forest::Forest> forest;
        explicit Reading(const Private &d) : slice(d.gate), forest(d.forest) {}
    };

    /// Keeps the current forest from being freed while a name is read without the gate.
    class Pin {
    public:
        explicit Pin(const Private &d) : m_pins(d.pins)
        {
            m_pins.fetch_add(1);
            m_forest = d.current.load();
        }
        ~Pin() { m_pins.fetch_sub(1); }
        Pin(const Pin &) = delete;
        Pin &operator=(const Pin &) = delete;
        const forest::Forest *operator->() const { return m_forest; }

    private:
        std::atomic<int> &m_pins;
        const forest::Forest *m_forest;
    };

    /// After every write, with the gate held.
    void written()
    {
        size.store(forest->size(), std::memory_order_relaxed);
        revision.fetch_add(1, std::memory_order_relaxed);
    }
    /// With `writers` held.
    void append(const std::string_view *names, size_t count);
    void appendSlice(std::vector<forest::Forest::Prepared> &names);

    const Separators separators;
    std::mutex writers;  ///< held by insert, remove and append for as long as what they have read must stay true
    mutable forest::Gate gate;
    std::shared_ptr<forest::Forest> forest;
    std::atomic<const forest::Forest *> current;
    mutable std::atomic<int> pins{0};
    std::atomic<uint64_t> size{0}, revision{0};
    uint32_t epoch = 0;
};

}  // namespace vermilion
