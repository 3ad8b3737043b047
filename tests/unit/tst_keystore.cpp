// SPDX-License-Identifier: GPL-3.0-or-later
#include "keystoremodel.h"

using namespace vermilion;
using namespace vermilion::test;

class TestKeyStore : public QObject {
    Q_OBJECT

private slots:
    void cutsAreWhereTheyShouldBe_data();
    void cutsAreWhereTheyShouldBe();
    void lastCutIsTheLastOfAllCuts();
    void emptyStoreAnswersEverything();
    void isLikeASet_data();
    void isLikeASet();
    void keyAndFolderMayHaveTheSameName();
    void greedyFoldersAreGroupedOnTheFly();
    void manyLevelsOfGreedyFoldersStayBounded();
    void separatorsWithoutEndCostNothing();
    void longNamesAreKeptWhole();
    void firstRowsAreTheFirstRows_data();
    void firstRowsAreTheFirstRows();
    void sortsLongCommonStarts();
    void insertsOnlyWhatIsAbsent();
    void removesAndRevives();
    void removesInBatches();
    void duplicatesAreRemovedOnce();
    void clearForgetsEverything();
    void forEachBelowStopsWhenTold();
    void memoryIsAccountedFor();
};

void TestKeyStore::cutsAreWhereTheyShouldBe_data()
{
    QTest::addColumn<QByteArray>("separators");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QList<int>>("cuts");
    QTest::newRow("none") << QByteArray(":") << QByteArray("plain") << QList<int>{};
    QTest::newRow("empty") << QByteArray(":") << QByteArray() << QList<int>{};
    QTest::newRow("two") << QByteArray(":") << QByteArray("a:b:c") << QList<int>{2, 4};
    QTest::newRow("at the ends") << QByteArray(":") << QByteArray("::") << QList<int>{1, 2};
    QTest::newRow("set") << QByteArray(":/.") << QByteArray("a:b/c.d-e") << QList<int>{2, 4, 6};
    QTest::newRow("no separators") << QByteArray() << QByteArray("a:b") << QList<int>{};
    QTest::newRow("hash tag") << QByteArray(":") << QByteArray("{a:b}:c") << QList<int>{6};
    QTest::newRow("hash tag inside") << QByteArray(":") << QByteArray("x:{a:b:c}y:z") << QList<int>{2, 11};
    QTest::newRow("only the first brace counts") << QByteArray(":") << QByteArray("{a:b}{c:d}") << QList<int>{8};
    QTest::newRow("empty braces are no tag") << QByteArray(":") << QByteArray("{}a:{b:c}") << QList<int>{4, 7};
    QTest::newRow("never closed") << QByteArray(":") << QByteArray("a:{b:c") << QList<int>{2};
    QTest::newRow("brace as separator") << QByteArray("{") << QByteArray("a{b}{c") << QList<int>{2, 5};
    QTest::newRow("long") << QByteArray(":") << QByteArray(QByteArray(40, 'a') + ":" + QByteArray(40, 'b')) << QList<int>{41};
}

void TestKeyStore::cutsAreWhereTheyShouldBe()
{
    QFETCH(QByteArray, separators);
    QFETCH(QByteArray, name);
    QFETCH(QList<int>, cuts);
    const Separators set(std::string_view(separators.constData(), static_cast<size_t>(separators.size())));
    const std::string_view text(name.constData(), static_cast<size_t>(name.size()));
    QList<int> found;
    for (size_t cut = set.nextCut(text, 0); cut != std::string_view::npos; cut = set.nextCut(text, cut))
        found.append(static_cast<int>(cut));
    QCOMPARE(found, cuts);
    QCOMPARE(static_cast<int>(set.lastCut(text)), cuts.isEmpty() ? 0 : cuts.last());
}

void TestKeyStore::lastCutIsTheLastOfAllCuts()
{
    NameSource source(11);
    for (const char *bytes : {":", ":/", ":/.-_", "{:", "x"}) {
        const Separators set(bytes);
        for (int i = 0; i < 3000; ++i) {
            const std::string name = source.name();
            size_t last = 0;
            for (size_t cut = set.nextCut(name, 0); cut != std::string::npos; cut = set.nextCut(name, cut)) {
                const std::string_view prefix = std::string_view(name).substr(0, last);
                QCOMPARE(set.firstCut(std::string_view(name).substr(last), prefix.find('{') != std::string_view::npos), cut - last);
                last = cut;
            }
            QCOMPARE(set.lastCut(name), last);
        }
    }
}

