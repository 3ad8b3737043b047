// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/OpenKey.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>

using namespace vermilion;
using namespace std::chrono_literals;
using State = ValuePresenter::State;
using Kind = ValueEdit::Kind;

/// Every type is read, edited, and read back by another connection, byte for byte, with its TTL.
class TestValueEdits : public QObject {
    Q_OBJECT

    RedisServer server;
    static constexpr qint64 Ttl = 1'000'000;  // ms
    const QByteArray binary = QByteArray("\0\xff\r\n\"\\ \xc3\xbc", 9);

    QByteArray cli(const QByteArrayList &command) { return server.cli(command); }
    void giveTtl(const QByteArray &key) { cli({"PEXPIRE", key, QByteArray::number(Ttl)}); }
    bool hasTtl(const QByteArray &key)
    {
        const qint64 left = cli({"PTTL", key}).toLongLong();
        return left > Ttl - 60'000 && left <= Ttl;
    }

private slots:
    void initTestCase() { QVERIFY(server.start()); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
        cli({"FLUSHALL"});
    }
    void cleanupTestCase() { shutdownIo(); }

    void strings_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("plain") << QByteArray("greeting") << QByteArray("hello");
        QTest::newRow("binary") << binary << binary;
        QTest::newRow("empty name") << QByteArray("") << QByteArray("x");
        QTest::newRow("empty value") << QByteArray("k") << QByteArray("");
        QTest::newRow("a million bytes") << QByteArray("k") << QByteArray(1'000'000, '\x80');
    }
    void strings()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        cli({"SET", key, "before"});
        giveTtl(key);
        OpenKey it(server.url());
        QVERIFY(it.open(key));
        QCOMPARE(it.presenter.state(), State::Ready);
        QCOMPARE(it.presenter.target().bytes, QByteArray("before"));
        QVERIFY(it.save(value));
        QVERIFY(!it.presenter.hasUnsavedEdits());
        QCOMPARE(cli({"GET", key}), value);
        QVERIFY(hasTtl(key));
        it.presenter.reload();
        QVERIFY(it.settled());
        QCOMPARE(it.presenter.target().bytes, value);
        QVERIFY(it.presenter.remaining() > 900s);
    }

    void hashes()
    {
        cli({"HSET", "h", "a", "1", binary, "2"});
        giveTtl("h");
        OpenKey it(server.url());
        QAbstractItemModelTester tester(it.presenter.table(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QVERIFY(it.open("h"));
        QCOMPARE(it.presenter.table()->rowCount(), 2);
        it.presenter.openCell(it.presenter.table()->find(binary));
        QVERIFY(it.save(binary + "!"));
        QCOMPARE(cli({"HGET", "h", binary}), binary + "!");
        QVERIFY(it.saving([&] { it.presenter.editCell(it.presenter.table()->find("a"), 0, "z"); }));
        QCOMPARE(cli({"HGET", "h", "z"}), QByteArray("1"));
        QCOMPARE(cli({"HEXISTS", "h", "a"}), QByteArray("0"));
        QVERIFY(it.saving([&] { it.presenter.add({Kind::AddField, "new", {}, "v", -1, {}}); }));
        QTRY_COMPARE(it.presenter.table()->rowCount(), 3);
        QVERIFY(!it.saving([&] { it.presenter.add({Kind::AddField, "new", {}, "other", -1, {}}); }));
        QCOMPARE(it.errors.last().code, ErrorCode::KeyExists);
        QCOMPARE(cli({"HGET", "h", "new"}), QByteArray("v"));
        QVERIFY(it.settled());
        QVERIFY(it.saving([&] { it.presenter.removeRow(it.presenter.table()->find("new")); }));
        QCOMPARE(cli({"HLEN", "h"}), QByteArray("2"));
        QVERIFY(hasTtl("h"));
    }

    void lists()
    {
        cli({"RPUSH", "l", "same", "same", "same", "end"});
        giveTtl("l");
        OpenKey it(server.url());
        QVERIFY(it.open("l"));
        it.presenter.openCell(1);
        QVERIFY(it.save(binary));
        QCOMPARE(cli({"LINDEX", "l", "1"}), binary);
        QVERIFY(it.saving([&] { it.presenter.removeRow(2); }));
        QCOMPARE(cli({"LLEN", "l"}), QByteArray("3"));
        QCOMPARE(cli({"LINDEX", "l", "0"}), QByteArray("same"));
        QCOMPARE(cli({"LINDEX", "l", "2"}), QByteArray("end"));
        QVERIFY(it.saving([&] { it.presenter.add({Kind::InsertBefore, {}, {}, "in", 2, "end"}); }));
        QVERIFY(it.saving([&] { it.presenter.add({Kind::PushHead, {}, {}, "first", -1, {}}); }));
        QVERIFY(it.saving([&] { it.presenter.add({Kind::PushTail, {}, {}, "last", -1, {}}); }));
        QCOMPARE(cli({"LRANGE", "l", "0", "-1"}), "first\nsame\n" + binary + "\nin\nend\nlast");
        QVERIFY(hasTtl("l"));
    }

    void sets()
    {
        cli({"SADD", "s", "only"});
        giveTtl("s");
        OpenKey it(server.url());
        QVERIFY(it.open("s"));
        it.presenter.openCell(0);
        QVERIFY(it.save(binary));
        QCOMPARE(cli({"SMEMBERS", "s"}), binary);
        QVERIFY(hasTtl("s"));
        QVERIFY(it.saving([&] { it.presenter.add({Kind::AddMember, "two", {}, {}, -1, {}}); }));
        QCOMPARE(cli({"SCARD", "s"}), QByteArray("2"));
    }

    void sortedSets()
    {
        cli({"ZADD", "z", "1.1", "a", "2", binary});
        giveTtl("z");
        OpenKey it(server.url());
        QVERIFY(it.open("z"));
        QCOMPARE(it.presenter.table()->index(0, 1).data().toString(), QStringLiteral("1.1"));
        QVERIFY(it.saving([&] { it.presenter.editCell(0, 1, "-inf"); }));
        QCOMPARE(cli({"ZSCORE", "z", "a"}), QByteArray("-inf"));
        QVERIFY(!it.saving([&] { it.presenter.editCell(0, 1, "many"); }));
        QCOMPARE(it.errors.last().code, ErrorCode::InvalidInput);
        it.presenter.openCell(it.presenter.table()->find(binary));
        QVERIFY(it.save("renamed"));
        QCOMPARE(cli({"ZSCORE", "z", "renamed"}), QByteArray("2"));
        QVERIFY(it.saving([&] { it.presenter.add({Kind::AddScored, "new", {}, "7", -1, {}}); }));
        QCOMPARE(cli({"ZRANGE", "z", "0", "-1"}), QByteArray("a\nrenamed\nnew"));
        QVERIFY(hasTtl("z"));
    }

    void theLastElementTakesTheKey()
    {
        cli({"HSET", "h", "only", "1"});
        OpenKey it(server.url());
        QVERIFY(it.open("h"));
        QSignalSpy deleted(&it.presenter, &ValuePresenter::keyDeleted), notices(&it.presenter, &ValuePresenter::notice);
        QVERIFY(it.saving([&] { it.presenter.removeRow(0); }));
        QCOMPARE(it.presenter.state(), State::Gone);
        QCOMPARE(deleted.size(), 1);
        QCOMPARE(notices.size(), 1);
        QVERIFY(it.questions.last().text.contains(QStringLiteral("last")));
    }

    void streamsAreShown()
    {
        cli({"XADD", "x", "1-1", "f", "v", "g", "w"});
        cli({"XGROUP", "CREATE", "x", "workers", "0"});
        OpenKey it(server.url());
        QVERIFY(it.open("x"));
        QCOMPARE(it.presenter.table()->row(0).name, QByteArray("1-1"));
        QCOMPARE(it.presenter.table()->row(0).value, QByteArray("f = v\ng = w"));
        QVERIFY(it.presenter.note().startsWith("workers"));
        QVERIFY(!it.presenter.isEditable());
    }

    void aLongStringOpensByItsFirstRange()
    {
        const QByteArray big(20 << 20, 'x');
        cli({"SET", "big", big});
        OpenKey it(server.url());
        QVERIFY(it.open("big"));
        QCOMPARE(it.presenter.target().bytes.size(), ValuePager::FirstRange);
        QVERIFY(!it.presenter.target().isEditable);
        QCOMPARE(it.presenter.progressText(), QStringLiteral("The first 256 KiB of 20.0 MiB"));
        it.presenter.loadMore();
        QVERIFY(it.settled());
        QCOMPARE(it.presenter.target().bytes.size(), ValuePager::FirstRange + ValuePager::PageBytes);
    }

    void aHugeHashOpensByItsFirstPage()
    {
        cli({"EVAL", "for i=1,200000 do redis.call('HSET', KEYS[1], 'field:'..i, i) end", "1", "huge"});
        OpenKey it(server.url());
        QVERIFY(it.open("huge"));
        const int rows = it.presenter.table()->rowCount();
        QVERIFY(rows >= 1000 && rows <= 5000);
        QVERIFY(it.presenter.progressText().endsWith(QStringLiteral("of 200,000 fields")));
        QVERIFY(it.presenter.table()->canFetchMore({}));
        it.presenter.table()->fetchMore({});
        QVERIFY(it.settled());
        QVERIFY(it.presenter.table()->rowCount() > rows);
        it.presenter.search("field:199999");
        QVERIFY(it.settled());
        QCOMPARE(it.presenter.table()->rowCount(), 1);
        QCOMPARE(it.presenter.table()->row(0).value, QByteArray("199999"));
        QCOMPARE(it.presenter.progressText(), QStringLiteral("1 found in 200,000 fields"));
    }

    void keysAreMadeRenamedAndDeleted()
    {
        OpenKey it(server.url());
        QVERIFY(it.ready());
        KeyCommands *commands = it.presenter.commands();
        QSignalSpy created(commands, &KeyCommands::created), renamed(commands, &KeyCommands::renamed), removed(commands, &KeyCommands::removed),
            failed(commands, &KeyCommands::failed);
        commands->create({"new", ValueKind::Hash, "f", binary, 60'000ms});
        QTRY_COMPARE_WITH_TIMEOUT(created.size(), 1, OpenKey::Soon);
        QCOMPARE(cli({"HGET", "new", "f"}), binary);
        QVERIFY(cli({"PTTL", "new"}).toLongLong() > 30'000);
        commands->create({"new", ValueKind::String, {}, "x", {}});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, OpenKey::Soon);
        QCOMPARE(it.errors.last().code, ErrorCode::KeyExists);
        QCOMPARE(cli({"TYPE", "new"}), QByteArray("hash"));

        cli({"SET", "other", "1"});
        it.answer = false;
        commands->rename("new", "other");
        QTRY_COMPARE_WITH_TIMEOUT(it.questions.size(), 1, OpenKey::Soon);
        QCOMPARE(cli({"GET", "other"}), QByteArray("1"));
        it.answer = true;
        commands->rename("new", "other");
        QTRY_COMPARE_WITH_TIMEOUT(renamed.size(), 1, OpenKey::Soon);
        QCOMPARE(cli({"TYPE", "other"}), QByteArray("hash"));
        commands->remove("other");
        QTRY_COMPARE_WITH_TIMEOUT(removed.size(), 1, OpenKey::Soon);
        QCOMPARE(cli({"EXISTS", "other"}), QByteArray("0"));
    }

    void timesToLive()
    {
        cli({"SET", "k", "v"});
        OpenKey it(server.url());
        QVERIFY(it.open("k"));
        QVERIFY(it.presenter.details().isPersistent());
        KeyCommands *commands = it.presenter.commands();
        commands->setTtl("k", {TtlChange::Kind::In, 90s});
        QTRY_VERIFY_WITH_TIMEOUT(it.presenter.remaining() > 60s, OpenKey::Soon);
        commands->setTtl("k", {TtlChange::Kind::Never, {}});
        QTRY_VERIFY_WITH_TIMEOUT(!it.presenter.expiresAt(), OpenKey::Soon);
        QCOMPARE(cli({"PTTL", "k"}), QByteArray("-1"));
        it.answer = false;
        commands->setTtl("k", {TtlChange::Kind::In, 0s});
        QCOMPARE(it.questions.size(), 1);
        it.answer = true;
        commands->setTtl("k", {TtlChange::Kind::In, 300ms});
        QTRY_COMPARE_WITH_TIMEOUT(it.presenter.state(), State::Gone, OpenKey::Soon);
    }

    void productionAsksForTheName()
    {
        cli({"SET", "k", "v"});
        OpenKey it(server.url(), {{}, {false, true}, QStringLiteral("shop")});
        QVERIFY(it.open("k"));
        it.presenter.commands()->remove("k");
        QCOMPARE(it.questions.last().typeToConfirm, QStringLiteral("shop"));
        QTRY_COMPARE_WITH_TIMEOUT(it.presenter.state(), State::Gone, OpenKey::Soon);
    }
};

QTEST_GUILESS_MAIN(TestValueEdits)
#include "tst_valueedits.moc"
