// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <QObject>

namespace vermilion {

struct Progress {
    qint64 done = 0;
    qint64 total = -1;  ///< -1: not known
    bool totalIsEstimate = false;
    double rate = 0;    ///< a second; 0: not known
};

struct Outcome {
    enum class Kind { Done, Cancelled, Failed } kind = Kind::Done;
    Error error;        ///< set when Failed
};

/// A long operation. start() once; finished() is emitted exactly once, also after cancel(). Lives on one thread
/// (the one it was created on unless a subclass says otherwise); never blocks it.
class Job : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    enum class State { Waiting, Running, Finished };
    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Running; }

    void start();   ///< no-op unless Waiting
    void cancel();  ///< no-op when Finished; what is on its way is abandoned, what was done is kept and reported

signals:
    void progressed(const vermilion::Progress &progress);
    void finished(const vermilion::Outcome &outcome);

protected:
    virtual void run() = 0;       ///< begins the work
    virtual void abandon() = 0;   ///< stops it; must not call finish()
    void finish(Outcome outcome); ///< first call wins
    void succeed() { finish({Outcome::Kind::Done, {}}); }
    void fail(Error error) { finish({Outcome::Kind::Failed, std::move(error)}); }

private:
    State m_state = State::Waiting;
};

}  // namespace vermilion

Q_DECLARE_METATYPE(vermilion::Progress)
Q_DECLARE_METATYPE(vermilion::Outcome)