void TestKeyStore::emptyStoreAnswersEverything()
{
    const KeyStore store;
    QCOMPARE(store.size(), 0u);
    QVERIFY(!store.contains(""));
    QVERIFY(!store.contains("a:b"));
    QVERIFY(store.all().empty());
    QVERIFY(store.list("").complete);
    QVERIFY(store.list("no:such:").children.empty());
    QVERIFY(store.list("not a namespace").keys.empty());
    QCOMPARE(store.countBelow("a:"), 0u);
    QCOMPARE(store.count({NameFilter::Kind::Substring, "a"}).total, 0u);
    QVERIFY(store.name(KeyRef()).empty());
}

void TestKeyStore::isLikeASet_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QByteArray>("separators");
    for (const int count : {1, 10, 200, 5000, 40000})
        for (const QByteArray separators : {":", ":/", ""})
            QTest::addRow("%d names, separators '%s'", count, separators.constData()) << count << separators;
}

void TestKeyStore::isLikeASet()
{
    QFETCH(int, count);
    QFETCH(QByteArray, separators);
    NameSource source(static_cast<uint32_t>(count));
    KeyStore store{Separators(separators.toStdString())};
    std::set<std::string> names;
    std::vector<std::string> fresh;
    for (const std::string &name : source.names(static_cast<size_t>(count)))
        if (names.insert(name).second)
            fresh.push_back(name);
    append(store, fresh);
    QVERIFY(sameAsSet(store, names));
    for (size_t i = 0; i < 300; ++i) {
        const std::string name = source.name();
        const KeyRef key = store.find(name);
        QCOMPARE(key.isValid(), names.count(name) == 1);
        QCOMPARE(store.contains(name), key.isValid());
        if (key.isValid()) {
            QCOMPARE(store.name(key), name);
            QVERIFY(store.isAlive(key));
        }
    }
}

void TestKeyStore::keyAndFolderMayHaveTheSameName()
{
    KeyStore store;
    append(store, {"web", "web:", "web:a", "web-1", "web;", "", ":", "web::"});
    QVERIFY(sameAsSet(store, {"web", "web:", "web:a", "web-1", "web;", "", ":", "web::"}));
}

void TestKeyStore::greedyFoldersAreGroupedOnTheFly()
{
    KeyStore store;
    std::set<std::string> names;
    std::vector<std::string> list;
    for (int id = 0; id < 40000; ++id)
        for (const char *leaf : {":profile", ":cart:1", ":cart:2"})
            list.push_back("user:" + std::to_string(id) + leaf);
    names.insert(list.begin(), list.end());
    append(store, list);
    QVERIFY(store.folderCount() < 40000);
    QCOMPARE(store.list("user:").children.size(), 40000u);
    for (const char *id : {"user:5:", "user:39999:", "user:39999:cart:", "user:16390:"})
        QVERIFY(sameNamespace(store, names, id, 10));
    QCOMPARE(store.countBelow("user:39999:cart:"), 2u);
    QVERIFY(store.contains("user:39998:cart:2"));

    // The first rows of it hold the first groups with their whole counts.
    const FolderListing first = store.list("user:", 10);
    QVERIFY(!first.complete);
    QCOMPARE(first.children.front().name, std::string("0:"));
    for (const FolderListing::Child &child : first.children)
        QCOMPARE(child.keys, 3u);

    // Once refused, always refused: later keys of a namespace join the earlier ones.
    append(store, {"user:39999:cart:3"});
    QCOMPARE(store.countBelow("user:39999:cart:"), 3u);
    QCOMPARE(store.list("user:39999:cart:").keyTotal, 3u);
}

void TestKeyStore::manyLevelsOfGreedyFoldersStayBounded()
{
    KeyStore store;
    std::set<std::string> names;
    for (int i = 0; i < 150000; ++i)
        names.insert("x" + std::to_string(i % 10000) + ":y" + std::to_string(i) + ":z");
    append(store, {names.begin(), names.end()});
    QVERIFY2(store.folderCount() < 80000, qPrintable(QString::number(store.folderCount())));
    QVERIFY(sameNamespace(store, names, "x77:", 20));
    QVERIFY(sameNamespace(store, names, "x9999:", 20));
    QCOMPARE(store.list("").children.size(), 10000u);
    QCOMPARE(store.all().size(), names.size());
}

