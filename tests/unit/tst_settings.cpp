// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FuzzyMatch.h"
#include "shell/ServerProfile.h"
#include "shell/Settings.h"

#include <QtTest>

using namespace vermilion;

class SettingsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void keepsWhatDiffersFromTheDefaults()
    {
        const QTemporaryDir folder;
        {
            Settings settings(folder.path());
            QSignalSpy changes(&settings, &Settings::changed);
            QCOMPARE(settings.text(Settings::Key::Theme), QStringLiteral("system"));
            settings.set(Settings::Key::Theme, QStringLiteral("dark"));
            settings.set(Settings::Key::Theme, QStringLiteral("dark"));
            settings.set(Settings::Key::ScanShare, 40);
            settings.set(Settings::Key::ConnectTimeout, 5000);  // the default
            QCOMPARE(changes.count(), 2);
        }
        QFile file(folder.filePath(QStringLiteral("settings.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("\"theme\": \"dark\""));
        QVERIFY(!text.contains("connectTimeout"));
        const Settings again(folder.path());
        QCOMPARE(again.text(Settings::Key::Theme), QStringLiteral("dark"));
        QCOMPARE(again.number(Settings::Key::ScanShare), 40);
    }

    void survivesNonsense()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.json"));
        QVERIFY(Settings::writeFile(path, "{ \"theme\": "));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("settings.json is not readable")));
        {
            const Settings settings(folder.path());
            QCOMPARE(settings.text(Settings::Key::Theme), QStringLiteral("system"));
            QVERIFY(QFile::exists(path + QStringLiteral(".broken")));
        }
        QVERIFY(Settings::writeFile(path, "{ \"scanShare\": \"much\", \"theme\": \"dark\" }"));
        const Settings settings(folder.path());
        QCOMPARE(settings.number(Settings::Key::ScanShare), 100);
        QCOMPARE(settings.text(Settings::Key::Theme), QStringLiteral("dark"));
    }

    void findsItsFolderInTheEnvironment()
    {
        const QTemporaryDir folder;
        qputenv("VERMILION_CONFIG_DIR", folder.path().toLocal8Bit());
        QCOMPARE(Settings().folder(), folder.path());
        qunsetenv("VERMILION_CONFIG_DIR");
    }

    void storesWorkspacesWithoutPasswords()
    {
        const QTemporaryDir folder;
        WorkspaceState state;
        state.server.endpoint = *Endpoint::fromUrl(QStringLiteral("rediss://me:hunter2@cache.example:7000/3?ca=/etc/ca.pem"));
        state.server.name = QStringLiteral("shop");
        state.server.environment = Environment::Production;
        state.server.readOnly = true;
        state.server.databaseNames = {{3, QStringLiteral("worker")}};
        state.place.key = QByteArray("a\0\xff", 3);
        state.place.selectedNamespace = "user:";
        state.place.expanded = {"user:", "user:1:", "\xfe:"};
        state.place.flat = true;
        state.place.splitter = "sizes";
        state.isCurrent = true;
        writeWorkspaces(folder.path(), {state});

        QFile file(folder.filePath(QStringLiteral("workspaces.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(!text.contains("hunter2"), text.constData());
        const QList<WorkspaceState> states = readWorkspaces(folder.path());
        QCOMPARE(states.size(), 1);
        const WorkspaceState &read = states.first();
        QCOMPARE(read.server.name, QStringLiteral("shop"));
        QCOMPARE(read.server.environment, Environment::Production);
        QVERIFY(read.server.readOnly && read.server.policy().production && read.isCurrent);
        QCOMPARE(read.server.databaseNames, state.server.databaseNames);
        QCOMPARE(read.place, state.place);
        QCOMPARE(read.server.endpoint.database, 3);
        QCOMPARE(read.server.endpoint.user, QByteArray("me"));
        QVERIFY(read.server.endpoint.password.isEmpty());
        QCOMPARE(read.server.endpoint.tlsPolicy.caFile, QStringLiteral("/etc/ca.pem"));
        QVERIFY(read.server.isSamePlace(state.server));
    }

    void matchesLikeAPalette()
    {
        QVERIFY(fuzzyScore(u"", u"anything") > 0);
        QCOMPARE(fuzzyScore(u"xyz", u"Rename"), 0);
        QCOMPARE(fuzzyScore(u"longer", u"long"), 0);
        QVERIFY(fuzzyScore(u"RK", u"Rename key") > 0);
        QVERIFY(fuzzyScore(u"rk", u"Rename key") > fuzzyScore(u"rk", u"Work"));
        QVERIFY(fuzzyScore(u"ren", u"Rename") > fuzzyScore(u"ren", u"Refresh now"));
        QVERIFY(fuzzyScore(u"dark", u"Dark theme") > fuzzyScore(u"dark", u"Discard work"));
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
