// SPDX-License-Identifier: GPL-3.0-or-later
#include "resp/ReplyParser.h"

#include <QTest>

using namespace vermilion;

namespace {

/// Everything in a reply as one line: *2(+OK :1).
QByteArray shown(ReplyView view)
{
    static constexpr char Marks[] = "_+-:,#$=(*%~>|";
    const char mark = Marks[int(view.type())];
    if (view.isAggregate()) {
        QByteArrayList parts;
        for (const ReplyView part : view)
            parts += shown(part);
        return mark + QByteArray::number(view.size()) + '(' + parts.join(' ') + ')';
    }
    switch (view.type()) {
    case ReplyType::Nil: return "_";
    case ReplyType::Integer: case ReplyType::Bool: return mark + QByteArray::number(qlonglong(view.integer()));
    case ReplyType::Double: return mark + QByteArray::number(view.real());
    default: return mark + view.bytes();
    }
}

struct Outcome {
    QByteArrayList replies;
    ReplyParser::Status status = ReplyParser::Status::NeedsMore;
    QByteArray failure;
};

Outcome parse(const QByteArray &stream, qsizetype piece = 1 << 20, const ReplyLimits &limits = {})
{
    ReplyParser parser(limits);
    Outcome outcome;
    for (qsizetype at = 0; at < stream.size() && outcome.status != ReplyParser::Status::Failed; at += piece) {
        const qsizetype size = std::min(piece, stream.size() - at);
        std::string_view input(stream.constData() + at, size_t(size));
        Reply reply;
        while ((outcome.status = parser.next(input, reply)) == ReplyParser::Status::Ready)
            outcome.replies += shown(reply.root());
    }
    outcome.failure = parser.failure();
    return outcome;
}

}  // namespace

/// The stream parser: hiredis' known pitfalls, limits, and bytes that mean harm.
class TestReplyParser : public QObject {
    Q_OBJECT
private slots:
    void allTypesOfResp2()
    {
        const QByteArray stream = QByteArrayLiteral("+OK\r\n-ERR no\r\n:-42\r\n$5\r\na\r\n\0b\r\n");
        QCOMPARE(parse(stream).replies, QByteArrayList({"+OK", "-ERR no", ":-42", QByteArrayLiteral("$a\r\n\0b")}));
        QCOMPARE(parse("$-1\r\n$0\r\n\r\n*-1\r\n*0\r\n").replies, QByteArrayList({"_", "$", "_", "*0()"}));
        QCOMPARE(parse("*3\r\n:1\r\n*2\r\n$1\r\nx\r\n$1\r\ny\r\n+z\r\n").replies, QByteArrayList({"*3(:1 *2($x $y) +z)"}));
        QCOMPARE(parse(":9223372036854775807\r\n:-9223372036854775808\r\n").replies,
                 QByteArrayList({":9223372036854775807", ":-9223372036854775808"}));
    }

    void cutAtEveryByte()
    {
        const QByteArray stream = QByteArrayLiteral("*3\r\n:1\r\n*2\r\n$5\r\na\r\n\0b\r\n$-1\r\n+z\r\n$3\r\nend\r\n");
        const QByteArrayList expected{QByteArrayLiteral("*3(:1 *2($a\r\n\0b _) +z)"), "$end"};
        for (qsizetype piece = 1; piece <= stream.size(); ++piece)
            QCOMPARE(parse(stream, piece).replies, expected);
        for (qsizetype length = 0; length < stream.size(); ++length) {
            const Outcome outcome = parse(stream.left(length));
            QVERIFY(outcome.status != ReplyParser::Status::Failed);
            QVERIFY(outcome.replies.size() <= 1);
        }
    }