void TestKeyStore::separatorsWithoutEndCostNothing()
{
    KeyStore store;
    const std::string endless(1 << 20, ':');
    append(store, {endless});
    QVERIFY(store.contains(endless));
    QVERIFY(store.folderCount() < 100);
    QVERIFY(store.memory() < (4u << 20));
    std::string prefix;
    for (int level = 0; level < 100; ++level) {
        const FolderListing listing = store.list(prefix);
        QCOMPARE(listing.children.size(), 1u);
        QCOMPARE(listing.children.front().keys, 1u);
        prefix += listing.children.front().name;
    }
    QCOMPARE(store.name(store.list(endless).keys.at(0)), endless);
}

void TestKeyStore::longNamesAreKeptWhole()
{
    KeyStore store;
    std::set<std::string> names{std::string(1 << 20, 'm'), "a:" + std::string(1 << 20, 'n')};
    for (const size_t size : {59u, 60u, 61u, 127u, 128u, 4095u, 4096u, 4097u, 5000u, 16384u, 20000u}) {
        names.insert(std::string(size, 'k'));
        names.insert("folder:" + std::string(size, '\xe4'));
        names.insert(std::string(size, 'd') + ":leaf");
    }
    append(store, {names.begin(), names.end()});
    QVERIFY(sameAsSet(store, names));
    for (const std::string &name : names) {
        QVERIFY(store.contains(name));
        QCOMPARE(store.count({NameFilter::Kind::Exact, name}).total, 1u);
    }
    QCOMPARE(store.remove(views({names.begin(), names.end()})), names.size());
    QVERIFY(sameAsSet(store, {}));
}

void TestKeyStore::firstRowsAreTheFirstRows_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("numbers") << 0;
    QTest::newRow("hex") << 1;
    QTest::newRow("long common start") << 2;
    QTest::newRow("zeros at the end") << 3;
}

void TestKeyStore::firstRowsAreTheFirstRows()
{
    QFETCH(int, kind);
    std::mt19937_64 random(5);
    std::set<std::string> names;
    for (int i = 0; i < 30000; ++i) {
        const auto number = static_cast<uint64_t>(random() % 1000000);
        const std::string digits = std::to_string(number);
        names.insert("f:" + (kind == 0 ? digits : kind == 1 ? QByteArray::number(random(), 16).toStdString() : kind == 2 ? "the same start " + digits : std::string(number % 20, '\0')));
    }
    KeyStore store;
    std::vector<std::string> shuffled(names.begin(), names.end());
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    append(store, shuffled);
    const std::vector<std::string> sorted(names.begin(), names.end());
    QCOMPARE(namesOf(store, store.list("f:").keys), sorted);
    for (const size_t rows : {1u, 7u, 1000u, 50000u}) {
        const FolderListing listing = store.list("f:", rows);
        const std::vector<std::string> expected(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(std::min<size_t>(rows, sorted.size())));
        QCOMPARE(namesOf(store, listing.keys), expected);
        QCOMPARE(listing.keyTotal, sorted.size());
        QCOMPARE(listing.complete, rows >= sorted.size());
    }
}

void TestKeyStore::sortsLongCommonStarts()
{
    KeyStore store{Separators("")};
    std::set<std::string> names;
    NameSource source(3);
    for (int i = 0; i < 20000; ++i)
        names.insert(std::string(source.below(4) * 8, 'c') + std::string(source.below(12), '\0') + std::to_string(source.below(30)) + std::string(source.below(3), '\0'));
    append(store, {names.begin(), names.end()});
    QVERIFY(sameAsSet(store, names));
}

void TestKeyStore::insertsOnlyWhatIsAbsent()
{
    NameSource source(21);
    KeyStore store;
    std::set<std::string> names;
    for (int round = 0; round < 20; ++round) {
        const std::vector<std::string> batch = source.names(round < 10 ? 3 : 500);
        std::set<std::string> fresh(batch.begin(), batch.end());
        std::erase_if(fresh, [&names](const std::string &name) { return names.count(name); });
        QCOMPARE(store.insert(views(batch)), fresh.size());
        names.merge(fresh);
        QCOMPARE(store.insert(batch.front()), false);
        QCOMPARE(store.insert(views(batch)), 0u);
    }
    QVERIFY(sameAsSet(store, names));
}

