// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoBytes.h"
#include "demo/DemoData.h"
#include "demo/DemoTraffic.h"

#include <QCryptographicHash>
#include <QMap>
#include <QSet>
#include <QTest>

using namespace vermilion;

namespace {

struct Tally {
    QMap<int, QSet<QByteArray>> keys;
    QSet<QByteArray> writers;
    QByteArray digest;
    qsizetype bigHashFields = 0;
    qsizetype bigStringBytes = 0;
    size_t largestBatch = 0;
};

QByteArray keyOf(const QByteArrayList &command) { return command.at(command.first() == "XGROUP" ? 2 : 1); }

Tally readAll()
{
    DemoData data;
    Tally tally;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (DemoData::Batch batch = data.next(); !batch.commands.empty(); batch = data.next()) {
        tally.largestBatch = std::max(tally.largestBatch, batch.commands.size());
        for (const QByteArrayList &command : batch.commands) {
            for (const QByteArray &part : command)
                hash.addData(part);
            tally.writers << command.first();
            if (command.first() == "XREADGROUP")
                continue;
            const QByteArray key = keyOf(command);
            tally.keys[batch.database] << key;
            if (key == DemoData::BigHash)
                tally.bigHashFields += (command.size() - 2) / 2;
            if (key == DemoData::BigString)
                tally.bigStringBytes = command.at(2).size();
        }
    }
    tally.digest = hash.result();
    if (data.stepsDone() != data.steps())
        QTest::qFail("some steps were not made", __FILE__, __LINE__);
    return tally;
}

}  // namespace

class TestDemoData : public QObject {
    Q_OBJECT
private slots:
    void holdsWhatIsPromised();
    void isTheSameInEveryRun();
    void batchesStaySmall();
    void gzipIsWhatOthersWrite();
    void messagePackFollowsTheSpecification();
    void protobufFollowsTheSpecification();
    void trafficLeavesTheDataAlone();
};

void TestDemoData::holdsWhatIsPromised()
{
    const Tally tally = readAll();
    QCOMPARE(tally.keys.keys(), (QList<int>{0, 1, 2}));
    qsizetype total = 0;
    for (const auto &keys : tally.keys)
        total += keys.size();
    QVERIFY2(total > 60'000 && total < 100'000, QByteArray::number(total));
    QCOMPARE(tally.bigHashFields, DemoData::BigHashFields);
    QCOMPARE(tally.bigStringBytes, DemoData::BigStringBytes);
    QVERIFY(tally.keys[0].contains(DemoData::ShowcaseKey));
    QVERIFY(tally.keys[0].contains(QByteArray("", 0)));
    for (const char *writer : {"SET", "HSET", "RPUSH", "LPUSH", "SADD", "ZADD", "XADD", "PFADD", "SETBIT", "GEOADD", "XGROUP"})
        QVERIFY2(tally.writers.contains(writer), writer);
}

void TestDemoData::isTheSameInEveryRun() { QCOMPARE(readAll().digest, readAll().digest); }

void TestDemoData::batchesStaySmall() { QVERIFY(readAll().largestBatch < 1000); }

void TestDemoData::gzipIsWhatOthersWrite()
{
    // printf hello | gzip -n ends with this CRC-32 and this length.
    const QByteArray gzip = gzipped("hello");
    QVERIFY(gzip.startsWith("\x1f\x8b\x08"));
    QCOMPARE(gzip.right(8), QByteArray::fromHex("86a6103605000000"));
}

void TestDemoData::messagePackFollowsTheSpecification()
{
    MessagePackWriter writer;
    writer.map(2).text("compact").flag(true).text("schema").number(0);
    QCOMPARE(writer.bytes(), QByteArray("\x82\xa7" "compact\xc3\xa6" "schema\x00", 18));
    MessagePackWriter wide;
    wide.text(QByteArray(40, 'x')).number(-1).real(1.0);
    QCOMPARE(wide.bytes().first(3).toHex(), "da0028");
    QCOMPARE(wide.bytes().sliced(43).toHex(), "d3ffffffffffffffff" "cb3ff0000000000000");
}

void TestDemoData::protobufFollowsTheSpecification()
{
    // The example of the encoding guide: field 1 = 150.
    ProtobufWriter writer;
    writer.varint(1, 150).bytes(2, "testing");
    QCOMPARE(writer.message().toHex(), "089601" "120774657374696e67");
}

void TestDemoData::trafficLeavesTheDataAlone()
{
    const QSet<QByteArray> keys = readAll().keys[0];
    const QSet<QByteArray> shared{"counter:requests", "events:jobs"};
    DemoTraffic traffic;
    for (int tick = 0; tick < 200; ++tick) {
        for (const QByteArrayList &command : traffic.next()) {
            const QByteArray &key = command.at(1);
            QVERIFY2(!keys.contains(key) || shared.contains(key), key);
        }
    }
}

QTEST_GUILESS_MAIN(TestDemoData)
#include "tst_demodata.moc"
