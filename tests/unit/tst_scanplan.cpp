// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/ScanPlan.h"
#include "keyspace/ScanText.h"

#include <QRegularExpression>
#include <QTest>

using namespace vermilion;
using namespace std::chrono_literals;

class TestScanPlan : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void firstPageIsSmall()
    {
        ScanPlan plan;
        QCOMPARE(plan.count(), ScanPlan::FirstCount);
        plan.answered(400us, 100us, 100);
        QCOMPARE(plan.count(), ScanPlan::UsualCount);
    }

    void slowServerGetsSmallerPages()
    {
        ScanPlan plan;
        answer(plan, 1, 1ms, 1000);
        answer(plan, 8, 8ms, 1000);
        QCOMPARE(plan.count(), 250);
        answer(plan, 8, 400us, 250);
        QCOMPARE(plan.count(), 500);
    }

    void pagesNeverGetSillySmall()
    {
        ScanPlan plan;
        for (int i = 0; i < 100; ++i)
            plan.answered(1s, 0us, 10);
        QCOMPARE(plan.count(), ScanPlan::LeastCount);
    }

    void oneSlowAnswerIsNoise()
    {
        ScanPlan plan;
        for (int i = 0; i < 40; ++i)
            plan.answered(i % 5 == 0 ? 500ms : 1500us, 100us, 1000);
        QCOMPARE(plan.count(), ScanPlan::UsualCount);
    }

    void distanceIsNotTheServersFault()
    {
        ScanPlan plan;
        for (int i = 0; i < 40; ++i)
            plan.answered(81ms, 80ms, 1000);
        QCOMPARE(plan.count(), ScanPlan::UsualCount);
    }

    void fewHitsMayAskForMore()
    {
        ScanPlan plan(true);
        for (int i = 0; i < 100; ++i)
            plan.answered(300us, 0us, 1);
        QCOMPARE(plan.count(), ScanPlan::MostCount);
        for (int i = 0; i < 100; ++i)
            plan.answered(1500us, 0us, size_t(plan.count()));  // all of them match: full pages are long enough
        QVERIFY(plan.count() <= ScanPlan::MostCount);
        ScanPlan all(false);
        for (int i = 0; i < 100; ++i)
            all.answered(300us, 0us, 1);
        QCOMPARE(all.count(), ScanPlan::UsualCount);
    }

    void politeScanTakesItsShare_data()
    {
        QTest::addColumn<int>("share");
        for (const int share : {10, 25, 50, 90, 100})
            QTest::addRow("%d%%", share) << share;
    }
    void politeScanTakesItsShare()
    {
        QFETCH(int, share);
        ScanPlan plan;
        plan.setShare(share);
        ScanPlan::Duration busy{0}, idle{0};
        for (int i = 0; i < 1000; ++i) {
            plan.answered(1100us, 100us, 1000);
            busy += 1000us;
            const ScanPlan::Duration pause = plan.takePause();
            QVERIFY(pause == 0us || pause >= 2ms);
            idle += pause;
        }
        const double taken = 100.0 * double(busy.count()) / double((busy + idle).count());
        QVERIFY2(std::abs(taken - share) <= 1, qPrintable(QString::number(taken)));
    }

    void shareIsHeldToItsLimits()
    {
        ScanPlan plan;
        plan.setShare(0);
        QCOMPARE(plan.share(), 1);
        plan.setShare(500);
        QCOMPARE(plan.share(), 100);
    }

    void textNeverLetsAPartLookWhole()
    {
        ScanProgress p;
        p.phase = ScanProgress::Phase::Running;
        p.seen = 1204331;
        p.total = 4112093;
        QVERIFY(describe(p, p.seen).line.contains(QStringLiteral("about")));
        QVERIFY(!describe(p, p.seen).complete);

        p.phase = ScanProgress::Phase::Stopped;
        p.seen = 999;
        p.total = 1000;
        QVERIFY(describe(p, p.seen).line.contains(QStringLiteral("99 % seen")));

        p.phase = ScanProgress::Phase::Complete;
        p.seen = 1000;
        QVERIFY(describe(p, 1000).complete);
        QVERIFY(describe(p, 1000).line.contains(u'✓'));
        p.restarted = true;
        QVERIFY(!describe(p, 1000).complete);
        QVERIFY(!describe(p, 1000).line.contains(u'✓'));
    }

    void unknownTotalIsSaid()
    {
        ScanProgress p;
        p.phase = ScanProgress::Phase::Running;
        p.seen = 12;
        p.totalError = {ErrorCode::NoPermission, "NOPERM", "DBSIZE"};
        const ScanText text = describe(p, 12);
        QVERIFY(text.line.contains(QStringLiteral("not known")));
        QVERIFY(!text.detail.isEmpty());
        QCOMPARE(text.fraction, -1.0);
    }

private:
    static void answer(ScanPlan &plan, int times, ScanPlan::Duration call, size_t names)
    {
        for (int i = 0; i < times; ++i)
            plan.answered(call, 0us, names);
    }
};

QTEST_GUILESS_MAIN(TestScanPlan)
#include "tst_scanplan.moc"
