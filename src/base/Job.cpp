// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Job.h"

namespace vermilion {

void Job::start()
{
    if (m_state != State::Waiting)
        return;
    m_state = State::Running;
    run();
}

void Job::cancel()
{
    if (m_state == State::Finished)
        return;
    if (m_state == State::Running)
        abandon();
    finish({Outcome::Kind::Cancelled, {}});
}

void Job::finish(Outcome outcome)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    emit finished(outcome);
}

}  // namespace vermilion
