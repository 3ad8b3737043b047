// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/StallMeter.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace vermilion;
using namespace std::chrono_literals;

class TestStallMeter : public QObject {
    Q_OBJECT
private slots:
    void aBlockedLoopIsSeen()
    {
        StallMeter meter;
        QSignalSpy stalled(&meter, &StallMeter::stalled);
        meter.start(1ms);
        QTRY_VERIFY(meter.report().samples > 5);
        QThread::msleep(120);  // what must never happen on the GUI thread
        QTRY_VERIFY(stalled.size() >= 1);
        const auto report = meter.report();
        QVERIFY(report.longest >= 60ms);
        QVERIFY(report.stalls >= 1);
        uint64_t classes = 0;
        for (const uint64_t n : report.histogram)
            classes += n;
        QCOMPARE(classes, report.samples);
        QVERIFY(report.shareWithinBudget() < 1);
    }

    void stopsAndStartsAgain()
    {
        StallMeter meter;
        meter.start(1ms);
        QVERIFY(meter.isRunning());
        meter.stop();
        QVERIFY(!meter.isRunning());
        meter.reset();
        QCOMPARE(meter.report().samples, uint64_t(0));
        meter.start(1ms);
        QTRY_VERIFY(meter.report().samples > 2);
    }
};

QTEST_GUILESS_MAIN(TestStallMeter)
#include "tst_stallmeter.moc"
