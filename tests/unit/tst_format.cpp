// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Clock.h"
#include "base/Format.h"

#include <QLocale>
#include <QTest>

using namespace vermilion;
using namespace std::chrono_literals;

class TestFormat : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void numbers()
    {
        QCOMPARE(formatCount(1204331), QStringLiteral("1,204,331"));
        QCOMPARE(formatAbout(512), QStringLiteral("512"));
        QCOMPARE(formatAbout(870'400), QStringLiteral("870 k"));
        QCOMPARE(formatAbout(4'112'093), QStringLiteral("4.1 M"));
        QCOMPARE(formatAbout(999'600), QStringLiteral("1.0 M"));
        QCOMPARE(formatBytes(412), QStringLiteral("412 B"));
        QCOMPARE(formatBytes(1434), QStringLiteral("1.4 KiB"));
        QCOMPARE(formatBytes(20 << 20), QStringLiteral("20.0 MiB"));
    }

    void durations()
    {
        QCOMPARE(formatDuration(850ms), QStringLiteral("850 ms"));
        QCOMPARE(formatDuration(23h + 4min), QStringLiteral("23 h 04 m"));
        QCOMPARE(formatDuration(12min + 5s), QStringLiteral("12 m 05 s"));
        QCOMPARE(formatDuration(72h), QStringLiteral("3 d"));
        QCOMPARE(formatLatency(400us), QStringLiteral("0.4 ms"));
        QCOMPARE(formatLatency(12ms), QStringLiteral("12 ms"));
    }

    void durationsAsTyped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("seconds") << QStringLiteral("90") << qint64(90'000);
        QTest::newRow("minutes") << QStringLiteral("15m") << qint64(900'000);
        QTest::newRow("days") << QStringLiteral(" 7 d ") << qint64(604'800'000);
        QTest::newRow("two units") << QStringLiteral("1h30m") << qint64(5'400'000);
        QTest::newRow("milliseconds") << QStringLiteral("500ms") << qint64(500);
        QTest::newRow("iso") << QStringLiteral("PT15M") << qint64(900'000);
        QTest::newRow("iso days") << QStringLiteral("P7D") << qint64(604'800'000);
        QTest::newRow("fraction") << QStringLiteral("1.5h") << qint64(5'400'000);
        for (const char *bad : {"", "0", "-5", "abc", "1x", "p", "pt", "1h 30", "99999999999999999999d"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << qint64(-1);
    }
    void durationsAsTyped()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto parsed = parseDuration(text);
        QCOMPARE(parsed ? qint64(parsed->count()) : qint64(-1), ms);
    }

    void manualClock()
    {
        ManualClock clock;
        clock.setWall(1000ms);
        clock.advance(5ms);
        QCOMPARE(clock.wall(), 1005ms);
        QCOMPARE(clock.monotonic(), std::chrono::microseconds(5ms));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
