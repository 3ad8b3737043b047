// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Databases.h"
#include "client/Session.h"
#include "client/Transaction.h"
#include "support/Ask.h"
#include "support/RedisServer.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

constexpr int Soon = 20'000;  // ms

/// A session's links, its transactions and its list of databases.
class TestSession : public QObject {
    Q_OBJECT

    static Outcome run(Job &job)
    {
        std::optional<Outcome> outcome;
        connect(&job, &Job::finished, &job, [&outcome](const Outcome &o) { outcome = o; });
        job.start();
        if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, Soon))
            return {Outcome::Kind::Failed, {ErrorCode::Internal, "never finished", {}}};
        return *outcome;
    }

    static Transaction::Decide always(std::vector<QByteArrayList> writes)
    {
        return [writes](const std::vector<Result<Reply>> &) -> Result<std::vector<QByteArrayList>> { return writes; };
    }

    static QList<int> indexes(const QList<DatabaseInfo> &databases)
    {
        QList<int> all;
        for (const DatabaseInfo &database : databases)
            all += database.index;
        return all;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void cleanupTestCase() { shutdownIo(); }

    void linksShareWhatTheFirstLearned()
    {
        RedisServer server;
        QVERIFY(server.start());
        Session session(*Endpoint::fromUrl(server.url()), {{}, {true, false}, {}});
        QSignalSpy states(&session, &Session::stateChanged);
        session.open();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), LinkState::Ready, Soon);
        for (Connection *link : {session.link(), session.bulkLink(), session.editLink(), session.pushLink()}) {
            QCOMPARE(textOf(ask(link, {"PING"})), QByteArray("PONG"));
            QCOMPARE(ask(link, {"SET", "a", "1"}).error().code, ErrorCode::ReadOnlyConnection);
            QVERIFY(link->gate().commands().flags({"get"}).known);
        }
        QCOMPARE(session.bulkLink(), session.bulkLink());
        session.setPolicy({});
        QCOMPARE(textOf(ask(session.bulkLink(), {"SET", "a", "1"})), QByteArray("OK"));
        session.selectDatabase(5);
        QCOMPARE(textOf(ask(session.bulkLink(), {"EXISTS", "a"})), QByteArray("0"));
        QCOMPARE(session.endpoint().database, 5);
        QVERIFY(session.isDangerous({"FLUSHALL"}));
        session.close();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), LinkState::Closed, Soon);
    }

    void transactionWrites()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "a", "1"});
        Session session(*Endpoint::fromUrl(server.url()));
        session.open();
        Transaction transaction(&session, {"a"}, {{"GET", "a"}},
                                [](const std::vector<Result<Reply>> &reads) -> Result<std::vector<QByteArrayList>> {
                                    return std::vector<QByteArrayList>{{"SET", "a", textOf(reads.at(0)) + "2"}, {"GET", "a"}};
                                });
        QCOMPARE(run(transaction).kind, Outcome::Kind::Done);
        QCOMPARE(transaction.results().size(), size_t(2));
        QCOMPARE(textOf(transaction.results().at(1)), QByteArray("12"));
    }

    void transactionSeesConflicts()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SET", "a", "1"});
        Session session(*Endpoint::fromUrl(server.url()));
        session.open();
        Transaction transaction(&session, {"a"}, {{"GET", "a"}},
                                [&server](const std::vector<Result<Reply>> &) -> Result<std::vector<QByteArrayList>> {
                                    server.cli({"SET", "a", "somebody else"});
                                    return std::vector<QByteArrayList>{{"SET", "a", "mine"}};
                                });
        const Outcome outcome = run(transaction);
        QCOMPARE(outcome.error.code, ErrorCode::ChangedSinceRead);
        QCOMPARE(server.cli({"GET", "a"}), QByteArray("somebody else"));
    }

    void transactionThatDecidesNotTo()
    {
        RedisServer server;
        QVERIFY(server.start());
        Session session(*Endpoint::fromUrl(server.url()));
        session.open();
        Transaction refusing(&session, {"a"}, {{"GET", "a"}},
                             [](const std::vector<Result<Reply>> &) -> Result<std::vector<QByteArrayList>> {
                                 return failure(ErrorCode::NoSuchKey);
                             });
        QCOMPARE(run(refusing).error.code, ErrorCode::NoSuchKey);
        Transaction nothing(&session, {"a"}, {}, always({}));
        QCOMPARE(run(nothing).kind, Outcome::Kind::Done);
        // Nothing is watched any more: a change by somebody else does not concern the next one.
        server.cli({"SET", "a", "changed"});
        Transaction next(&session, {"b"}, {}, always({{"SET", "b", "1"}}));
        QCOMPARE(run(next).kind, Outcome::Kind::Done);
    }

    void transactionsTakeTurns()
    {
        RedisServer server;
        QVERIFY(server.start());
        Session session(*Endpoint::fromUrl(server.url()));
        session.open();
        std::vector<std::unique_ptr<Transaction>> all;
        int done = 0;
        for (int i = 0; i < 20; ++i) {
            all.push_back(std::make_unique<Transaction>(&session, QByteArrayList{"n"}, std::vector<QByteArrayList>{{"GET", "n"}},
                [](const std::vector<Result<Reply>> &reads) -> Result<std::vector<QByteArrayList>> {
                    return std::vector<QByteArrayList>{{"SET", "n", QByteArray::number(textOf(reads.at(0)).toInt() + 1)}};
                }));
            connect(all.back().get(), &Job::finished, this, [&done](const Outcome &o) { done += o.kind == Outcome::Kind::Done; });
            all.back()->start();
        }
        all[5]->cancel();
        all[7].reset();
        QTRY_COMPARE_WITH_TIMEOUT(done, 18, Soon);
        QCOMPARE(server.cli({"GET", "n"}), QByteArray("18"));
    }

    void transactionReportsWhatTheServerRefuses()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"LPUSH", "list", "x"});
        Session session(*Endpoint::fromUrl(server.url()));
        session.open();
        Transaction wrongType(&session, {"list"}, {}, always({{"SET", "ok", "1"}, {"INCR", "list"}}));
        QCOMPARE(run(wrongType).error.code, ErrorCode::WrongType);
        Transaction unknown(&session, {"list"}, {}, always({{"SET", "no", "1"}, {"NOSUCH"}}));
        QCOMPARE(run(unknown).error.code, ErrorCode::UnknownCommand);
        QCOMPARE(server.cli({"EXISTS", "no"}), QByteArray("0"));
        session.setPolicy({false, true});
        Transaction dangerous(&session, {"list"}, {}, always({{"FLUSHDB"}}));
        QCOMPARE(run(dangerous).error.code, ErrorCode::NeedsConsent);
        Transaction allowed(&session, {"list"}, {}, always({{"FLUSHDB"}}), Consent::typedByUser());
        QCOMPARE(run(allowed).kind, Outcome::Kind::Done);
    }

    void transactionOnABrokenLinkIsHonest()
    {
        RedisServer server;
        QVERIFY(server.start());
        Session session(*Endpoint::fromUrl(server.url()));
        session.open();
        QCOMPARE(textOf(ask(session.editLink(), {"PING"})), QByteArray("PONG"));
        bool paused = false;
        Transaction transaction(&session, {"a"}, {}, [&](const std::vector<Result<Reply>> &) -> Result<std::vector<QByteArrayList>> {
            server.pause();
            paused = true;
            return std::vector<QByteArrayList>{{"SET", "a", "1"}};
        });
        std::optional<Outcome> outcome;
        connect(&transaction, &Job::finished, this, [&outcome](const Outcome &o) { outcome = o; });
        transaction.start();
        QTRY_VERIFY_WITH_TIMEOUT(paused, Soon);
        waitUntilWritten(session.editLink());
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(outcome, Soon);
        QCOMPARE(outcome->error.code, ErrorCode::OutcomeUnknown);
    }

    void databasesWithEveryPermission()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"SELECT", "3"});
        server.cli({"MSET", "a", "1", "b", "2"});
        server.cli({"EXPIRE", "a", "1000"});
        Session session(*Endpoint::fromUrl(server.url(1)));
        session.open();
        ListDatabases list(&session);
        QCOMPARE(run(list).kind, Outcome::Kind::Done);
        QCOMPARE(list.databases().size(), 16);
        QCOMPARE(list.databases().at(3).keys, 2);
        QCOMPARE(list.databases().at(3).expires, 1);
        QCOMPARE(list.databases().at(0).keys, 0);
    }

    void databasesWithoutConfigAndInfo()
    {
        RedisServer server({QStringLiteral("--databases"), QStringLiteral("19")});
        QVERIFY(server.start());
        server.cli({"ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@read", "+select", "-@dangerous"});
        server.cli({"SELECT", "18"});
        server.cli({"SET", "a", "1"});
        Session session(*Endpoint::fromUrl(QStringLiteral("redis://reader:pw@127.0.0.1:%1/2").arg(server.port())));
        session.open();
        ListDatabases list(&session);
        QCOMPARE(run(list).kind, Outcome::Kind::Done);
        QCOMPARE(list.databases().size(), 19);
        QCOMPARE(list.databases().at(18).keys, 1);
        QCOMPARE(session.link()->endpoint().database, 2);
        QVERIFY(session.refusal("config|get") && session.refusal("INFO"));
    }

    void databasesWithoutSelect()
    {
        RedisServer server;
        QVERIFY(server.start());
        server.cli({"ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@read", "-@dangerous"});
        server.cli({"SET", "a", "1"});
        Session session(*Endpoint::fromUrl(QStringLiteral("redis://reader:pw@127.0.0.1:%1").arg(server.port())));
        session.open();
        ListDatabases list(&session);
        QCOMPARE(run(list).kind, Outcome::Kind::Done);
        QCOMPARE(indexes(list.databases()), QList<int>{0});
        QCOMPARE(list.databases().first().keys, 1);
    }

    void databasesOfACluster()
    {
        RedisServer server({QStringLiteral("--cluster-enabled"), QStringLiteral("yes")});
        QVERIFY(server.start());
        Session session(*Endpoint::fromUrl(server.url()));
        session.open();
        ListDatabases list(&session);
        QCOMPARE(run(list).kind, Outcome::Kind::Done);
        QCOMPARE(indexes(list.databases()), QList<int>{0});
        QCOMPARE(session.facts().mode, QStringLiteral("cluster"));
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
