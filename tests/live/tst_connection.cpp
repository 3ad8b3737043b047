// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Connection.h"
#include "support/Ask.h"
#include "support/RedisServer.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

constexpr int Soon = 20'000;  // ms

/// One healthy connection: order, databases, pipelines, the gate, pushes.
class TestConnectionLive : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
        m_server.cli({"FLUSHALL"});
    }
    void cleanupTestCase() { shutdownIo(); }

    void answersOverTcp()
    {
        TestConnection connection(m_server.url(3));
        connection->open();
        QCOMPARE(textOf(ask(connection.get(), {"SET", "key", QByteArray("\0\r\n\xff", 4)})), QByteArray("OK"));
        QCOMPARE(textOf(ask(connection.get(), {"GET", "key"})), QByteArray("\0\r\n\xff", 4));
        QCOMPARE(connection->state(), LinkState::Ready);
        QCOMPARE(connection->facts().role, QStringLiteral("primary"));
        QCOMPARE(connection->facts().mode, QStringLiteral("standalone"));
        QVERIFY(connection->facts().versionNumber >= 40000);
        QVERIFY(connection->facts().clientId > 0);
        QVERIFY(connection->latency().count() > 0);
        QVERIFY(connection->gate().commands().flags({"CONFIG", "SET"}).admin);
        m_server.cli({"SELECT", "3"});
        QCOMPARE(m_server.cli({"EXISTS", "key"}), QByteArray("1"));
        m_server.cli({"SELECT", "0"});
        QVERIFY(m_server.cli({"CLIENT", "LIST"}).contains("name=vermilion"));
    }

    void databasesAreSelectedInOrder()
    {
        TestConnection connection(m_server.url());
        connection->open();
        QObject context;
        for (int i = 0; i < 4; ++i) {
            connection->selectDatabase(i);
            connection->send({"SET", "where", QByteArray::number(i)}, &context, {});
        }
        QCOMPARE(textOf(ask(connection.get(), {"GET", "where"})), QByteArray("3"));
        QCOMPARE(connection->endpoint().database, 3);
        for (int i = 3; i >= 0; --i) {
            m_server.cli({"SELECT", QByteArray::number(i)});
            QCOMPARE(m_server.cli({"GET", "where"}), QByteArray::number(i));
        }
    }

    void nothingRunsInAWrongDatabase()
    {
        TestConnection connection(m_server.url());
        connection->open();
        connection->selectDatabase(999);
        const auto answer = ask(connection.get(), {"SET", "lost", "1"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::DatabaseOutOfRange);
        QCOMPARE(m_server.cli({"EXISTS", "lost"}), QByteArray("0"));
        connection->selectDatabase(0);
        QCOMPARE(textOf(ask(connection.get(), {"SET", "found", "1"})), QByteArray("OK"));
    }

    void pipelinesKeepTheirOrder()
    {
        TestConnection connection(m_server.url());
        connection->open();
        std::vector<Request> requests;
        for (int i = 0; i < 5000; ++i)
            requests.push_back({{"ECHO", QByteArray::number(i)}, true, {}, {}});
        requests.push_back({{"NOSUCH"}, true, {}, {}});
        const auto answers = askAll(connection.get(), std::move(requests));
        QCOMPARE(answers.size(), size_t(5001));
        for (int i = 0; i < 5000; ++i)
            QCOMPARE(textOf(answers[size_t(i)]), QByteArray::number(i));
        QCOMPARE(answers.back().error().code, ErrorCode::UnknownCommand);
        QVERIFY(askAll(connection.get(), {}).empty());
    }

    void largeValuesGoBothWays()
    {
        TestConnection connection(m_server.url());
        connection->open();
        const QByteArray large(20'000'000, 'x');
        QCOMPARE(textOf(ask(connection.get(), {"SET", "large", large})), QByteArray("OK"));
        QVERIFY(textOf(ask(connection.get(), {"GET", "large"})) == large);
    }

    void readOnlyAndProductionHoldAtTheSocket()
    {
        TestConnection connection(m_server.url());
        connection->setPolicy({true, false});
        connection->open();
        QCOMPARE(ask(connection.get(), {"SET", "a", "1"}).error().code, ErrorCode::ReadOnlyConnection);
        QCOMPARE(ask(connection.get(), {"EVAL", "return redis.call('set','a','1')", "0"}).error().code, ErrorCode::ReadOnlyConnection);
        QVERIFY(ask(connection.get(), {"CONFIG", "GET", "maxmemory"}));
        QVERIFY(ask(connection.get(), {"INFO"}));
        // One refused request keeps its whole pipeline back.
        const auto together = askAll(connection.get(), {{{"GET", "a"}, true, {}, {}}, {{"DEL", "a"}, false, {}, {}}});
        QVERIFY(!together[0] && together[0].error().code == ErrorCode::ReadOnlyConnection);

        connection->setPolicy({false, true});
        QCOMPARE(textOf(ask(connection.get(), {"SET", "a", "1"})), QByteArray("OK"));
        const auto flush = ask(connection.get(), {"FLUSHDB"});
        QCOMPARE(flush.error().code, ErrorCode::NeedsConsent);
        QCOMPARE(flush.error().subject, QByteArray("FLUSHDB"));
        QCOMPARE(m_server.cli({"EXISTS", "a"}), QByteArray("1"));
        QCOMPARE(textOf(ask(connection.get(), Request{{"FLUSHDB"}, false, {}, Consent::typedByUser()})), QByteArray("OK"));
        QCOMPARE(m_server.cli({"EXISTS", "a"}), QByteArray("0"));
    }

    void publishedMessagesArePushed()
    {
        TestConnection connection(m_server.url());
        QList<QByteArrayList> messages;
        connect(connection.get(), &Connection::pushed, this, [&](const std::shared_ptr<Reply> &message) {
            QByteArrayList parts;
            for (const ReplyView part : message->root())
                parts += part.type() == ReplyType::Integer ? QByteArray::number(qlonglong(part.integer())) : part.bytes();
            messages += parts;
        });
        connection->open();
        QVERIFY(ask(connection.get(), {"SUBSCRIBE", "news", "more"}));
        QVERIFY(ask(connection.get(), {"PSUBSCRIBE", "n*"}));
        QCOMPARE(m_server.cli({"PUBLISH", "news", "hello"}), QByteArray("2"));
        QTRY_COMPARE_WITH_TIMEOUT(messages.size(), 5, Soon);
        QCOMPARE(messages.at(0), QByteArrayList({"subscribe", "news", "1"}));
        QVERIFY(messages.contains(QByteArrayList({"message", "news", "hello"})));
        QVERIFY(messages.contains(QByteArrayList({"pmessage", "n*", "news", "hello"})));
        QVERIFY(ask(connection.get(), {"UNSUBSCRIBE"}));
        QVERIFY(ask(connection.get(), {"PUNSUBSCRIBE"}));
        QCOMPARE(textOf(ask(connection.get(), {"ECHO", "still in step"})), QByteArray("still in step"));
    }

    void handlersOnTheOwnThreadRunThere()
    {
        TestConnection connection(m_server.url());
        connection->open();
        struct Chain : QObject {
            Connection *connection = nullptr;
            std::atomic<int> left{1000};
            std::atomic<bool> wrongThread{false};
            void step()
            {
                connection->send({"PING"}, this, [this](const Result<Reply> &) {
                    wrongThread = wrongThread || QThread::currentThread() != thread();
                    if (--left > 0)
                        step();
                });
            }
        };
        auto *chain = new Chain;
        chain->connection = connection.get();
        chain->moveToThread(ioThread());
        chain->step();
        QTRY_COMPARE_WITH_TIMEOUT(chain->left.load(), 0, Soon);
        QVERIFY(!chain->wrongThread);
        chain->deleteLater();
    }

    void manyThreadsMaySend()
    {
        TestConnection connection(m_server.url());
        connection->open();
        QList<QThread *> threads;
        for (int t = 0; t < 4; ++t) {
            threads += QThread::create([&connection] {
                for (int i = 0; i < 250; ++i)
                    connection->send({"INCR", "count"}, nullptr, {});
            });
            threads.last()->start();
        }
        for (QThread *thread : threads) {
            QVERIFY(thread->wait(Soon));
            delete thread;
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_server.cli({"GET", "count"}), QByteArray("1000"), Soon);
    }

private:
    RedisServer m_server;
};

QTEST_GUILESS_MAIN(TestConnectionLive)
#include "tst_connection.moc"
