// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Bytes.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace vermilion;

class TestBytes : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void printable_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("session:web:1") << QStringLiteral("session:web:1");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("umlaut") << QByteArray("gr\xc3\xbc\xc3\x9f") << QStringLiteral("grüß");
        QTest::newRow("newline and tab") << QByteArray("a\nb\tc") << QStringLiteral("a\\nb\\tc");
        QTest::newRow("backslash") << QByteArray("a\\n") << QStringLiteral("a\\\\n");
        QTest::newRow("nul") << QByteArray("a\0b", 3) << QStringLiteral("a\\x00b");
        QTest::newRow("invalid") << QByteArray("\xff\xfe") << QStringLiteral("\\xff\\xfe");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QStringLiteral("\\xc0\\xaf");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QStringLiteral("\\xed\\xa0\\x80");
        QTest::newRow("cut sequence") << QByteArray("\xe2\x82") << QStringLiteral("\\xe2\\x82");
        QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xae" "b") << QStringLiteral("a\\xe2\\x80\\xaeb");
        QTest::newRow("emoji") << QByteArray("\xf0\x9f\x94\x91") << QString::fromUtf8("\xf0\x9f\x94\x91");
    }
    void printable()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(vermilion::printable(view(bytes)), shown);
        const auto back = unescaped(shown);
        QVERIFY(back);
        QCOMPARE(*back, bytes);
    }

    void anyBytesComeBack()
    {
        QRandomGenerator random(42);
        for (int round = 0; round < 2000; ++round) {
            QByteArray bytes(random.bounded(40), 0);
            for (char &c : bytes)
                c = char(random.bounded(256));
            const auto fromPrintable = unescaped(vermilion::printable(view(bytes)));
            QVERIFY(fromPrintable);
            QCOMPARE(*fromPrintable, bytes);
            const QByteArray quoted = escaped(view(bytes));
            const auto fromEscaped = unescaped(QString::fromLatin1(quoted.mid(1, quoted.size() - 2)));
            QVERIFY(fromEscaped);
            QCOMPARE(*fromEscaped, bytes);
            QCOMPARE(fromHex(hexDump(view(bytes))).value_or("none"), bytes);
        }
    }

    void cutsBetweenCharacters()
    {
        QCOMPARE(vermilion::printable("gr\xc3\xbc\xc3\x9f", 3), QStringLiteral("gr…"));
        QCOMPARE(vermilion::printable("abc", 3), QStringLiteral("abc"));
    }

    void malformedEscapesAreRefused()
    {
        for (const char16_t *text : {u"\\", u"\\x", u"\\x4", u"\\xzz", u"\\q"})
            QVERIFY(!unescaped(QStringView(text)));
        QVERIFY(!fromHex(u"4"));
        QVERIFY(!fromHex(u"4 8"));
        QVERIFY(!fromHex(u"zz"));
    }

    void textOrNot()
    {
        QVERIFY(isText("line\nline\ttab"));
        QVERIFY(!isText(std::string_view("a\0b", 3)));
        QVERIFY(!isText("\x7f"));
        QVERIFY(!isText("\xff"));
        QVERIFY(isUtf8(""));
    }
};

QTEST_GUILESS_MAIN(TestBytes)
#include "tst_bytes.moc"
