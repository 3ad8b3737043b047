// SPDX-License-Identifier: GPL-3.0-or-later
#include "resp/CommandLine.h"

#include <QTest>

using namespace vermilion;

/// redis-cli's quoting.
class TestCommandLine : public QObject {
    Q_OBJECT
private slots:
    void splits_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArrayList>("words");
        const auto row = [](const char *name, const QByteArray &line, const QByteArrayList &words) { QTest::newRow(name) << line << words; };
        row("empty", "", {});
        row("blank", "  \t ", {});
        row("words", " get  a\tb ", {"get", "a", "b"});
        row("double quotes", "set \"a b\" \"\\x00\\xfF\\n\\r\\t\\b\\a\\\\\\\"\"", {"set", "a b", QByteArrayLiteral("\0\xff\n\r\t\b\a\\\"")});
        row("single quotes", "'it\\'s' 'a\\n'", {"it's", "a\\n"});
        row("empty words", "\"\" ''", {"", ""});
        row("quote within a word", "a\"b c\"", {"ab c"});
        row("short hex", "\"\\x4\"", {"x4"});
    }
    void splits()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArrayList, words);
        const auto result = splitCommandLine(std::string_view(line.constData(), size_t(line.size())));
        QVERIFY(result);
        QCOMPARE(*result, words);
    }

    void refuses()
    {
        for (const char *line : {"\"a", "'a", "\"a\"b", "'a'b", "\"a\\"})
            QVERIFY2(!splitCommandLine(line), line);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
