// SPDX-License-Identifier: GPL-3.0-or-later
// Which protocol is spoken follows from the hiredis that this was built with. VERMILION_EXPECT_RESP3=1 says that the build was
// meant to have a new one, so that a build that silently found the old one fails.
#include "client/Connection.h"
#include "resp/ReplyParser.h"
#include "support/RedisServer.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

class TestResp3 : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void isSpokenWhereHiredisCan();
    void canBeDeclined();
};

namespace {

void checkProtocol(bool prefer, int protocol, ReplyType typeOfHash)
{
    RedisServer server;
    QVERIFY(server.start());
    server.cli({"HSET", "h", "field", "value"});
    ConnectionOptions options;
    options.preferResp3 = prefer;
    Connection connection(*Endpoint::fromUrl(server.url()), options);
    connection.open();
    QTRY_COMPARE_WITH_TIMEOUT(connection.state(), LinkState::Ready, 30'000);
    QCOMPARE(connection.facts().protocol, protocol);

    bool answered = false;
    connection.send({"HGETALL", "h"}, &connection, [&](const Result<Reply> &reply) {
        answered = true;
        QVERIFY(reply);
        QCOMPARE(reply->root().type(), typeOfHash);
        QCOMPARE(reply->root().value("field").bytes(), "value");
    });
    QTRY_VERIFY_WITH_TIMEOUT(answered, 30'000);
}

}  // namespace

void TestResp3::isSpokenWhereHiredisCan()
{
    const bool expected = ReplyParser::speaksResp3();
    if (qEnvironmentVariableIntValue("VERMILION_EXPECT_RESP3") != 0)
        QVERIFY2(expected, "built against a hiredis without RESP3");
    checkProtocol(true, expected ? 3 : 2, expected ? ReplyType::Map : ReplyType::Array);
}

void TestResp3::canBeDeclined() { checkProtocol(false, 2, ReplyType::Array); }

QTEST_GUILESS_MAIN(TestResp3)
#include "tst_resp3.moc"
