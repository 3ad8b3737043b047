// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Session.h"
#include "keyspace/BulkActions.h"
#include "support/RedisServer.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;
using Kind = BulkAction::Kind;

constexpr int Soon = 30'000;  // ms

/// Bulk delete and TTL: every key is counted as the server answered.
class TestBulk : public QObject {
    Q_OBJECT

    static std::unique_ptr<Session> opened(const QString &url, CommandGate::Policy policy = {})
    {
        auto session = std::make_unique<Session>(*Endpoint::fromUrl(url), Session::Options{{}, policy, QStringLiteral("shop")});
        session->open();
        if (!QTest::qWaitFor([&] { return session->state() == LinkState::Ready; }, Soon))
            QTest::qFail("the session did not open", __FILE__, __LINE__);
        return session;
    }
    static std::shared_ptr<const NameList> names(const QByteArray &prefix, int from, int to)
    {
        auto list = std::make_shared<NameList>();
        for (int i = from; i <= to; ++i) {
            const QByteArray name = prefix + QByteArray::number(i);
            list->add({name.constData(), size_t(name.size())});
        }
        return list;
    }
    static void fill(RedisServer &server, const QByteArray &prefix, int keys)
    {
        QCOMPARE(server.cli({"EVAL", "for i=1,ARGV[1] do redis.call('SET', ARGV[2]..i, i) end", "0", QByteArray::number(keys), prefix}),
                 QByteArray("(nil)"));
    }
    static Outcome run(BulkJob *job)
    {
        std::optional<Outcome> outcome;
        QObject here;
        connect(job, &Job::finished, &here, [&](const Outcome &o) { outcome = o; });
        job->begin();
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, Soon))
            return {Outcome::Kind::Failed, {ErrorCode::Internal, "never finished", {}}};
        return *outcome;
    }
    struct Later { BulkJob *job; ~Later() { job->deleteLater(); } };

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void cleanupTestCase() { shutdownIo(); }

    void deletesAndCounts()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "k:", 20'000);
        const auto session = opened(server.url());
        auto *job = new BulkJob(session->bulkLink(), names("k:", 1, 20'100), {Kind::Delete, {}}, {});
        const Later later{job};
        QCOMPARE(run(job).kind, Outcome::Kind::Done);
        const BulkReport report = job->report();
        QCOMPARE(report.total, 20'100u);
        QCOMPARE(report.answered, 20'100u);
        QCOMPARE(report.done, 20'000u);
        QCOMPARE(report.absent, 100u);
        QCOMPARE(report.refused, 0u);
        QCOMPARE(job->takeGone().size(), size_t(20'100));
        QCOMPARE(server.cli({"DBSIZE"}), QByteArray("0"));
    }

    void refusedKeysAreCountedOneByOne()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "a:", 700);
        fill(server, "b:", 300);
        QCOMPARE(server.cli({"ACL", "SETUSER", "half", "on", ">pw", "~a:*", "+@all"}), QByteArray("OK"));
        const auto session = opened(QString(server.url()).replace(QStringLiteral("redis://"), QStringLiteral("redis://half:pw@")));
        auto mixed = std::make_shared<NameList>();
        for (int i = 1; i <= 700; ++i)
            mixed->add("a:" + std::to_string(i));
        for (int i = 1; i <= 300; ++i)
            mixed->add("b:" + std::to_string(i));
        auto *job = new BulkJob(session->bulkLink(), mixed, {Kind::Delete, {}}, {});
        const Later later{job};
        QCOMPARE(run(job).kind, Outcome::Kind::Done);
        const BulkReport report = job->report();
        QCOMPARE(report.done, 700u);
        QCOMPARE(report.refused, 300u);
        QCOMPARE(report.firstErrors.size(), 10);
        QCOMPARE(report.firstErrors.first().first, QByteArray("b:1"));
        QCOMPARE(report.firstErrors.first().second.code, ErrorCode::NoPermission);
        QCOMPARE(job->takeGone().size(), size_t(700));
        QCOMPARE(server.cli({"DBSIZE"}), QByteArray("300"));
    }

    void ttlsForAll()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "k:", 1500);
        const auto session = opened(server.url());
        auto *set = new BulkJob(session->bulkLink(), names("k:", 1, 1501), {Kind::ExpireIn, std::chrono::hours(1)}, {});
        const Later first{set};
        QCOMPARE(run(set).kind, Outcome::Kind::Done);
        QCOMPARE(set->report().done, 1500u);
        QCOMPARE(set->report().absent, 1u);
        const qint64 ttl = server.cli({"PTTL", "k:777"}).toLongLong();
        QVERIFY(ttl > 3'500'000 && ttl <= 3'600'000);
        auto *never = new BulkJob(session->bulkLink(), names("k:", 1, 1500), {Kind::Persist, {}}, {});
        const Later second{never};
        QCOMPARE(run(never).kind, Outcome::Kind::Done);
        QCOMPARE(never->report().done, 1500u);
        QCOMPARE(server.cli({"PTTL", "k:1"}), QByteArray("-1"));
    }

    void neverGoesOnInAnotherDatabase()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "k:", 50'000);
        server.cli({"SELECT", "1"});
        fill(server, "k:", 50'000);
        const auto session = opened(server.url());
        auto *job = new BulkJob(session->bulkLink(), names("k:", 1, 50'000), {Kind::Delete, {}}, {});
        const Later later{job};
        QSignalSpy finished(job, &Job::finished);
        connect(job, &BulkJob::advanced, session.get(), [&] { session->selectDatabase(1); });
        job->begin();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Soon);
        const BulkReport report = job->report();
        QCOMPARE(server.cli({"DBSIZE"}), QByteArray("50000"));
        server.cli({"SELECT", "0"});
        QCOMPARE(server.cli({"DBSIZE"}).toULongLong(), 50'000 - report.done);
        QCOMPARE(report.unknown, 0u);

        // Meant for database 0, begun when another one is selected: not one key goes.
        auto *late = new BulkJob(session->bulkLink(), names("k:", 1, 50'000), {Kind::Delete, {}}, {}, 0);
        const Later second{late};
        QCOMPARE(run(late).kind, Outcome::Kind::Cancelled);
        QCOMPARE(late->report().answered, 0u);
    }

    void takesNoMoreThanItsShare()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "k:", 5000);
        const auto session = opened(server.url());
        auto *job = new BulkJob(session->bulkLink(), names("k:", 1, 5000), {Kind::Delete, {}}, {});
        const Later later{job};
        job->setShare(1);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(run(job).kind, Outcome::Kind::Done);
        QVERIFY(timer.elapsed() >= 9 * 99);  // ten batches of a millisecond at least, and nine rests
        QCOMPARE(server.cli({"DBSIZE"}), QByteArray("0"));
    }

    void stopKeepsTheRest()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "k:", 50'000);
        const auto session = opened(server.url());
        auto *job = new BulkJob(session->bulkLink(), names("k:", 1, 50'000), {Kind::Delete, {}}, {});
        const Later later{job};
        QSignalSpy finished(job, &Job::finished);
        connect(job, &BulkJob::advanced, job, &BulkJob::stop, Qt::DirectConnection);
        job->begin();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Soon);
        const BulkReport report = job->report();
        QVERIFY(report.answered < report.total);
        QCOMPARE(server.cli({"DBSIZE"}).toULongLong(), 50'000u - report.done);  // what it says is what happened
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Cancelled);
    }

    void killedServerIsReportedHonestly()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "k:", 50'000);
        const auto session = opened(server.url());
        server.pause();  // written, never answered
        auto *job = new BulkJob(session->bulkLink(), names("k:", 1, 50'000), {Kind::Delete, {}}, {});
        const Later later{job};
        QSignalSpy finished(job, &Job::finished);
        job->begin();
        QTest::qWait(200);
        server.kill();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Soon);
        QCOMPARE(finished.first().first().value<Outcome>().kind, Outcome::Kind::Failed);
        const BulkReport report = job->report();
        QCOMPARE(report.done, 0u);
        QVERIFY(report.answered < report.total);
    }

    void asksWithCountSamplesAndPlace()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "k:", 30);
        const auto session = opened(server.url(), {false, true});
        auto store = std::make_shared<KeyStore>();
        for (int i = 1; i <= 30; ++i) {
            const std::string name = "k:" + std::to_string(i);
            const std::string_view view = name;
            store->append(&view, 1);
        }
        BulkActions actions(session.get());
        QSignalSpy finished(&actions, &BulkActions::finished);
        std::optional<Question> asked;
        connect(&actions, &BulkActions::asked, this, [&](const Question &question, const Answer &answer) {
            asked = question;
            answer(true);
        });
        actions.request({store, nullptr, false, QStringLiteral("db 0 worker")}, {{}, {"k:"}, false}, {Kind::Delete, {}});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Soon);
        QVERIFY(asked.has_value());
        QVERIFY(asked->title.contains(QStringLiteral("30")));
        QVERIFY(asked->text.contains(QStringLiteral("shop")) && asked->text.contains(QStringLiteral("db 0 worker")));
        QVERIFY(asked->text.contains(QStringLiteral("not loaded")));
        QCOMPARE(asked->typeToConfirm, QStringLiteral("shop"));  // production
        QVERIFY(asked->dangerous);
        QCOMPARE(asked->samples.size(), 6);
        QVERIFY(finished.first().first().toString().contains(QStringLiteral("Deleted 30")));
        QCOMPARE(server.cli({"DBSIZE"}), QByteArray("0"));
        QCOMPARE(store->size(), 0u);
    }

    void readOnlyRefuses()
    {
        RedisServer server;
        QVERIFY(server.start());
        fill(server, "k:", 600);
        const auto session = opened(server.url(), {true, false});
        auto *job = new BulkJob(session->bulkLink(), names("k:", 1, 600), {Kind::Delete, {}}, {});
        const Later later{job};
        const Outcome outcome = run(job);
        QCOMPARE(outcome.kind, Outcome::Kind::Failed);
        QCOMPARE(outcome.error.code, ErrorCode::ReadOnlyConnection);
        QCOMPARE(job->report().done, 0u);
        QCOMPARE(server.cli({"DBSIZE"}), QByteArray("600"));
    }
};

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
