// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/Glob.h"
#include "keyspace/store/ByteScan.h"
#include "keystoremodel.h"

using namespace vermilion;
using namespace vermilion::test;
using Kind = NameFilter::Kind;

class TestKeyStoreFilter : public QObject {
    Q_OBJECT

private slots:
    void globFollowsTheServer_data();
    void globFollowsTheServer();
    void globNeverExplodes();
    void scansAgree();
    void countsLikeNaiveMatching_data();
    void countsLikeNaiveMatching();
    void listsOnlyMatches();
    void filtersGroupsOfGreedyFolders();
    void needlesReachAcrossThePrefix();
    void stopEndsEarly();
};

void TestKeyStoreFilter::globFollowsTheServer_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *pattern, const char *text, bool matches) {
        QTest::addRow("%s on %s", pattern, text) << QByteArray(pattern) << QByteArray(text) << matches;
    };
    row("*", "", true);
    row("*", "anything", true);
    row("a*", "a", true);
    row("a**b", "a-b", true);
    row("a*b*c", "axxbyyc", true);
    row("a*b*c", "axxbyy", false);
    row("h?llo", "hello", true);
    row("h?llo", "hllo", false);
    row("h[ae]llo", "hallo", true);
    row("h[ae]llo", "hillo", false);
    row("h[^e]llo", "hallo", true);
    row("h[^e]llo", "hello", false);
    row("h[a-c]llo", "hbllo", true);
    row("h[c-a]llo", "hbllo", true);
    row("h[a-c]llo", "hdllo", false);
    row("[\\]]", "]", true);
    row("[\\-x]", "-", true);
    row("[abc", "b", true);
    row("[abc", "d", false);
    row("[]", "]", false);
    row("[^]", "a", true);
    row("[a-]", "-", false);  // a range that ends at the bracket
    row("[a-]", "^", true);
    row("\\*", "*", true);
    row("\\*", "x", false);
    row("a\\", "a\\", true);
    row("", "", true);
    row("", "a", false);
    row("a", "", false);
    row("*:?", "user:1", true);
    row("*a*a*a*b", "aaaaaaaaaaaaaaaa", false);
}

void TestKeyStoreFilter::globFollowsTheServer()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, matches);
    QCOMPARE(globMatches(pattern.toStdString(), text.toStdString()), matches);
}

void TestKeyStoreFilter::globNeverExplodes()
{
    std::string pattern;
    for (int i = 0; i < 30; ++i)
        pattern += "a*";
    QVERIFY(!globMatches(pattern + "b", std::string(5000, 'a')));
    QVERIFY(globMatches("HE[L]*", "hello", true));
    QVERIFY(!globMatches("HE[L]*", "hello", false));
}

void TestKeyStoreFilter::scansAgree()
{
    using namespace vermilion::forest;
    std::mt19937 random(8);
    std::string data(64 * 40 + 256, '\0');
    for (char &byte : data)
        byte = "abAB:\x80\xff"[random() % 7];
    std::vector<const ByteScan *> all;
    for (const ByteScan *scan = byteScans(); scan->name; ++scan)
        all.push_back(scan);
    QCOMPARE(std::string(all.back()->name), std::string("plain"));
    for (const std::string needle : {"a", "b:", "aba", "ab:ab", "\xff\x80" "a"}) {
        for (const bool ignoreCase : {false, true}) {
            for (size_t words = 0; words <= 40; words += 13) {
                const Probe probe = Probe::of(needle, ignoreCase);
                std::vector<uint64_t> expected(words), high(words);
                const bool any = all.back()->probe(data.data() + 3, words, probe, expected.data());
                all.back()->highBits(data.data() + 3, words, high.data());
                for (const ByteScan *scan : all) {
                    std::vector<uint64_t> hits(words), heads(words);
                    QCOMPARE(scan->probe(data.data() + 3, words, probe, hits.data()), any);
                    scan->highBits(data.data() + 3, words, heads.data());
                    QCOMPARE(hits, expected);
                    QCOMPARE(heads, high);
                }
            }
        }
    }
}

void TestKeyStoreFilter::countsLikeNaiveMatching_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("seed");
    for (const char *kind : {"ascii", "mixed", "flat", "holes"})
        for (int seed = 1; seed <= 2; ++seed)
            QTest::addRow("%s %d", kind, seed) << QByteArray(kind) << seed;
}

