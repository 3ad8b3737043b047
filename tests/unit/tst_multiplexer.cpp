// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Multiplexer.h"
#include "support/Replies.h"

#include <QTest>

using namespace vermilion;
using namespace std::chrono_literals;

/// The order of requests and replies, without a socket.
class TestMultiplexer : public QObject {
    Q_OBJECT

    static Call call(QByteArrayList command, bool idempotent = false)
    {
        Call c;
        c.request.command = std::move(command);
        c.request.idempotent = idempotent;
        c.patience = 10s;
        return c;
    }

    static QByteArrayList names(const Multiplexer::Finished &finished)
    {
        QByteArrayList all;
        for (const FinishedCall &f : finished)
            all += f.call.request.command.first() + (f.result ? QByteArray() : ":" + QByteArray::number(int(f.result.error().code)));
        return all;
    }

    static QByteArray coded(const char *name, ErrorCode code) { return QByteArray(name) + ':' + QByteArray::number(int(code)); }

    QByteArray write(qsizetype most = 1 << 20)
    {
        QByteArray out;
        m_mux->write(out, most, m_gate, m_now, m_finished);
        return out;
    }

    /// Feeds one reply; the name of the command that it answered, "message", "unsolicited" or "nobody".
    QByteArray feed(const QByteArray &resp)
    {
        Reply reply = replyOf(resp);
        const auto routed = m_mux->route(reply, m_now);
        if (routed.isUnsolicited)
            return "unsolicited";
        const QByteArray who = routed.answered ? routed.answered->call.request.command.first() : QByteArray("nobody");
        if (!routed.isMessage)
            return who;
        return routed.answered ? QByteArray("message and " + who) : QByteArray("message");
    }

private slots:
    void init()
    {
        m_mux = std::make_unique<Multiplexer>();
        m_mux->linkUp(1, 0);
        m_gate = CommandGate();
        m_finished.clear();
        m_now = Multiplexer::Time(1h);
    }

    void answersGoInOrder()
    {
        m_mux->add(call({"GET", "a"}), m_now);
        m_mux->add(call({"DEL", "b"}), m_now);
        QCOMPARE(write(), QByteArray("*2\r\n$3\r\nGET\r\n$1\r\na\r\n*2\r\n$3\r\nDEL\r\n$1\r\nb\r\n"));
        QCOMPARE(feed("$1\r\nx\r\n"), QByteArray("GET"));
        QCOMPARE(feed(":1\r\n"), QByteArray("DEL"));
        QCOMPARE(feed("-ERR max number of clients reached\r\n"), QByteArray("unsolicited"));
    }

    void cancelledBeforeWritingIsNotSent()
    {
        m_mux->add(call({"GET", "a"}), m_now);
        Call second = call({"GET", "b"});
        RequestHandle handle = second.receiver.handle;
        m_mux->add(std::move(second), m_now);
        handle.cancel();
        QVERIFY(!write().contains("$1\r\nb"));
        QVERIFY(m_finished.empty());
    }

    void cancelledAfterWritingIsAbandonedNotErased()
    {
        Call first = call({"GET", "a"});
        RequestHandle handle = first.receiver.handle;
        m_mux->add(std::move(first), m_now);
        m_mux->add(call({"DEL", "b"}), m_now);
        write();
        handle.cancel();
        QCOMPARE(feed("$1\r\nx\r\n"), QByteArray("nobody"));
        QCOMPARE(feed(":1\r\n"), QByteArray("DEL"));
    }

    void brokenLinkSendsOnlyIdempotentAgain()
    {
        m_mux->add(call({"GET", "a"}, true), m_now);
        m_mux->add(call({"INCR", "n"}), m_now);
        m_mux->add(call({"TTL", "a"}, true), m_now);
        write();
        m_mux->add(call({"SET", "b", "1"}), m_now);
        m_mux->linkDown(m_finished);
        QCOMPARE(names(m_finished), QByteArrayList{coded("INCR", ErrorCode::OutcomeUnknown)});
        m_mux->linkUp(2, 0);
        const QByteArray again = write();
        QVERIFY(!again.contains("INCR"));
        QVERIFY(again.indexOf("GET") < again.indexOf("TTL") && again.indexOf("TTL") < again.indexOf("SET"));
    }

