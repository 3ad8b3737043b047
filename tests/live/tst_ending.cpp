// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {
constexpr int Patience = 60'000;
}

/// The program as the system sees it: asked to end, it goes in order.
class TestEnding : public QObject {
    Q_OBJECT
private slots:
    void keepsItsStateAndTakesTheDemoAlong()
    {
        const QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/vm-end-XXXXXX"));
        QVERIFY(folder.isValid());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        for (const char *name : {"TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR", "VERMILION_CONFIG_DIR"})
            environment.insert(QLatin1String(name), folder.path());
        QProcess program;
        program.setProcessEnvironment(environment);
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(VERMILION_PROGRAM), {QStringLiteral("--demo"), QStringLiteral("redis://127.0.0.1:1/3")});
        const auto demo = [&] { return QDir(folder.path()).entryList({QStringLiteral("vermilion-demo-*")}, QDir::Dirs); };
        QTRY_VERIFY_WITH_TIMEOUT(!demo().isEmpty(), Patience);
        program.terminate();
        QVERIFY(program.waitForFinished(Patience));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(demo().isEmpty(), Patience);
        QFile kept(folder.filePath(QStringLiteral("workspaces.json")));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll().contains("redis://127.0.0.1:1/3"));
    }
};

QTEST_GUILESS_MAIN(TestEnding)
#include "tst_ending.moc"
