// SPDX-License-Identifier: GPL-3.0-or-later
#include "keystoremodel.h"

#include <QElapsedTimer>

#include <thread>

using namespace vermilion;
using namespace vermilion::test;

/// One writer and readers of every kind at once; meant to run under the thread sanitizer as well.
class TestKeyStoreThreads : public QObject {
    Q_OBJECT

private slots:
    void readersSeeWholeNamesWhileOneWrites();
    void clearWhileOthersRead();
    void duplicatesWhileOthersWrite();
};

namespace {

std::string nameAt(size_t i)
{
    switch (i % 4) {
    case 0:
        return "user:" + std::to_string(i) + ":profile";
    case 1:
        return "cache:" + std::to_string(i);
    case 2:
        return "deep:" + std::to_string(i % 50) + ":" + std::to_string(i);
    default:
        return i % 1000 == 3 ? "long:" + std::string(5000, 'x') + std::to_string(i) : "flat" + std::to_string(i);
    }
}

std::vector<std::string> namesFrom(size_t first, size_t count)
{
    std::vector<std::string> names;
    for (size_t i = first; i < first + count; ++i)
        names.push_back(nameAt(i));
    return names;
}

bool isOurs(const std::string &name)
{
    return name.starts_with("user:") || name.starts_with("cache:") || name.starts_with("deep:") || name.starts_with("long:") || name.starts_with("flat");
}

/// Runs `read` in its own thread until told to end.
class Reader {
public:
    template<class Read>
    explicit Reader(Read read) : m_thread([this, read] {
        do
            m_ok = read() && m_ok;
        while (!m_end.load());
    })
    {
    }
    bool finish()
    {
        m_end = true;
        m_thread.join();
        return m_ok;
    }

private:
    std::atomic<bool> m_end{false};
    bool m_ok = true;
    std::thread m_thread;
};

}  // namespace

void TestKeyStoreThreads::readersSeeWholeNamesWhileOneWrites()
{
    constexpr size_t kNames = 60000, kBatch = 500;
    KeyStore store;
    Reader lister([&store] {
        const FolderListing listing = store.list("user:", 100);
        return std::all_of(listing.keys.begin(), listing.keys.end(), [&store](KeyRef key) { return isOurs(store.name(key)); });
    });
    Reader flat([&store] {
        const std::vector<std::string> names = namesOf(store, store.all());
        return std::all_of(names.begin(), names.end(), isOurs) && std::is_sorted(names.begin(), names.end());
    });
    Reader filter([&store] {
        const FilterCounts counts = store.count({NameFilter::Kind::Substring, "1"}, 2);
        bool ok = true;
        store.forEachBelow("", &counts, [&ok](const std::vector<std::string> &batch) {
            ok = ok && std::all_of(batch.begin(), batch.end(), [](const std::string &name) { return name.find('1') != std::string::npos; });
            return true;
        });
        return ok && counts.total == counts.nested.at(0);
    });
    std::vector<KeyRef> kept;
    for (size_t first = 0; first < kNames; first += kBatch) {
        append(store, namesFrom(first, kBatch));
        kept.push_back(store.find(nameAt(first)));
        store.remove(views(namesFrom(first + 1, 3)));
        store.insert(nameAt(first + 1));
    }
    QVERIFY(lister.finish());
    QVERIFY(flat.finish());
    QVERIFY(filter.finish());
    QCOMPARE(store.size(), kNames - 2 * kNames / kBatch);
    for (size_t i = 0; i < kept.size(); ++i)
        QCOMPARE(store.name(kept[i]), nameAt(i * kBatch));
}

void TestKeyStoreThreads::clearWhileOthersRead()
{
    KeyStore store;
    Reader reader([&store] {
        const std::vector<std::string> names = namesOf(store, store.all());
        return std::all_of(names.begin(), names.end(), [](const std::string &name) { return name.empty() || isOurs(name); });
    });
    for (size_t round = 0; round < 30; ++round) {
        append(store, namesFrom(0, 3000));
        store.clear();
    }
    QVERIFY(reader.finish());
    QCOMPARE(store.size(), 0u);
}

void TestKeyStoreThreads::duplicatesWhileOthersWrite()
{
    KeyStore store;
    append(store, namesFrom(0, 20000));
    append(store, namesFrom(0, 500));
    Reader finder([&store] {
        store.removeDuplicates();
        return true;
    });
    for (size_t first = 20000; first < 40000; first += 500) {
        append(store, namesFrom(first, 500));
        store.remove(views(namesFrom(first - 10000, 100)));
    }
    QVERIFY(finder.finish());
    store.removeDuplicates();
    QCOMPARE(store.size(), 40000u - 4000u);
}

QTEST_GUILESS_MAIN(TestKeyStoreThreads)
#include "tst_keystorethreads.moc"
