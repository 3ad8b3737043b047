// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Bytes.h"
#include "values/Codec.h"
#include "values/Expiry.h"
#include "values/JsonFormat.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace vermilion;
using namespace std::chrono_literals;

/// Codecs give back the bytes that they were given, or refuse; whatever comes, they end.
class TestCodecs : public QObject {
    Q_OBJECT

    static QByteArray repeated(const QByteArray &part, int times) { return part.repeated(times); }

    /// qCompress() writes a zlib stream behind four bytes of length.
    static QByteArray zlibOf(const QByteArray &bytes) { return qCompress(bytes + "0123456789").mid(4); }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void detects_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("empty") << QByteArray("") << QByteArray("text");
        QTest::newRow("word") << QByteArray("hello") << QByteArray("text");
        QTest::newRow("number") << QByteArray("9007199254740993") << QByteArray("text");
        QTest::newRow("umlaut") << QByteArray("gr\xc3\xbc\xc3\x9f") << QByteArray("text");
        QTest::newRow("windows lines") << QByteArray("a\r\nb\r\n") << QByteArray("text");
        QTest::newRow("mixed lines") << QByteArray("a\r\nb\n") << QByteArray("escaped");
        QTest::newRow("lone return") << QByteArray("a\rb") << QByteArray("escaped");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf""abcdefgh") << QByteArray("escaped");
        QTest::newRow("line separator") << QByteArray("some words\xe2\x80\xa8here") << QByteArray("escaped");
        QTest::newRow("object") << QByteArray("{\"a\":1}") << QByteArray("json");
        QTest::newRow("array") << QByteArray(" [1,2]") << QByteArray("json");
        QTest::newRow("broken object") << QByteArray("{\"a\":1") << QByteArray("text");
        QTest::newRow("zero") << QByteArray("\0\1\2\3", 4) << QByteArray("hex");
        QTest::newRow("text with a zero") << QByteArray("hello world\0!", 13) << QByteArray("escaped");
        QTest::newRow("msgpack map") << QByteArray("\x81\xa1""a\xcd\x01\x00", 6) << QByteArray("msgpack");
        QTest::newRow("zlib") << zlibOf("x") << QByteArray("compressed");
    }
    void detects()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, id);
        QCOMPARE(detectCodec(view(bytes))->id(), id);
    }

    void compressedShowsWhatIsInside()
    {
        const QByteArray json = qCompress("{\"b\":[1]}").mid(4);
        QCOMPARE(*compressedCodec().decode(view(json)), QStringLiteral("{\n  \"b\": [\n    1\n  ]\n}"));
        QVERIFY(!compressedCodec().decode(view(json.left(json.size() - 3))));
        QVERIFY(!compressedCodec().encode(QStringLiteral("x"), view(json)));
        const QByteArray bomb = qCompress(QByteArray(64 << 20, 'a'), 9).mid(4);
        QCOMPARE(compressedCodec().decode(view(bomb)).error().code, ErrorCode::TooLarge);
    }

    void aCutCharacterIsStillText()
    {
        const QByteArray text = QByteArray("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80 a\r\n");
        for (qsizetype cut = 1; cut <= text.size(); ++cut) {
            const QByteArray first = text.left(cut);
            const Decoded decoded = decodeValue(view(first), {nullptr, true, true});
            QCOMPARE(decoded.codec->id(), QByteArray("text"));
            QVERIFY(QString::fromUtf8(text).startsWith(*decoded.text) || cut == text.size());
            QVERIFY(decoded.text->toUtf8().size() > cut - 4);
        }
        QCOMPARE(decodeValue("some words and then a\xff", {nullptr, true, true}).codec->id(), QByteArray("escaped"));
        QCOMPARE(decodeValue("some words and then \xc3").codec->id(), QByteArray("escaped"));
        // Hex shows what there is, to the last byte.
        QCOMPARE(*decodeValue("a\xc3", {&hexCodec(), true, true}).text, QStringLiteral("61 c3"));
    }

    void wishesAreMetWhereTheySuit()
    {
        QCOMPARE(decodeValue("{}", {&hexCodec(), false, false}).codec, &hexCodec());
        QCOMPARE(decodeValue("words", {&jsonCodec(), false, false}).codec, &textCodec());
        QVERIFY(!decodeValue("words", {&jsonCodec(), true, false}).text);
    }

    void longLinesAreBrokenForShowOnly()
    {
        QByteArray bytes = QByteArray("short\n") + repeated("\xf0\x9f\x98\x80 1234567 ", 40'000) + "\nend";
        const Decoded shown = decodeValue(view(bytes));
        QVERIFY(shown.isBroken);
        qsizetype longest = 0;
        for (const QString &line : shown.text->split(u'\n')) {
            QVERIFY(line.isValidUtf16());
            longest = std::max(longest, line.size());
        }
        QCOMPARE(longest, Decoded::BrokenLine);
        QString joined = *shown.text;
        QCOMPARE(joined.remove(u'\n'), QString::fromUtf8(bytes).remove(u'\n'));
        // Escaped needs no such breaks: line ends in it are not part of the value.
        const Decoded escaped = decodeValue(view(bytes), {&escapedCodec(), true, false});
        QVERIFY(!escaped.isBroken);
        QCOMPARE(*escapedCodec().encode(*escaped.text, view(bytes)), bytes);
        QVERIFY(!decodeValue(view(QByteArray(Decoded::LongestLine, 'x'))).isBroken);
    }

    void roundTrips_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all += char(i);
        const QList<QByteArray> values{
            "", "a", all, repeated(all, 40), "\n", "\r\n", "\r", "a\n\nb\n", "\\", "\\n", "\\x41", "{\"a\":1}", "{ \"a\" : [ ] }",
            "[12345678901234567890, 1.10, 1e400, -0]", "{\"a\":1,\"a\":2}", "\"\\u00e9\\/\"", "[\"\\ud83d\\ude00\"]", "\xc2\xa0nbsp\xc2\xa0",
            "\xef\xbb\xbf{}", "\xe2\x80\xa9", "\xf0\x9f\x98\x80", "\xed\xa0\x80", "\xff\xfe", QByteArray("\0", 1), "tab\tend", "[\n  1,\n  2\n]\n"};
        for (int i = 0; i < values.size(); ++i) {
            QTest::newRow(QByteArray::number(i).constData()) << values[i];
        }
    }
    void roundTrips()
    {
        QFETCH(QByteArray, bytes);
        for (const Codec *codec : codecs()) {
            const Result<QString> text = codec->decode(view(bytes));
            if (!text || !codec->canEncode())
                continue;
            const Result<QByteArray> back = codec->encode(*text, view(bytes));
            QVERIFY2(back && *back == bytes, codec->id().constData());
        }
        QVERIFY(decodeValue(view(bytes)).text.has_value());
    }

    void jsonEditsKeepTheRest()
    {
        const auto edited = [](const QByteArray &original, const QString &from, const QString &to) {
            QString text = *jsonCodec().decode(view(original));
            return *jsonCodec().encode(text.replace(from, to), view(original));
        };
        const QString one = QStringLiteral("1"), two = QStringLiteral("2");
        QCOMPARE(edited("{\"a\":1,\"n\":9007.10,\"s\":\"\\u00e9 , :\"}", QStringLiteral(": 1,"), QStringLiteral(": 2,")),
                 QByteArray("{\"a\":2,\"n\":9007.10,\"s\":\"\\u00e9 , :\"}"));
        QCOMPARE(edited("{\"a\": 1, \"b\": []}", one, two), QByteArray("{\"a\": 2, \"b\": []}"));
        QCOMPARE(jsonCodec().encode(QStringLiteral("{"), "{}").error().code, ErrorCode::InvalidInput);
    }

    void hostileJsonEnds()
    {
        const QByteArray deep(500'000, '[');
        QCOMPARE(detectCodec(view(deep))->id(), QByteArray("text"));
        const QByteArray closed = deep + QByteArray(500'000, ']');
        QVERIFY(!jsonCodec().decode(view(closed)) || jsonCodec().decode(view(closed))->size() < Codec::MostOutput + 1000);
        QVERIFY(!checkJson(std::string_view("{}\0x", 4)));
        QVERIFY(!checkJson("\"\xff\""));
        QVERIFY(!checkJson("{} {}"));
    }

    void messagePackReadsEveryType()
    {
        const QByteArray bytes = QByteArray::fromHex("dc000c" "c0" "c2" "c3" "7f" "ff" "cdffff" "d3ffffffffffffffff" "ca3fc00000" "cb3ff8000000000000" "a2c3bc" "c40201ff" "d40509");
        const Result<QString> text = messagePackCodec().decode(view(bytes));
        QVERIFY(text);
        for (const QString &part : {QStringLiteral("null"), QStringLiteral("65535"), QStringLiteral("1.5"), QString::fromUtf8("\"\xc3\xbc\""),
                                    QStringLiteral("bytes(01 ff)"), QStringLiteral("extension 5 (09)")})
            QVERIFY2(text->contains(part), qPrintable(part));
        for (qsizetype cut = 0; cut < bytes.size(); ++cut)
            QVERIFY(!messagePackCodec().decode(view(bytes.left(cut))));
        QVERIFY(!messagePackCodec().decode(view(QByteArray::fromHex("ddffffffff"))));
        QVERIFY(!messagePackCodec().decode(view(QByteArray(200, char(0x91)) + '\1')));
    }

    void garbageEnds()
    {
        QRandomGenerator random(20261121);
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes(random.bounded(200), '\0');
            for (char &c : bytes)
                c = char(random.bounded(round % 3 ? 256 : 128));
            if (round % 5 == 0)
                bytes.prepend("\x1f\x8b\x08");
            for (const Codec *codec : codecs()) {
                const Result<QString> text = codec->decode(view(bytes));
                if (text && codec->canEncode())
                    QCOMPARE(codec->encode(*text, view(bytes)).value_or("refused"), bytes);
            }
        }
    }

    void timesAreUnderstood()
    {
        QCOMPARE(TtlChange::parsed(QStringLiteral("15m"))->time, 15min);
        QCOMPARE(TtlChange::parsed(QStringLiteral("90"))->time, 90s);
        QVERIFY(TtlChange::parsed(QStringLiteral("0"))->deletesAt(1s));
        QVERIFY(TtlChange::parsed(QStringLiteral(" -1 "))->deletesAt(1s));
        QVERIFY(!TtlChange::parsed(QStringLiteral("soon")));
        QVERIFY((TtlChange{TtlChange::Kind::At, 5s}.deletesAt(5s)));
        QVERIFY(!(TtlChange{TtlChange::Kind::At, 6s}.deletesAt(5s)));
        QCOMPARE((TtlChange{TtlChange::Kind::At, 1234ms}.command("k")), (QByteArrayList{"PEXPIREAT", "k", "1234"}));
        QCOMPARE((TtlChange{TtlChange::Kind::In, 1500ms}.command("k")), (QByteArrayList{"PEXPIRE", "k", "1500"}));
        QCOMPARE((TtlChange{TtlChange::Kind::Never, {}}.command("k")), (QByteArrayList{"PERSIST", "k"}));
    }
};

QTEST_GUILESS_MAIN(TestCodecs)
#include "tst_codecs.moc"
