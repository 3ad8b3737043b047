// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Connection.h"
#include "demo/Demo.h"
#include "demo/DemoData.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

namespace {

constexpr int Patience = 60'000;

/// Sends one command and waits for its reply, for the test only.
QByteArray asked(Connection &connection, QByteArrayList command)
{
    QByteArray answer;
    bool done = false;
    QObject context;
    connection.send(std::move(command), &context, [&](const Result<Reply> &reply) {
        answer = reply ? (reply->root().isText() ? reply->root().bytes() : QByteArray::number(qlonglong(reply->root().integer())))
                       : QByteArray("error: " + reply.error().detail);
        done = true;
    });
    if (!QTest::qWaitFor([&] { return done; }, Patience))
        return "no answer";
    return answer;
}

}  // namespace

class TestDemo : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void cleanupTestCase() { shutdownIo(); }
    void fillsItsServerAndKeepsItAlive();
    void canBeDroppedWhileItFills();
};

void TestDemo::fillsItsServerAndKeepsItAlive()
{
    Demo demo;
    QSignalSpy ready(&demo, &Demo::ready);
    QSignalSpy failed(&demo, &Demo::failed);
    QSignalSpy progressed(&demo, &Demo::progressed);
    demo.start();
    QTRY_VERIFY_WITH_TIMEOUT(!ready.isEmpty() || !failed.isEmpty(), Patience);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : failed.first().first().value<Error>().detail.constData());
    QVERIFY(progressed.size() > 10);

    auto *const owned = new Connection(demo.endpoint());
    owned->moveToThread(ioThread());
    Connection &connection = *owned;
    connection.open();
    QTRY_COMPARE_WITH_TIMEOUT(connection.state(), LinkState::Ready, Patience);
    QVERIFY(asked(connection, {"DBSIZE"}).toInt() > 40'000);
    QCOMPARE(asked(connection, {"HLEN", DemoData::BigHash}).toInt(), DemoData::BigHashFields);
    QCOMPARE(asked(connection, {"STRLEN", DemoData::BigString}).toInt(), DemoData::BigStringBytes);
    QCOMPARE(asked(connection, {"TYPE", "events:jobs"}), "stream");
    QCOMPARE(asked(connection, {"GET", "session"}), "a key with the name of a folder");
    QVERIFY(asked(connection, {"TTL", DemoData::ShowcaseKey}).toInt() > 7 * 24 * 3600);

    const qlonglong before = asked(connection, {"GET", "counter:requests"}).toLongLong();
    QTRY_VERIFY_WITH_TIMEOUT(asked(connection, {"GET", "counter:requests"}).toLongLong() > before, Patience);

    for (int database : {1, 2}) {
        connection.selectDatabase(database);
        QVERIFY(asked(connection, {"DBSIZE"}).toInt() > 8'000);
    }
    QCOMPARE(Demo::databaseNames().size(), 3);
    owned->deleteLater();
}

void TestDemo::canBeDroppedWhileItFills()
{
    auto demo = std::make_unique<Demo>();
    QSignalSpy progressed(demo.get(), &Demo::progressed);
    demo->start();
    QTRY_VERIFY_WITH_TIMEOUT(!progressed.isEmpty(), Patience);
    demo.reset();
}

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
