// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ReplyShapes.h"
#include "values/EditPlan.h"

#include <QRegularExpression>
#include <QTest>

using namespace vermilion;
using Kind = ValueEdit::Kind;
using Commands = std::vector<QByteArrayList>;
using Replies = std::vector<Result<Reply>>;

namespace {

const QByteArray Tombstone = "grave";

ServerFacts facts(int version, ServerFacts::Family family = ServerFacts::Family::Redis)
{
    ServerFacts facts;
    facts.family = family;
    facts.versionNumber = version;
    return facts;
}

EditPlan planOf(const ValueEdit &edit, int version = 70000)
{
    return EditPlan("k", edit, facts(version), Tombstone);
}

Replies repliesOf(std::initializer_list<const char *> texts)
{
    Replies replies;
    for (const char *text : texts)
        replies.push_back(ReplyShape::read(text));
    return replies;
}

ErrorCode codeOf(const Result<Commands> &decided)
{
    return decided ? ErrorCode::None : decided.error().code;
}

}  // namespace

/// What is read under WATCH, what is written when it still stands, and what is refused.
class TestEditPlan : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void stringsKeepTheirTtl_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<ServerFacts::Family>("family");
        QTest::addColumn<bool>("keepTtl");
        QTest::newRow("unknown") << 0 << ServerFacts::Family::Redis << false;
        QTest::newRow("5.0.14") << 50014 << ServerFacts::Family::Redis << false;
        QTest::newRow("6.0") << 60000 << ServerFacts::Family::Redis << true;
        QTest::newRow("valkey") << 80000 << ServerFacts::Family::Valkey << true;
        QTest::newRow("valkey, unknown") << 0 << ServerFacts::Family::Valkey << true;
        QTest::newRow("another server") << 10000 << ServerFacts::Family::Other << false;
    }
    void stringsKeepTheirTtl()
    {
        QFETCH(int, version);
        QFETCH(ServerFacts::Family, family);
        QFETCH(bool, keepTtl);
        EditPlan plan("k", {Kind::SetString, {}, {}, "new", -1, "old"}, facts(version, family), Tombstone);
        QCOMPARE(plan.reads(), (Commands{{keepTtl ? "STRLEN" : "PTTL", "k"}, {"GET", "k"}}));
        const auto writes = plan.decide(repliesOf({":5000\r\n", "$3\r\nold\r\n"}));
        QVERIFY(writes);
        if (keepTtl)
            QCOMPARE(*writes, (Commands{{"SET", "k", "new", "XX", "KEEPTTL"}}));
        else
            QCOMPARE(*writes, (Commands{{"SET", "k", "new", "PX", "5000", "XX"}}));
    }

    void oldServersWithoutTtl()
    {
        const ValueEdit edit{Kind::SetString, {}, {}, "new", -1, "old"};
        QCOMPARE(*planOf(edit, 50000).decide(repliesOf({":-1\r\n", "$3\r\nold\r\n"})), (Commands{{"SET", "k", "new", "XX"}}));
        // About to expire: PX 0 would be an error.
        QCOMPARE(*planOf(edit, 50000).decide(repliesOf({":0\r\n", "$3\r\nold\r\n"})), (Commands{{"SET", "k", "new", "PX", "1", "XX"}}));
    }

    void stringsThatChangedOrWent()
    {
        EditPlan plan = planOf({Kind::SetString, {}, {}, "new", -1, "old"});
        QCOMPARE(codeOf(plan.decide(repliesOf({":6\r\n", "$6\r\ntheirs\r\n"}))), ErrorCode::ChangedSinceRead);
        QCOMPARE(plan.theirs()->bytes, QByteArray("theirs"));
        QCOMPARE(codeOf(plan.decide(repliesOf({":0\r\n", "$-1\r\n"}))), ErrorCode::ChangedSinceRead);
        QVERIFY(plan.theirs() && !plan.theirs()->bytes);
        QVERIFY(plan.decide(repliesOf({":3\r\n", "$3\r\nnew\r\n"}))->empty());  // it is so already
        QVERIFY(!plan.theirs());
        EditPlan again = planOf({Kind::SetString, {}, {}, "new", -1, std::nullopt});
        QCOMPARE(*again.decide(repliesOf({":0\r\n", "_\r\n"})), (Commands{{"SET", "k", "new", "NX"}}));
    }

    void bytesAreBytes()
    {
        const QByteArray key("k\0\xff\r\n", 5), old("\0", 1), now("\r\n\0\xfe", 4);
        EditPlan plan(key, {Kind::SetString, {}, {}, now, -1, old}, facts(70000), Tombstone);
        QCOMPARE(plan.reads().front(), (QByteArrayList{"STRLEN", key}));
        Replies replies;
        replies.push_back(ReplyShape::read(":1\r\n"));
        replies.push_back(ReplyShape::read(QByteArray("$1\r\n\0\r\n", 7)));
        QCOMPARE(*plan.decide(replies), (Commands{{"SET", key, now, "XX", "KEEPTTL"}}));
        QCOMPARE(*EditPlan(key, {Kind::AddMember, now, {}, {}, -1, {}}, facts(70000), Tombstone).decide(repliesOf({":1\r\n", ":0\r\n"})),
                 (Commands{{"SADD", key, now}}));
    }

    void edits_data()
    {
        QTest::addColumn<ValueEdit>("edit");
        QTest::addColumn<Commands>("reads");
        QTest::addColumn<QByteArrayList>("replies");
        QTest::addColumn<Commands>("writes");
        const auto row = [](const char *name, const ValueEdit &edit, const Commands &reads, const QByteArrayList &replies, const Commands &writes) {
            QTest::newRow(name) << edit << reads << replies << writes;
        };
        const QByteArray two = ":2\r\n", zero = ":0\r\n", one = ":1\r\n", nil = "$-1\r\n", a = "$1\r\na\r\n";
        row("field", {Kind::SetField, "f", {}, "b", -1, "a"}, {{"HLEN", "k"}, {"HGET", "k", "f"}}, {two, a}, {{"HSET", "k", "f", "b"}});
        row("field, new", {Kind::AddField, "f", {}, "b", -1, {}}, {{"HLEN", "k"}, {"HGET", "k", "f"}}, {two, nil}, {{"HSETNX", "k", "f", "b"}});
        row("field, renamed", {Kind::RenameField, "f", "g", "a", -1, "a"}, {{"HLEN", "k"}, {"HGET", "k", "f"}, {"HGET", "k", "g"}}, {two, a, nil},
            {{"HSETNX", "k", "g", "a"}, {"HDEL", "k", "f"}});
        row("field, removed", {Kind::RemoveField, "f", {}, {}, -1, "a"}, {{"HLEN", "k"}, {"HGET", "k", "f"}}, {two, a}, {{"HDEL", "k", "f"}});
        row("element", {Kind::SetElement, {}, {}, "b", 7, "a"}, {{"LLEN", "k"}, {"LINDEX", "k", "7"}}, {two, a}, {{"LSET", "k", "7", "b"}});
        row("element, removed", {Kind::RemoveElement, {}, {}, {}, 7, "a"}, {{"LLEN", "k"}, {"LINDEX", "k", "7"}}, {two, a},
            {{"LSET", "k", "7", Tombstone}, {"LREM", "k", "1", Tombstone}});
        row("element, before", {Kind::InsertBefore, {}, {}, "b", 7, "a"}, {{"LLEN", "k"}, {"LINDEX", "k", "7"}}, {two, a},
            {{"LSET", "k", "7", Tombstone}, {"LINSERT", "k", "BEFORE", Tombstone, "b"}, {"LSET", "k", "8", "a"}});
        row("element, head", {Kind::PushHead, {}, {}, "b", -1, {}}, {{"LLEN", "k"}}, {two}, {{"LPUSHX", "k", "b"}});
        row("element, tail", {Kind::PushTail, {}, {}, "b", -1, {}}, {{"LLEN", "k"}}, {two}, {{"RPUSHX", "k", "b"}});
        row("member", {Kind::AddMember, "m", {}, {}, -1, {}}, {{"SCARD", "k"}, {"SISMEMBER", "k", "m"}}, {two, zero}, {{"SADD", "k", "m"}});
        row("member, replaced", {Kind::ReplaceMember, "m", "n", {}, -1, "m"}, {{"SCARD", "k"}, {"SISMEMBER", "k", "m"}, {"SISMEMBER", "k", "n"}},
            {two, one, zero}, {{"SADD", "k", "n"}, {"SREM", "k", "m"}});
        row("member, removed", {Kind::RemoveMember, "m", {}, {}, -1, "m"}, {{"SCARD", "k"}, {"SISMEMBER", "k", "m"}}, {two, one}, {{"SREM", "k", "m"}});
        row("score", {Kind::SetScore, "m", {}, "2", -1, "1.5"}, {{"ZCARD", "k"}, {"ZSCORE", "k", "m"}}, {two, "$3\r\n1.5\r\n"}, {{"ZADD", "k", "XX", "2", "m"}});
        row("score, RESP3", {Kind::SetScore, "m", {}, "2", -1, "1.1"}, {{"ZCARD", "k"}, {"ZSCORE", "k", "m"}}, {two, ",1.1\r\n"}, {{"ZADD", "k", "XX", "2", "m"}});
        row("score, infinite", {Kind::SetScore, "m", {}, "2", -1, "-inf"}, {{"ZCARD", "k"}, {"ZSCORE", "k", "m"}}, {two, ",-inf\r\n"}, {{"ZADD", "k", "XX", "2", "m"}});
        row("scored, new", {Kind::AddScored, "m", {}, "2", -1, {}}, {{"ZCARD", "k"}, {"ZSCORE", "k", "m"}}, {two, "_\r\n"}, {{"ZADD", "k", "NX", "2", "m"}});
        row("scored, renamed", {Kind::RenameScored, "m", "n", "1.5", -1, "1.5"}, {{"ZCARD", "k"}, {"ZSCORE", "k", "m"}, {"ZSCORE", "k", "n"}},
            {two, "$3\r\n1.5\r\n", nil}, {{"ZADD", "k", "NX", "1.5", "n"}, {"ZREM", "k", "m"}});
        row("scored, removed", {Kind::RemoveScored, "m", {}, {}, -1, "1"}, {{"ZCARD", "k"}, {"ZSCORE", "k", "m"}}, {two, "$1\r\n1\r\n"}, {{"ZREM", "k", "m"}});
    }
    void edits()
    {
        QFETCH(ValueEdit, edit);
        QFETCH(Commands, reads);
        QFETCH(QByteArrayList, replies);
        QFETCH(Commands, writes);
        EditPlan plan = planOf(edit);
        QCOMPARE(plan.reads(), reads);
        Replies answers;
        for (const QByteArray &text : replies)
            answers.push_back(ReplyShape::read(text));
        const auto decided = plan.decide(answers);
        QVERIFY2(decided, decided ? "" : decided.error().detail.constData());
        QCOMPARE(*decided, writes);
        QVERIFY(!plan.removesKey());
        // Nothing grows on a key that has gone, and nobody else's work is undone.
        answers[0] = ReplyShape::read(":0\r\n");
        QCOMPARE(codeOf(plan.decide(answers)), ErrorCode::NoSuchKey);
        answers[0] = tl::unexpected(Error::fromServer("WRONGTYPE Operation against a key holding the wrong kind of value"));
        QCOMPARE(codeOf(plan.decide(answers)), ErrorCode::WrongType);
        answers.pop_back();
        QCOMPARE(codeOf(plan.decide(answers)) == ErrorCode::None, false);
    }

    void whatChangedIsNotOverwritten()
    {
        const Replies theirs = repliesOf({":2\r\n", "$6\r\ntheirs\r\n", "$-1\r\n"});
        const Replies both(theirs.begin(), theirs.begin() + 2);
        for (const ValueEdit &edit : {ValueEdit{Kind::SetField, "f", {}, "b", -1, "a"}, ValueEdit{Kind::RemoveField, "f", {}, {}, -1, "a"},
                                      ValueEdit{Kind::SetElement, {}, {}, "b", 0, "a"}, ValueEdit{Kind::RemoveElement, {}, {}, {}, 0, "a"},
                                      ValueEdit{Kind::InsertBefore, {}, {}, "b", 0, "a"}, ValueEdit{Kind::SetScore, "m", {}, "2", -1, "1"}}) {
            EditPlan plan = planOf(edit);
            QCOMPARE(codeOf(plan.decide(both)), ErrorCode::ChangedSinceRead);
            QCOMPARE(plan.theirs()->bytes, QByteArray("theirs"));
        }
        QCOMPARE(codeOf(planOf({Kind::RenameField, "f", "g", "a", -1, "a"}).decide(theirs)), ErrorCode::ChangedSinceRead);
    }

    void namesThatAreTaken()
    {
        QCOMPARE(codeOf(planOf({Kind::AddField, "f", {}, "b", -1, {}}).decide(repliesOf({":2\r\n", "$1\r\na\r\n"}))), ErrorCode::KeyExists);
        QCOMPARE(codeOf(planOf({Kind::AddMember, "m", {}, {}, -1, {}}).decide(repliesOf({":2\r\n", ":1\r\n"}))), ErrorCode::KeyExists);
        QCOMPARE(codeOf(planOf({Kind::RenameField, "f", "g", "a", -1, "a"}).decide(repliesOf({":2\r\n", "$1\r\na\r\n", "$0\r\n\r\n"}))), ErrorCode::KeyExists);
        QCOMPARE(codeOf(planOf({Kind::ReplaceMember, "m", "n", {}, -1, "m"}).decide(repliesOf({":2\r\n", ":1\r\n", ":1\r\n"}))), ErrorCode::KeyExists);
    }

    void theLastElementIsToldAhead()
    {
        EditPlan plan = planOf({Kind::RemoveField, "f", {}, {}, -1, "a"});
        QVERIFY(plan.decide(repliesOf({":1\r\n", "$1\r\na\r\n"})));
        QVERIFY(plan.removesKey());
        QVERIFY(plan.decide(repliesOf({":2\r\n", "$-1\r\n"}))->empty());  // somebody removed it already
        QVERIFY(!plan.removesKey());
    }

    void keysAreMadeButNeverReplaced()
    {
        NewKey key{"k", ValueKind::Hash, "f", "v", std::chrono::milliseconds(1500)};
        QCOMPARE(creationReads(key), (Commands{{"EXISTS", "k"}}));
        QCOMPARE(*creationWrites(key, repliesOf({":0\r\n"})), (Commands{{"HSET", "k", "f", "v"}, {"PEXPIRE", "k", "1500"}}));
        QCOMPARE(codeOf(creationWrites(key, repliesOf({":1\r\n"}))), ErrorCode::KeyExists);
    }

    void scoresAreNumbers()
    {
        for (const char *good : {"1", "-1.5e300", " 2 ", "inf", "+INF", "-inf"})
            QVERIFY2(checkedScore(good), good);
        for (const char *bad : {"", "nan", "one", "1,5", "0x1", "1 2"})
            QVERIFY2(!checkedScore(bad), bad);
    }
};

QTEST_GUILESS_MAIN(TestEditPlan)
#include "tst_editplan.moc"