void TestKeyStore::removesAndRevives()
{
    KeyStore store;
    append(store, {"a:1", "a:2", "b"});
    const KeyRef one = store.find("a:1");
    const uint64_t before = store.revision();
    QCOMPARE(store.remove({"a:1", "no", "a:1"}), 1u);
    QVERIFY(store.revision() != before);
    QVERIFY(!store.isAlive(one));
    QCOMPARE(store.name(one), std::string("a:1"));
    QVERIFY(!store.contains("a:1"));
    QCOMPARE(store.remove({"a:1"}), 0u);
    QCOMPARE(store.remove({"a:2"}), 1u);
    QVERIFY(sameAsSet(store, {"b"}));
    const size_t memory = store.memory();
    QVERIFY(store.insert("a:1"));
    QCOMPARE(store.find("a:1"), one);
    QVERIFY(store.isAlive(one));
    QCOMPARE(store.memory(), memory);
    QVERIFY(sameAsSet(store, {"a:1", "b"}));
}

void TestKeyStore::removesInBatches()
{
    NameSource source(31);
    KeyStore store;
    std::set<std::string> names;
    const std::vector<std::string> some = source.names(20000);
    QCOMPARE(store.insert(views(some)), std::set<std::string>(some.begin(), some.end()).size());
    names.insert(some.begin(), some.end());
    for (const size_t size : {1u, 2u, 30u, 5000u}) {
        const std::vector<std::string> batch = source.names(size);
        size_t expected = 0;
        for (const std::string &name : batch)
            expected += names.erase(name);
        QCOMPARE(store.remove(views(batch)), expected);
    }
    QVERIFY(sameAsSet(store, names));
}

void TestKeyStore::duplicatesAreRemovedOnce()
{
    NameSource source(41);
    const std::vector<std::string> list = source.names(30000);
    std::vector<std::string> flat;
    for (int i = 0; i < 60000; ++i)
        flat.push_back("many:" + std::to_string(i % 59990));
    const std::set<std::string> names = [&] {
        std::set<std::string> all(list.begin(), list.end());
        all.insert(flat.begin(), flat.end());
        return all;
    }();
    KeyStore store;
    append(store, list);
    append(store, flat);
    const size_t appended = list.size() + flat.size();
    QCOMPARE(store.size(), appended);
    std::atomic<bool> stop{true};
    QCOMPARE(store.removeDuplicates(&stop), 0u);
    QCOMPARE(store.removeDuplicates(), appended - names.size());
    QVERIFY(sameAsSet(store, names));
    QCOMPARE(store.removeDuplicates(), 0u);

    // A name that stands twice is removed wholly.
    append(store, {"many:5", "many:5"});
    QCOMPARE(store.remove({"many:5"}), 1u);
    QVERIFY(!store.contains("many:5"));
}

void TestKeyStore::clearForgetsEverything()
{
    KeyStore store;
    append(store, {"a:1", "b"});
    const KeyRef old = store.find("b");
    store.clear();
    QCOMPARE(store.size(), 0u);
    QVERIFY(store.name(old).empty());
    QVERIFY(!store.isAlive(old));
    append(store, {"c", "a:3", "d"});
    QVERIFY(store.name(old).empty());
    QVERIFY(sameAsSet(store, {"c", "a:3", "d"}));
}

void TestKeyStore::forEachBelowStopsWhenTold()
{
    KeyStore store;
    std::vector<std::string> list;
    for (int i = 0; i < 5500; ++i)
        list.push_back("n:" + std::to_string(i));
    append(store, list);
    append(store, {"other"});
    size_t seen = 0;
    QList<size_t> sizes;
    const auto each = [&](size_t limit) {
        return [&, limit](const std::vector<std::string> &batch) {
            sizes.append(batch.size());
            seen += batch.size();
            store.remove({batch.front()});  // the gate is free while a batch is handled
            return seen < limit;
        };
    };
    store.forEachBelow("n:", nullptr, each(2000));
    QCOMPARE(sizes, (QList<size_t>{1000, 1000}));
    seen = 0;
    store.forEachBelow("n:", nullptr, each(~size_t{0}));
    QCOMPARE(seen, 5498u);
    const FilterCounts nines = store.count({NameFilter::Kind::Glob, "n:*9"});
    seen = 0;
    store.forEachBelow("", &nines, each(~size_t{0}));
    QCOMPARE(seen, nines.total);
}

void TestKeyStore::memoryIsAccountedFor()
{
    KeyStore store;
    const size_t empty = store.memory();
    QVERIFY(empty < (1u << 20));
    std::vector<std::string> list;
    size_t raw = 0;
    for (int i = 0; i < 200000; ++i)
        raw += list.emplace_back("session:web:" + std::to_string(i * 7919)).size();
    append(store, list);
    QVERIFY(store.memory() > empty);
    QVERIFY(store.memory() - empty < raw);
}

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_keystore.moc"
