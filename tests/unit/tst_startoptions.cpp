// SPDX-License-Identifier: GPL-3.0-or-later
#include "CommandLine.h"

#include <QtTest>

using namespace vermilion;

class StartOptionsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void readsEverything()
    {
        const CommandLine line = CommandLine::parse({QStringLiteral("--demo"), QStringLiteral("redis://u:s%40crt@h:7000/3")});
        QVERIFY(line.problem.isEmpty());
        QVERIFY(line.demo);
        QVERIFY(line.server);
        QCOMPARE(line.server->host, QStringLiteral("h"));
        QCOMPARE(line.server->port, quint16(7000));
        QCOMPARE(line.server->database, 3);
        QCOMPARE(line.server->password, QByteArray("s@crt"));
        QVERIFY(CommandLine::parse({QStringLiteral("--version")}).version);
        QVERIFY(CommandLine::parse({QStringLiteral("--help")}).help);
        QVERIFY(CommandLine::helpText().contains(QStringLiteral("VERMILION_PASSWORD")));
    }

    void saysWhatIsWrongWithoutThePassword()
    {
        QVERIFY(CommandLine::parse({QStringLiteral("--nonsense")}).problem.contains(QStringLiteral("--nonsense")));
        QVERIFY(!CommandLine::parse({QStringLiteral("redis://a"), QStringLiteral("redis://b")}).problem.isEmpty());
        QVERIFY(!CommandLine::parse({QStringLiteral("--first-look")}).problem.isEmpty());
        const QString problem = CommandLine::parse({QStringLiteral("redis://u:hunter2@host:notaport/")}).problem;
        QVERIFY(!problem.isEmpty());
        QVERIFY2(!problem.contains(QStringLiteral("hunter2")), qPrintable(problem));
    }

    void hidesPasswordsInTheArguments_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("hidden");
        QTest::newRow("plain") << QByteArray("redis://host:6379/0") << QByteArray("redis://host:6379/0");
        QTest::newRow("user") << QByteArray("rediss://me:secret@host/0") << QByteArray("rediss://me:******@host/0");
        QTest::newRow("no user") << QByteArray("redis://:abc@host") << QByteArray("redis://:***@host");
        QTest::newRow("colons and ats") << QByteArray("redis://u:a:b@c@host:1") << QByteArray("redis://u:*****@host:1");
        QTest::newRow("raw slash") << QByteArray("redis://u:a/b@host:1") << QByteArray("redis://u:***@host:1");
        QTest::newRow("user only") << QByteArray("redis://user@host") << QByteArray("redis://user@host");
        QTest::newRow("no url") << QByteArray("--demo") << QByteArray("--demo");
    }
    void hidesPasswordsInTheArguments()
    {
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, hidden);
        QByteArray program("vermilion");
        char *argv[] = {program.data(), argument.data(), nullptr};
        hidePasswords(2, argv);
        QCOMPARE(argument, hidden);
        QCOMPARE(program, QByteArray("vermilion"));
    }

    void takesThePasswordOutOfTheEnvironment()
    {
        qputenv("VERMILION_PASSWORD", "pass word");
        QCOMPARE(takePasswordFromEnvironment(), QByteArray("pass word"));
        QVERIFY(qEnvironmentVariableIsEmpty("VERMILION_PASSWORD"));
    }
};

QTEST_GUILESS_MAIN(StartOptionsTest)
#include "tst_startoptions.moc"
