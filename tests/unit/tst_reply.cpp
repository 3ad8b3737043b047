// SPDX-License-Identifier: GPL-3.0-or-later
#include "resp/CommandWriter.h"
#include "resp/ReplySink.h"

#include <QTest>

#include <cmath>

using namespace vermilion;

/// Reading a reply: values as other types than they are, maps in both shapes, copies.
class TestReply : public QObject {
    Q_OBJECT

    static Reply sample()
    {
        ReplySink sink{ReplyLimits{}};
        sink.aggregate(ReplyType::Array, 6);
        sink.text(ReplyType::String, "name");
        sink.text(ReplyType::String, "12");
        sink.text(ReplyType::String, "list");
        sink.aggregate(ReplyType::Array, 2);
        sink.integer(ReplyType::Integer, 7);
        sink.nil();
        sink.text(ReplyType::Verbatim, "txt:score");
        sink.text(ReplyType::String, "-inf");
        return sink.take();
    }

private slots:
    void valuesByKey()
    {
        const Reply reply = sample();
        const ReplyView root = reply.root();
        QCOMPARE(root.size(), 6u);
        QCOMPARE(root.value("name").integer(), int64_t(12));
        QCOMPARE(root.value("list").size(), 2u);
        QCOMPARE(root.value("list").at(0).integer(), int64_t(7));
        QVERIFY(root.value("list").at(1).isNil());
        QVERIFY(std::isinf(root.value("score").real()));
        QVERIFY(!root.value("absent").isValid());
        QVERIFY(!root.value("12").isValid());  // a value, not a key
        QVERIFY(!root.at(6).isValid());
    }

    void wrongTypesAreHarmless()
    {
        const Reply reply = sample();
        const ReplyView list = reply.root().at(3), text = reply.root().at(0);
        QVERIFY(list.text().empty());
        QCOMPARE(list.integer(5), int64_t(5));
        QCOMPARE(text.integer(-1), int64_t(-1));
        QCOMPARE(text.real(2.5), 2.5);
        QVERIFY(text.begin() == text.end());
        QVERIFY(!text.at(0).isValid());
        const ReplyView nothing;
        QVERIFY(nothing.isNil() && !nothing.isError() && nothing.text().empty() && nothing.begin() == nothing.end());
        QVERIFY(!nothing.value("a").isValid());
        const Reply empty;
        QVERIFY(!empty.root().isValid() && empty.root().isNil());
    }

    void copiesStandAlone()
    {
        const Reply reply = sample();
        const Reply list = reply.root().at(3).copy(), score = reply.root().at(4).copy();
        QCOMPARE(list.nodes.size(), size_t(3));
        QCOMPARE(list.root().at(0).integer(), int64_t(7));
        QCOMPARE(score.root().bytes(), QByteArray("score"));
        QCOMPARE(score.arena.size(), size_t(5));
        QVERIFY(ReplyView().copy().isEmpty());
    }

    void commandsAreWrittenAsBytes()
    {
        QByteArray out = "x";
        writeCommand(out, {"SET", QByteArrayLiteral("a\0\r\n"), ""});
        QCOMPARE(out, QByteArrayLiteral("x*3\r\n$3\r\nSET\r\n$4\r\na\0\r\n\r\n$0\r\n\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestReply)
#include "tst_reply.moc"