    void manyRepliesInOneFeed()
    {
        QByteArray stream;
        for (int i = 0; i < 100'000; ++i)
            stream += ":1\r\n";
        QCOMPARE(parse(stream).replies.size(), 100'000);
    }

    void largeStringsComeWhole()
    {
        const QByteArray large(3'000'000, 'x');
        const QByteArray stream = "$3000000\r\n" + large + "\r\n+OK\r\n";
        QCOMPARE(parse(stream, 10'007).replies, QByteArrayList({'$' + large, "+OK"}));
    }

    void preorderEndsAreRight()
    {
        ReplyParser parser;
        const QByteArray stream = "*3\r\n*0\r\n*2\r\n*1\r\n:1\r\n:2\r\n:3\r\n";
        std::string_view input(stream.constData(), size_t(stream.size()));
        Reply reply;
        QVERIFY(parser.next(input, reply) == ReplyParser::Status::Ready);
        QCOMPARE(reply.nodes.size(), size_t(7));
        const uint32_t ends[] = {7, 2, 6, 5, 5, 6, 7};
        for (size_t i = 0; i < 7; ++i)
            QCOMPARE(reply.nodes[i].end, ends[i]);
    }

    void malformedStreamsEnd_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::newRow("http") << QByteArray("HTTP/1.1 400 Bad Request\r\n");
        QTest::newRow("tls alert") << QByteArrayLiteral("\x15\x03\x01\x00\x02\x02\x46");
        QTest::newRow("letters as a number") << QByteArray(":abc\r\n");
        QTest::newRow("number too large") << QByteArray(":99999999999999999999\r\n");
        QTest::newRow("letters as a length") << QByteArray("$x\r\n");
        QTest::newRow("negative length") << QByteArray("$-2\r\n");
        QTest::newRow("negative count") << QByteArray("*-2\r\n");
        QTest::newRow("count over all memory") << QByteArray("*4294967296\r\n");
        QTest::newRow("count over int") << QByteArray("*2147483647\r\n:1\r\n");
        QTest::newRow("huge length") << QByteArray("$9223372036854775807\r\n");
        QTest::newRow("length over 64 bits") << QByteArray("$99999999999999999999999\r\n");
        QTest::newRow("length over the limit") << QByteArray("$536870913\r\n");
        QTest::newRow("endless length") << QByteArray("$" + QByteArray(100, '0'));
        QTest::newRow("endless line") << QByteArray("+" + QByteArray(100 * 1024, 'a'));
        QTest::newRow("deep") << QByteArray("*1\r\n").repeated(5000);
        QTest::newRow("zero byte") << QByteArray(1, '\0');
    }
    void malformedStreamsEnd()
    {
        QFETCH(QByteArray, stream);
        for (const qsizetype piece : {stream.size() > 10'000 ? qsizetype(999) : qsizetype(1), qsizetype(1007), stream.size()}) {
            const Outcome outcome = parse(stream, piece);
            QCOMPARE(outcome.status, ReplyParser::Status::Failed);
            QVERIFY(!outcome.failure.isEmpty());
            QVERIFY(outcome.replies.isEmpty());
        }
    }

    void failureIsFinal()
    {
        ReplyParser parser;
        Reply reply;
        std::string_view input("?", 1);
        QVERIFY(parser.next(input, reply) == ReplyParser::Status::Failed);
        input = "+OK\r\n";
        QVERIFY(parser.next(input, reply) == ReplyParser::Status::Failed);
    }

    void repliesBeforeTheFailureCount()
    {
        const Outcome outcome = parse("+OK\r\n:1\r\n?");
        QCOMPARE(outcome.replies, QByteArrayList({"+OK", ":1"}));
        QCOMPARE(outcome.status, ReplyParser::Status::Failed);
    }

    void limitsHold()
    {
        ReplyLimits limits;
        limits.bulk = 10;
        limits.bytes = 25;
        limits.nodes = 5;
        limits.nesting = 3;
        QCOMPARE(parse("$10\r\n0123456789\r\n", 3, limits).replies.size(), 1);
        QCOMPARE(parse("$11\r\n", 3, limits).status, ReplyParser::Status::Failed);
        QCOMPARE(parse("*3\r\n$10\r\n0123456789\r\n$10\r\n0123456789\r\n$10\r\n0123456789\r\n", 3, limits).status,
                 ReplyParser::Status::Failed);
        QCOMPARE(parse("*4\r\n:1\r\n:2\r\n:3\r\n:4\r\n", 3, limits).replies.size(), 1);
        QCOMPARE(parse("*5\r\n:1\r\n:2\r\n:3\r\n:4\r\n:5\r\n", 3, limits).status, ReplyParser::Status::Failed);
        QCOMPARE(parse("*1\r\n*1\r\n*1\r\n:1\r\n", 3, limits).replies.size(), 1);
        QCOMPARE(parse("*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n", 3, limits).status, ReplyParser::Status::Failed);
    }

    void aPromisedCountAllocatesLittle()
    {
        ReplyParser parser;
        std::string_view input("*33000000\r\n:1\r\n");
        Reply reply;
        QVERIFY(parser.next(input, reply) == ReplyParser::Status::NeedsMore);
    }

    void commandTableOfTheServerFits()
    {
        // COMMAND of Redis 7 nests eight levels: command, subcommands, key specifications, search, its arguments.
        QByteArray stream;
        for (int i = 0; i < 8; ++i)
            stream += "*1\r\n";
        QCOMPARE(parse(stream + ":1\r\n").status, ReplyParser::Status::NeedsMore);
        QCOMPARE(parse(stream + ":1\r\n").replies.size(), 1);
    }

    void resp3()
    {
        if (!ReplyParser::speaksResp3()) {
            // hiredis 0.14 knows none of these marks: they end the connection, so HELLO 3 must not be sent.
            for (const char *mark : {"%1\r\n", "~1\r\n", ">1\r\n", "#t\r\n", ",1\r\n", "_\r\n", "=8\r\n"})
                QCOMPARE(parse(mark).status, ReplyParser::Status::Failed);
            return;
        }
        QCOMPARE(parse("%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n").replies, QByteArrayList{"%4(+a :1 +b :2)"});
        QCOMPARE(parse("~2\r\n:1\r\n:2\r\n").replies, QByteArrayList{"~2(:1 :2)"});
        QCOMPARE(parse(">2\r\n+message\r\n$1\r\nx\r\n").replies, QByteArrayList{">2(+message $x)"});
        QCOMPARE(parse("#t\r\n#f\r\n_\r\n").replies, QByteArrayList({"#1", "#0", "_"}));
        QCOMPARE(parse(",1.25\r\n,inf\r\n,-inf\r\n").replies, QByteArrayList({",1.25", ",inf", ",-inf"}));
        QCOMPARE(parse("=8\r\ntxt:text\r\n").replies, QByteArrayList{"=text"});
        QCOMPARE(parse("(3492890328409238509324850943850943825024385\r\n").replies,
                 QByteArrayList{"(3492890328409238509324850943850943825024385"});
    }

    void garbageNeverCrashes()
    {
        uint32_t state = 12345;
        const auto random = [&state] { return state = state * 1664525u + 1013904223u, state >> 8; };
        const QByteArray alphabet = "+-:$*%~>#,(=|_0123456789\r\n\r\nabc";
        for (int round = 0; round < 20'000; ++round) {
            QByteArray stream;
            const uint32_t size = random() % 60;
            for (uint32_t i = 0; i < size; ++i)
                stream += alphabet.at(qsizetype(random() % uint32_t(alphabet.size())));
            parse(stream, 1 + qsizetype(random() % 7));
        }
    }
};

QTEST_GUILESS_MAIN(TestReplyParser)
#include "tst_replyparser.moc"
