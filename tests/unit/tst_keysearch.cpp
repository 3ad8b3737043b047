// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/FactFilter.h"
#include "keyspace/KeySearch.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;
using Kind = NameFilter::Kind;

class TestKeySearch : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void literals_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("meant");
        QTest::newRow("plain") << QStringLiteral("user:12") << QByteArray("user:12");
        QTest::newRow("bytes") << QStringLiteral("a\\x00b\\xff") << QByteArray("a\0b\xff", 4);
        QTest::newRow("newline") << QStringLiteral("a\\nb") << QByteArray("a\nb");
        QTest::newRow("utf-8") << QStringLiteral("schlüssel") << QByteArray("schl\xc3\xbcssel");
        QTest::newRow("no escape") << QStringLiteral("C:\\qux") << QByteArray("C:\\qux");
    }
    void literals()
    {
        QFETCH(QString, typed);
        QFETCH(QByteArray, meant);
        QCOMPARE(KeySearch::literal(typed), meant);
    }

    void serverPatterns_data()
    {
        QTest::addColumn<NameFilter>("filter");
        QTest::addColumn<QByteArray>("pattern");
        QTest::newRow("substring") << NameFilter{Kind::Substring, "user:1", false} << QByteArray("*user:1*");
        QTest::newRow("special") << NameFilter{Kind::Substring, "a*[b]?\\", false} << QByteArray("*a\\*\\[b\\]\\?\\\\*");
        QTest::newRow("case") << NameFilter{Kind::Substring, "aB1", true} << QByteArray("*[aA][bB]1*");
        QTest::newRow("exact") << NameFilter{Kind::Exact, "a*", false} << QByteArray("a\\*");
        QTest::newRow("glob") << NameFilter{Kind::Glob, "user:*:[ab]", false} << QByteArray("user:*:[ab]");
        QTest::newRow("glob case") << NameFilter{Kind::Glob, "u\\*[ab]c", true} << QByteArray("[uU]\\*[ab][cC]");
        QTest::newRow("none") << NameFilter{} << QByteArray();
    }
    void serverPatterns()
    {
        QFETCH(NameFilter, filter);
        QFETCH(QByteArray, pattern);
        QCOMPARE(KeySearch::serverPattern(filter), pattern);
    }

    void countsAsTyped()
    {
        Session session{Endpoint()};
        KeySearch search(&session);
        auto store = std::make_shared<KeyStore>();
        const std::string_view names[] = {"user:1", "user:2", "User:3", "cart:1"};
        store->append(names, 4);
        search.setStore(store);
        QSignalSpy filtered(&search, &KeySearch::filtered);
        search.setText(QStringLiteral("u"));
        search.setText(QStringLiteral("us"));
        search.setText(QStringLiteral("user"));  // a burst is one count
        QTRY_COMPARE(filtered.size(), 1);
        QCOMPARE(search.matches()->total, 3u);

        search.setIgnoreCase(false);
        QTRY_COMPARE(filtered.size(), 2);
        QCOMPARE(search.matches()->total, 2u);

        search.setKind(Kind::Glob);
        QTRY_COMPARE(filtered.size(), 3);
        QCOMPARE(search.matches()->total, 0u);

        search.setText({});
        QCOMPARE(filtered.size(), 4);
        QVERIFY(!search.matches());
    }

    void recountsWhenTheStoreGrows()
    {
        Session session{Endpoint()};
        KeySearch search(&session);
        auto store = std::make_shared<KeyStore>();
        search.setStore(store);
        QSignalSpy filtered(&search, &KeySearch::filtered), recounted(&search, &KeySearch::recounted);
        search.setText(QStringLiteral("a"));
        QTRY_COMPARE(filtered.size(), 1);
        const std::string_view name = "abc";
        store->append(&name, 1);
        search.storeChanged();
        QTRY_COMPARE(recounted.size(), 1);
        QCOMPARE(search.matches()->total, 1u);
        QCOMPARE(filtered.size(), 1);
    }

    void factFilters()
    {
        using namespace std::chrono_literals;
        const auto now = 1'000'000ms;
        KeyFacts facts;
        facts.type = "hash";
        facts.bytes = 2048;
        facts.expiry = KeyFacts::Expiry::At;
        facts.expiresAt = now + 60s;
        QVERIFY((FactFilter{"hash", FactFilter::Ttl::WithinMinutes, 1024}.matches(facts, now)));
        QVERIFY(!(FactFilter{"set", FactFilter::Ttl::Any, 0}.matches(facts, now)));
        QVERIFY(!(FactFilter{{}, FactFilter::Ttl::Never, 0}.matches(facts, now)));
        QVERIFY(!(FactFilter{{}, FactFilter::Ttl::Longer, 0}.matches(facts, now)));
        QVERIFY(!(FactFilter{{}, FactFilter::Ttl::Any, 4096}.matches(facts, now)));
        KeyFacts unknown;
        unknown.type = "hash";
        QVERIFY(!(FactFilter{{}, FactFilter::Ttl::Never, 0}.matches(unknown, now)));
        QVERIFY(!(FactFilter{{}, FactFilter::Ttl::Any, 1}.matches(unknown, now)));
        facts.expiry = KeyFacts::Expiry::Gone;
        QVERIFY(!FactFilter{}.matches(facts, now));
    }
};

QTEST_GUILESS_MAIN(TestKeySearch)
#include "tst_keysearch.moc"
