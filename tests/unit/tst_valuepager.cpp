// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ReplyShapes.h"
#include "values/KeyDetails.h"
#include "values/ValuePager.h"

#include <QRegularExpression>
#include <QTest>

using namespace vermilion;
using Commands = std::vector<QByteArrayList>;
using Replies = std::vector<Result<Reply>>;

namespace {

Replies repliesOf(const QByteArrayList &texts)
{
    Replies replies;
    for (const QByteArray &text : texts) {
        if (text.startsWith('-'))
            replies.push_back(tl::unexpected(Error::fromServer(text.mid(1).trimmed())));
        else
            replies.push_back(ReplyShape::read(text));
    }
    return replies;
}

/// "name=value@index" a row.
QByteArrayList linesOf(const ValuePage &page)
{
    QByteArrayList lines;
    for (const ValueRow &row : page.rows)
        lines += row.name + '=' + row.value + '@' + QByteArray::number(row.index);
    return lines;
}

QByteArray bulk(const QByteArray &bytes) { return '$' + QByteArray::number(bytes.size()) + "\r\n" + bytes + "\r\n"; }

QByteArray array(const QByteArrayList &elements)
{
    QByteArray resp = '*' + QByteArray::number(elements.size()) + "\r\n";
    for (const QByteArray &element : elements)
        resp += bulk(element);
    return resp;
}

}  // namespace

