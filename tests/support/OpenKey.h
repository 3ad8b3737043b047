// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/RedisServer.h"
#include "values/ValuePresenter.h"

#include <QSignalSpy>
#include <QTest>

namespace vermilion {

/// A session to a test's server and a presenter on it, with everything it says written down. Questions are answered by `answer`.
struct OpenKey {
    static constexpr int Soon = 20'000;  // ms

    explicit OpenKey(const QString &url, Session::Options options = {}) : session(*Endpoint::fromUrl(url), options), presenter(&session)
    {
        session.open();
        QObject::connect(&presenter, &ValuePresenter::asked, &presenter, [this](const Question &question, const Answer &reply) {
            questions += question;
            reply(answer);
        });
        QObject::connect(&presenter, &ValuePresenter::saveFailed, &presenter, [this](const Error &error) { errors += error; });
        QObject::connect(&presenter, &ValuePresenter::saved, &presenter, [this] { ++saves; });
        QObject::connect(&presenter, &ValuePresenter::conflicted, &presenter, [this] { ++conflicts; });
    }

    bool ready() { return QTest::qWaitFor([this] { return session.state() == LinkState::Ready; }, Soon); }
    bool open(const QByteArray &key)
    {
        presenter.open(key);
        return settled();
    }
    bool settled()
    {
        return QTest::qWaitFor([this] { return presenter.state() != ValuePresenter::State::Loading && !presenter.isBusy() && !presenter.isSaving(); }, Soon);
    }
    /// Runs an intent that saves, and waits for its end. True when it was saved.
    bool saving(const std::function<void()> &intent)
    {
        const int before = saves, failuresBefore = int(errors.size()), conflictsBefore = conflicts;
        intent();
        return QTest::qWaitFor([&] { return saves > before || errors.size() > failuresBefore || conflicts > conflictsBefore; }, Soon) && settled()
            && saves > before;
    }
    bool save(const QByteArray &bytes)
    {
        presenter.setEdited(true);
        return saving([&] { presenter.save(bytes); });
    }

    Session session;
    ValuePresenter presenter;
    bool answer = true;
    int saves = 0, conflicts = 0;
    QList<Question> questions;
    QList<Error> errors;
};

}  // namespace vermilion
