// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <chrono>
#include <functional>

namespace vermilion {

/// How long to wait before the next attempt: doubles from 250 ms to 30 s, less up to half of it by chance, so that a hundred
/// consoles do not come back in step. Pure; the chance is given.
class ReconnectPolicy {
public:
    using Random = std::function<double()>;  ///< in [0, 1)
    static constexpr std::chrono::milliseconds Shortest{250};
    static constexpr std::chrono::milliseconds Longest{30'000};

    explicit ReconnectPolicy(Random random = {});  ///< without: the system's generator

    std::chrono::milliseconds next(const Error &why);
    void succeeded() { m_attempts = 0; }

    /// Can waiting mend it? A wrong password cannot, a refused connection may.
    static bool isMendable(ErrorCode code);

private:
    Random m_random;
    int m_attempts = 0;
};

}  // namespace vermilion