    void requestsOfAnOlderLinkDoNotLeave()
    {
        Call bound = call({"EXEC"});
        bound.request.onLink = 1;
        m_mux->add(std::move(bound), m_now);
        m_mux->linkDown(m_finished);
        m_mux->linkUp(2, 0);
        QVERIFY(write().isEmpty());
        QCOMPARE(names(m_finished), QByteArrayList{coded("EXEC", ErrorCode::NotConnected)});
    }

    void selectHoldsTheRestBack()
    {
        Call select = call({"SELECT", "5"}, true);
        select.selectIsBinding = true;
        m_mux->add(std::move(select), m_now);
        m_mux->add(call({"SET", "a", "1"}), m_now);
        QVERIFY(!write().contains("SET"));
        QCOMPARE(m_mux->database(), 0);
        QCOMPARE(feed("+OK\r\n"), QByteArray("SELECT"));
        QCOMPARE(m_mux->database(), 5);
        QVERIFY(write().contains("SET"));
    }

    void refusedSelectRefusesTheRest()
    {
        Call select = call({"SELECT", "99"}, true);
        select.selectIsBinding = true;
        m_mux->add(std::move(select), m_now);
        m_mux->add(call({"SET", "a", "1"}), m_now);
        write();
        feed("-ERR DB index is out of range\r\n");
        QVERIFY(write().isEmpty());
        QCOMPARE(names(m_finished), QByteArrayList{coded("SET", ErrorCode::DatabaseOutOfRange)});
        m_mux->add(call({"SELECT", "0"}), m_now);
        write();
        feed("+OK\r\n");
        m_mux->add(call({"GET", "a"}), m_now);
        QVERIFY(write().contains("GET"));
    }

    void selectSurvivesABrokenLinkInOrder()
    {
        Call select = call({"SELECT", "5"}, true);
        select.selectIsBinding = true;
        m_mux->add(call({"GET", "a"}, true), m_now);
        m_mux->add(std::move(select), m_now);
        m_mux->add(call({"GET", "b"}, true), m_now);
        write();
        m_mux->linkDown(m_finished);
        QCOMPARE(m_mux->database(), 0);  // for GET a, which is asked again
        m_mux->linkUp(2, 0);
        const QByteArray again = write();
        QVERIFY(again.contains("\r\na\r\n") && again.contains("SELECT") && !again.contains("\r\nb\r\n"));
    }

    void pipelinesAreRefusedAsAWhole()
    {
        m_gate.setPolicy({true, false});
        Call multi = call({"MULTI"});
        multi.together = 3;
        m_mux->add(std::move(multi), m_now);
        for (const QByteArrayList &command : {QByteArrayList{"SET", "a", "1"}, QByteArrayList{"EXEC"}}) {
            Call rest = call(command);
            rest.together = 0;
            m_mux->add(std::move(rest), m_now);
        }
        m_mux->add(call({"GET", "a"}), m_now);
        const QByteArray out = write();
        QVERIFY(out.contains("GET") && !out.contains("MULTI") && !out.contains("EXEC"));
        QCOMPARE(m_finished.size(), size_t(3));
    }

    void pipelinesAreNotCut()
    {
        for (int i = 0; i < 4; ++i) {
            Call c = call({"ECHO", QByteArray(100, 'x')});
            c.together = i % 2 == 0 ? 2 : 0;
            m_mux->add(std::move(c), m_now);
        }
        write(10);
        QCOMPARE(m_mux->written(), size_t(2));
        QCOMPARE(m_mux->waiting(), size_t(2));
    }

