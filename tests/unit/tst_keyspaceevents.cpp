// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyspaceEvents.h"

#include <QRegularExpression>
#include <QTest>

using namespace vermilion;
using Availability = KeyspaceEvents::Availability;

namespace {

Reply message(const std::vector<std::string> &parts)
{
    Reply reply;
    ReplyNode array;
    array.type = ReplyType::Array;
    array.count = uint32_t(parts.size());
    array.end = array.count + 1;
    reply.nodes.push_back(array);
    for (const std::string &part : parts) {
        ReplyNode node;
        node.type = ReplyType::String;
        node.text = {uint32_t(reply.arena.size()), uint32_t(part.size())};
        node.end = uint32_t(reply.nodes.size()) + 1;
        reply.arena += part;
        reply.nodes.push_back(node);
    }
    return reply;
}

}  // namespace

class TestKeyspaceEvents : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void flags()
    {
        QCOMPARE(KeyspaceEvents::availabilityOf(""), Availability::Off);
        QCOMPARE(KeyspaceEvents::availabilityOf("A"), Availability::Off);      // neither K nor E: nothing is sent
        QCOMPARE(KeyspaceEvents::availabilityOf("KE"), Availability::Off);
        QCOMPARE(KeyspaceEvents::availabilityOf("AKE"), Availability::All);
        QCOMPARE(KeyspaceEvents::availabilityOf("AE"), Availability::All);
        QCOMPARE(KeyspaceEvents::availabilityOf("g$lshzxetE"), Availability::All);
        QCOMPARE(KeyspaceEvents::availabilityOf("xE"), Availability::Some);
    }

    void keyEvents()
    {
        const Reply set = message({"pmessage", "__keyevent@2__:*", "__keyevent@2__:set", "a:b"});
        const auto change = KeyspaceEvents::changeOf(set.root(), 2);
        QVERIFY(change && change->exists);
        QCOMPARE(change->key, QByteArray("a:b"));
        QVERIFY(!KeyspaceEvents::changeOf(set.root(), 0));
        for (const char *event : {"del", "expired", "evicted", "rename_from", "move_from"}) {
            const Reply gone = message({"pmessage", "p", std::string("__keyevent@0__:") + event, std::string("k\0x", 3)});
            const auto removal = KeyspaceEvents::changeOf(gone.root(), 0);
            QVERIFY(removal && !removal->exists);
            QCOMPARE(removal->key, QByteArray("k\0x", 3));
        }
    }

    void keySpaceMessages()
    {
        const Reply gone = message({"pmessage", "__keyspace@0__:*", "__keyspace@0__:a__:b", "del"});
        const auto change = KeyspaceEvents::changeOf(gone.root(), 0);
        QVERIFY(change && !change->exists);
        QCOMPARE(change->key, QByteArray("a__:b"));
    }

    void othersAreLeftAlone()
    {
        QVERIFY(!KeyspaceEvents::changeOf(message({"psubscribe", "x", "1"}).root(), 0));
        QVERIFY(!KeyspaceEvents::changeOf(message({"pmessage", "x", "news", "hello"}).root(), 0));
        QVERIFY(!KeyspaceEvents::changeOf(ReplyView(), 0));
    }
};

QTEST_GUILESS_MAIN(TestKeyspaceEvents)
#include "tst_keyspaceevents.moc"