/// What is asked page by page, and what the answers of both protocols mean.
class TestValuePager : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void stringsComeInRanges()
    {
        const auto pager = ValuePager::create(ValueKind::String, "k");
        QCOMPARE(pager->next(), (Commands{{"STRLEN", "k"}, {"GETRANGE", "k", "0", "262143"}}));
        const QByteArray first(ValuePager::FirstRange, 'x');
        QCOMPARE(pager->take(repliesOf({":262146\r\n", bulk(first)}))->bytes, first);
        QCOMPARE(pager->total(), 262146);
        QVERIFY(!pager->atEnd());
        QCOMPARE(pager->next()[1], (QByteArrayList{"GETRANGE", "k", "262144", QByteArray::number(262144 + (1 << 20) - 1)}));
        // Another length means another value: its parts must not be put together.
        QCOMPARE(pager->take(repliesOf({":7\r\n", "$0\r\n\r\n"})).error().code, ErrorCode::ChangedSinceRead);
        QCOMPARE(pager->take(repliesOf({":262146\r\n", "$2\r\nab\r\n"}))->bytes, QByteArray("ab"));
        QVERIFY(pager->atEnd() && pager->next().empty());
    }

    void hashesAreScanned()
    {
        const auto pager = ValuePager::create(ValueKind::Hash, "k", 500);
        QCOMPARE(pager->next(), (Commands{{"HLEN", "k"}, {"HSCAN", "k", "0", "COUNT", "2000"}}));
        const auto page = pager->take(repliesOf({":3\r\n", "*2\r\n$2\r\n17\r\n" + array({"a", QByteArray("\0\xff", 2), "b", "2"})}));
        QCOMPARE(linesOf(*page), (QByteArrayList{QByteArray("a=\0\xff@-1", 7), "b=2@-1"}));
        QVERIFY(!pager->atEnd());
        QCOMPARE(pager->next()[1].mid(0, 3), (QByteArrayList{"HSCAN", "k", "17"}));
        // A cursor may give an element twice.
        const auto rest = pager->take(repliesOf({":3\r\n", "*2\r\n$1\r\n0\r\n" + array({"b", "2", "c", "3"})}));
        QCOMPARE(linesOf(*rest), QByteArrayList{"c=3@-1"});
        QVERIFY(pager->atEnd());
        QCOMPARE(pager->looked(), 3);
    }

    void lengthMayBeRefused()
    {
        const auto pager = ValuePager::create(ValueKind::Set, "k");
        QCOMPARE(pager->next()[1].front(), QByteArray("SSCAN"));
        const auto page = pager->take(repliesOf({"-NOPERM no\r\n", "*2\r\n$1\r\n0\r\n" + array({"a"})}));
        QCOMPARE(linesOf(*page), QByteArrayList{"a=@-1"});
        QCOMPARE(pager->total(), -1);
        QCOMPARE(ValuePager::create(ValueKind::Set, "k")->take(repliesOf({":1\r\n", "-NOPERM no\r\n"})).error().code, ErrorCode::NoPermission);
    }

    void sortedSetsInBothProtocols_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("RESP2") << array({"a", "1.1", "b", "3", "c", "inf"});
        QTest::newRow("RESP3") << QByteArray("*3\r\n*2\r\n$1\r\na\r\n,1.1\r\n*2\r\n$1\r\nb\r\n,3\r\n*2\r\n$1\r\nc\r\n,inf\r\n");
    }
    void sortedSetsInBothProtocols()
    {
        QFETCH(QByteArray, reply);
        const auto pager = ValuePager::create(ValueKind::SortedSet, "k", 500);
        QCOMPARE(pager->next(), (Commands{{"ZCARD", "k"}, {"ZRANGE", "k", "0", "1999", "WITHSCORES"}}));
        QCOMPARE(linesOf(*pager->take(repliesOf({":3\r\n", reply}))), (QByteArrayList{"a=1.1@0", "b=3@1", "c=inf@2"}));
        QVERIFY(pager->atEnd());
    }

    void searchesUseTheServersPatterns()
    {
        QCOMPARE(searchPattern("a[b]"), QByteArray("*a\\[b\\]*"));
        QCOMPARE(searchPattern("a*"), QByteArray("a*"));
        QCOMPARE(searchPattern({}), QByteArray());
        const auto scored = ValuePager::create(ValueKind::SortedSet, "k", -1, -1, "*a*");
        QCOMPARE(scored->next()[1], (QByteArrayList{"ZSCAN", "k", "0", "COUNT", "2000", "MATCH", "*a*"}));
        QCOMPARE(linesOf(*scored->take(repliesOf({":9\r\n", "*2\r\n$1\r\n0\r\n" + array({"a", "1.5"})}))), QByteArrayList{"a=1.5@-1"});
        QCOMPARE(scored->looked(), 9);
        // No command searches a list: it is read and looked through here.
        const auto list = ValuePager::create(ValueKind::List, "k", 500, -1, "*a*");
        QCOMPARE(list->next()[1], (QByteArrayList{"LRANGE", "k", "0", "1999"}));
        QCOMPARE(linesOf(*list->take(repliesOf({":3\r\n", array({"x", "ya", "z"})}))), QByteArrayList{"=ya@1"});
        QCOMPARE(list->looked(), 3);
    }

    void pagesFollowTheSizeOfElements()
    {
        QCOMPARE(PageBudget(-1, -1).count(), 100);
        QCOMPARE(PageBudget(500, -1).count(), ValuePager::MostRows);
        QCOMPARE(PageBudget(600 << 20, 2000).count(), 3);  // 300 KiB each
        QCOMPARE(PageBudget(qint64(8) << 30, 2).count(), 1);
        const auto pager = ValuePager::create(ValueKind::List, "k", 600 << 20, 2000);
        QCOMPARE(pager->next()[1], (QByteArrayList{"LRANGE", "k", "0", "2"}));
        QVERIFY(pager->take(repliesOf({":2000\r\n", array({"a", "b", "c"})})));
        QCOMPARE(pager->next()[1], (QByteArrayList{"LRANGE", "k", "3", "2002"}));  // they were small after all
    }

    void streamsInBothProtocols_data()
    {
        QTest::addColumn<QByteArray>("groups");
        QTest::newRow("RESP2") << QByteArray("*1\r\n*6\r\n$4\r\nname\r\n$7\r\nworkers\r\n$9\r\nconsumers\r\n:2\r\n$7\r\npending\r\n:5\r\n");
        QTest::newRow("RESP3") << QByteArray("*1\r\n%3\r\n$4\r\nname\r\n$7\r\nworkers\r\n$9\r\nconsumers\r\n:2\r\n$7\r\npending\r\n:5\r\n");
    }
    void streamsInBothProtocols()
    {
        QFETCH(QByteArray, groups);
        const auto entry = [](const QByteArray &id, const QByteArrayList &fields) -> QByteArray { return "*2\r\n" + bulk(id) + array(fields); };
        const auto pager = ValuePager::create(ValueKind::Stream, "k", 4 << 20, 8);  // two entries a page
        QCOMPARE(pager->next(), (Commands{{"XLEN", "k"}, {"XRANGE", "k", "-", "+", "COUNT", "3"}, {"XINFO", "GROUPS", "k"}}));
        const auto page = pager->take(repliesOf({":4\r\n", "*3\r\n" + entry("1-0", {"f", "v", "g", "\n"}) + entry("2-0", {"f", "v"}) + entry("3-0", {}), groups}));
        QCOMPARE(linesOf(*page), (QByteArrayList{"1-0=f = v\ng = \\n@-1", "2-0=f = v@-1", "3-0=@-1"}));
        QCOMPARE(page->note, QByteArray("workers (2, 5)"));
        QVERIFY(!pager->atEnd());
        // From the last one on, which comes again; the groups are asked for once.
        const Commands more = pager->next();
        QCOMPARE(more.size(), size_t(2));
        QCOMPARE(more[1].mid(0, 4), (QByteArrayList{"XRANGE", "k", "3-0", "+"}));
        const auto rest = pager->take(repliesOf({":4\r\n", "*2\r\n" + entry("3-0", {}) + entry("4-0", {"f", "v"})}));
        QCOMPARE(linesOf(*rest), QByteArrayList{"4-0=f = v@-1"});
        QVERIFY(pager->atEnd());
    }

    void groupsMayBeRefused()
    {
        const auto pager = ValuePager::create(ValueKind::Stream, "k");
        QVERIFY(!pager->next().empty());
        const auto page = pager->take(repliesOf({":0\r\n", "*0\r\n", "-NOPERM no\r\n"}));
        QVERIFY(page && page->note.isEmpty() && pager->atEnd());
    }

    void othersAreNotPaged()
    {
        QVERIFY(!ValuePager::create(ValueKind::Other, "k"));
        QVERIFY(!ValuePager::create(ValueKind::None, "k"));
    }

    void details()
    {
        const KeyDetailsPlan plan("k", {{"object|freq", Error{ErrorCode::NoPermission, "no", {}}}});
        QCOMPARE(plan.commands(), (Commands{{"TYPE", "k"}, {"PTTL", "k"}, {"OBJECT", "ENCODING", "k"}, {"MEMORY", "USAGE", "k"}, {"OBJECT", "IDLETIME", "k"}}));
        const auto details = plan.take(repliesOf({"+zset\r\n", ":1500\r\n", bulk("listpack"), "$-1\r\n", "-ERR An LFU maxmemory policy is selected\r\n"}));
        QVERIFY(details);
        QCOMPARE(details->kind, ValueKind::SortedSet);
        QCOMPARE(details->ttl, std::chrono::milliseconds(1500));
        QCOMPARE(details->encoding, QByteArray("listpack"));
        QCOMPARE(details->memory, -1);
        QVERIFY(details->refusals.contains("object|freq") && details->refusals.contains("object|idletime"));
        QVERIFY(!plan.take(repliesOf({"+none\r\n"})));
        QCOMPARE(plan.take(repliesOf({"-NOPERM no\r\n", ":1\r\n", ":1\r\n", ":1\r\n", ":1\r\n"})).error().code, ErrorCode::NoPermission);
    }
};

QTEST_GUILESS_MAIN(TestValuePager)
#include "tst_valuepager.moc"