    void timeoutsAbandon()
    {
        m_mux->add(call({"GET", "a"}), m_now);
        write();
        m_mux->add(call({"GET", "b"}), m_now);
        QCOMPARE(*m_mux->nextDeadline(), m_now + 10s);
        m_now += 10s;
        QVERIFY(!m_mux->expire(m_now, m_finished));
        QCOMPARE(names(m_finished), QByteArrayList({coded("GET", ErrorCode::Timeout), coded("GET", ErrorCode::Timeout)}));
        QCOMPARE(m_mux->waiting(), size_t(0));
        QCOMPARE(m_mux->written(), size_t(1));
        m_now += 10s;
        QVERIFY(m_mux->expire(m_now, m_finished));  // silent for twice as long: the link is given up
        QCOMPARE(feed("$1\r\nx\r\n"), QByteArray("nobody"));
    }

    void everyReplyIsASignOfLife()
    {
        m_mux->add(call({"GET", "a"}), m_now);
        m_mux->add(call({"GET", "b"}), m_now);
        Call strict = call({"GET", "c"});
        strict.request.timeout = 12s;
        strict.patience = 12s;
        m_mux->add(std::move(strict), m_now);
        write();
        m_now += 9s;
        feed("$1\r\nx\r\n");
        m_now += 9s;
        m_mux->expire(m_now, m_finished);
        QCOMPARE(names(m_finished), QByteArrayList{coded("GET", ErrorCode::Timeout)});  // only the one with a limit of its own
    }

    void pushesGoBeforeAnswers()
    {
        m_mux->add(call({"GET", "a"}), m_now);
        write();
        if (ReplyParser::speaksResp3())
            QCOMPARE(feed(">3\r\n+message\r\n+c\r\n+x\r\n"), QByteArray("message"));
        // In RESP2 an array is a message only while something is subscribed.
        QCOMPARE(feed("*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n"), QByteArray("GET"));
    }

    void subscriptionsAreConfirmedOneByOne()
    {
        m_mux->add(call({"SUBSCRIBE", "c", "d"}), m_now);
        m_mux->add(call({"PING"}), m_now);
        m_mux->add(call({"unsubscribe"}), m_now);
        write();
        QCOMPARE(feed("*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"), QByteArray("message"));
        QCOMPARE(feed("*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n"), QByteArray("message"));
        QCOMPARE(feed("*3\r\n$9\r\nsubscribe\r\n$1\r\nd\r\n:2\r\n"), QByteArray("message and SUBSCRIBE"));
        QCOMPARE(feed("*2\r\n$4\r\npong\r\n$0\r\n\r\n"), QByteArray("PING"));
        QCOMPARE(feed("*3\r\n$11\r\nunsubscribe\r\n$1\r\nc\r\n:1\r\n"), QByteArray("message"));
        QCOMPARE(feed("*3\r\n$11\r\nunsubscribe\r\n$1\r\nd\r\n:0\r\n"), QByteArray("message and unsubscribe"));
        m_mux->add(call({"SUBSCRIBE", "c"}), m_now);
        write();
        QCOMPARE(feed("-NOPERM this user has no permissions to access one of the channels\r\n"), QByteArray("SUBSCRIBE"));
    }

    void monitorLinesAreMessages()
    {
        m_mux->add(call({"MONITOR"}), m_now);
        write();
        QCOMPARE(feed("+OK\r\n"), QByteArray("MONITOR"));
        QCOMPARE(feed("+1690000000.123456 [0 127.0.0.1:1] \"get\" \"a\"\r\n"), QByteArray("message"));
    }

    void closingEndsEverything()
    {
        m_mux->add(call({"INCR", "a"}), m_now);
        m_mux->add(call({"GET", "a"}, true), m_now);
        write();
        m_mux->add(call({"DEL", "a"}), m_now);
        m_mux->failAll({ErrorCode::Cancelled, {}, {}}, m_finished);
        QCOMPARE(names(m_finished), QByteArrayList({coded("INCR", ErrorCode::OutcomeUnknown), coded("GET", ErrorCode::Cancelled),
                                                    coded("DEL", ErrorCode::Cancelled)}));
        QVERIFY(m_mux->isIdle());
    }

private:
    std::unique_ptr<Multiplexer> m_mux;
    CommandGate m_gate;
    Multiplexer::Finished m_finished;
    Multiplexer::Time m_now;
};

QTEST_GUILESS_MAIN(TestMultiplexer)
#include "tst_multiplexer.moc"