void TestKeyStoreFilter::countsLikeNaiveMatching()
{
    QFETCH(QByteArray, kind);
    QFETCH(int, seed);
    NameSource source(static_cast<uint32_t>(seed));
    KeyStore store{Separators(kind == "flat" ? "" : ":")};
    std::set<std::string> names;
    while (names.size() < 2500) {
        const std::string name = kind == "ascii" ? "user:" + source.word() + std::to_string(source.below(100000)) + ":aab" + std::to_string(source.below(9)) : source.name();
        if (kind != "ascii" || forest::isAscii(name))
            names.insert(name);
        if (kind != "ascii" && names.size() < 2000)
            names.insert("n" + std::to_string(names.size()));
    }
    append(store, {names.begin(), names.end()});
    if (kind == "holes") {
        std::vector<std::string> some;
        for (const std::string &name : names)
            if (source.below(3) == 0)
                some.push_back(name);
        QCOMPARE(store.remove(views(some)), some.size());
        for (const std::string &name : some)
            names.erase(name);
    }
    std::vector<std::string> texts{"", "a", "1", "12", "er:", "user:1", "USER", "r:12", "b1", "aab", "aa", ":", "::", "{", "{a:b}", "\xc3\xa4", "\xff",
                                   "s:session", "ession:", "12345678", std::string("\0n", 2), "llllllll", "zzzzz", "user:*", "*:1*", "u?er:*", "*aab*", "*[0-3]", "a*b",
                                   "*", "**", "user*aab1", "*er:1*", "[", "\\*", "session:\\w*", "us\\er:*"};
    for (int i = 0; i < 30; ++i) {
        const std::string name = source.name();
        const size_t from = source.below(name.size() + 1);
        texts.push_back(name.substr(from, source.below(12)));
    }
    for (const std::string &text : texts) {
        for (const Kind filterKind : {Kind::None, Kind::Substring, Kind::Glob, Kind::Exact}) {
            for (const bool ignoreCase : {false, true}) {
                const NameFilter filter{filterKind, text, ignoreCase};
                std::set<std::string> expected;
                for (const std::string &name : names)
                    if (filter.matches(name))
                        expected.insert(name);
                const FilterCounts counts = store.count(filter, 1 + ignoreCase);
                const QByteArray what = shown(text) + (ignoreCase ? " ignoring case, kind " : ", kind ") + QByteArray::number(static_cast<int>(filterKind));
                QVERIFY2(counts.total == expected.size(), what.constData());
                QCOMPARE(counts.nested.at(0), counts.total);
                if (expected.size() < 500) {
                    const std::vector<std::string> flat = namesOf(store, store.all(&counts));
                    QVERIFY2(std::equal(flat.begin(), flat.end(), expected.begin(), expected.end()), what.constData());
                }
            }
        }
    }
}

void TestKeyStoreFilter::listsOnlyMatches()
{
    NameSource source(77);
    KeyStore store;
    const std::vector<std::string> list = source.names(8000);
    const std::set<std::string> names(list.begin(), list.end());
    QCOMPARE(store.insert(views(list)), names.size());
    for (const NameFilter &filter : {NameFilter{Kind::Substring, "USER", true}, NameFilter{Kind::Substring, "1", false}, NameFilter{Kind::Glob, "*:1*:*", false},
                                     NameFilter{Kind::Glob, "user:*", false}, NameFilter{Kind::None, "", false}}) {
        std::set<std::string> expected;
        std::copy_if(names.begin(), names.end(), std::inserter(expected, expected.end()), [&filter](const std::string &name) { return filter.matches(name); });
        const FilterCounts counts = store.count(filter);
        QVERIFY(sameNamespace(store, expected, {}, 100, &counts));
    }
}

void TestKeyStoreFilter::filtersGroupsOfGreedyFolders()
{
    KeyStore store;
    std::set<std::string> names, expected;
    for (int id = 0; id < 36000; ++id)
        for (const char *leaf : {":Profile", ":cart"})
            names.insert("user:" + std::to_string(id) + leaf);
    append(store, {names.begin(), names.end()});
    const NameFilter filter{Kind::Substring, "77:p", true};
    std::copy_if(names.begin(), names.end(), std::inserter(expected, expected.end()), [&filter](const std::string &name) { return filter.matches(name); });
    QCOMPARE(expected.size(), 360u);
    const FilterCounts counts = store.count(filter);
    QCOMPARE(counts.total, expected.size());
    QVERIFY(sameNamespace(store, expected, {}, 500, &counts));
}

void TestKeyStoreFilter::needlesReachAcrossThePrefix()
{
    KeyStore store;
    append(store, {"cache:user:1234", "cache:user:1235", "cache:user:9", "aaaa:aaaa", "aaaa:ab", "aaaa:"});
    const auto count = [&store](const char *needle) { return store.count({Kind::Substring, needle}).total; };
    QCOMPARE(count("user:123"), 2u);
    QCOMPARE(count("r:1234"), 1u);
    QCOMPARE(count("cache:user:9"), 1u);
    QCOMPARE(count("aa:aa"), 1u);
    QCOMPARE(count("a:a"), 2u);
    QCOMPARE(count("aaaa:"), 3u);
    QCOMPARE(count("aaaa"), 3u);
}

void TestKeyStoreFilter::stopEndsEarly()
{
    KeyStore store;
    append(store, {"a", "b"});
    const std::atomic<bool> stop{true};
    QCOMPARE(store.count({Kind::Substring, "a"}, 2, &stop).total, 0u);
    QVERIFY(!store.list("", 0, nullptr, &stop).complete);
    QVERIFY(store.all(nullptr, &stop).empty());
}

QTEST_GUILESS_MAIN(TestKeyStoreFilter)
#include "tst_keystorefilter.moc"
