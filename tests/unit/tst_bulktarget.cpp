// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/BulkJob.h"
#include "keyspace/StoreEdits.h"

#include <QRegularExpression>
#include <QTest>

using namespace vermilion;

namespace {

void fill(KeyStore &store, const QByteArrayList &names)
{
    for (const QByteArray &name : names) {
        const std::string_view one(name.constData(), size_t(name.size()));
        store.append(&one, 1);
    }
}

QByteArrayList sorted(const NameList &names)
{
    QByteArrayList list;
    for (size_t i = 0; i < names.size(); ++i)
        list << QByteArray(names.at(i).data(), qsizetype(names.at(i).size()));
    std::sort(list.begin(), list.end());
    return list;
}

QByteArrayList sorted(const KeyStore &store)
{
    QByteArrayList list;
    for (const KeyRef ref : store.all())
        list << QByteArray::fromStdString(store.name(ref));
    std::sort(list.begin(), list.end());
    return list;
}

}  // namespace

class TestBulkTarget : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void everyNameOnce()
    {
        KeyStore store;
        fill(store, {"a:1", "a:b:2", "a:b:3", "c", "c:1", ""});
        const std::atomic<bool> stop{false};
        const auto names = collectNames(store, nullptr, {{"a:1", "c", "", "c", "elsewhere"}, {"a:b:", "a:"}, false}, stop);
        QCOMPARE(sorted(*names), (QByteArrayList{"", "a:1", "a:b:2", "a:b:3", "c", "elsewhere"}));
    }

    void filteredNamespaceHoldsOnlyWhatIsShown()
    {
        KeyStore store;
        fill(store, {"a:x1", "a:y1", "a:x2", "b:x"});
        const FilterCounts matches = store.count({NameFilter::Kind::Substring, "x", false});
        const std::atomic<bool> stop{false};
        QCOMPARE(sorted(*collectNames(store, &matches, {{}, {"a:"}, false}, stop)), (QByteArrayList{"a:x1", "a:x2"}));
        QCOMPARE(sorted(*collectNames(store, &matches, {{}, {}, true}, stop)), (QByteArrayList{"a:x1", "a:x2", "b:x"}));
    }

    void commands()
    {
        using namespace std::chrono_literals;
        QCOMPARE((BulkAction{BulkAction::Kind::Delete, {}}.commandFor("k")), (QByteArrayList{"UNLINK", "k"}));
        QCOMPARE((BulkAction{BulkAction::Kind::ExpireIn, 90s}.commandFor("k")), (QByteArrayList{"PEXPIRE", "k", "90000"}));
        QCOMPARE((BulkAction{BulkAction::Kind::ExpireAt, 5ms}.commandFor("k")), (QByteArrayList{"PEXPIREAT", "k", "5"}));
        QCOMPARE((BulkAction{BulkAction::Kind::Persist, {}}.commandFor("k")), (QByteArrayList{"PERSIST", "k"}));
    }

    void refreshMergesANamespace()
    {
        KeyStore store, fresh;
        fill(store, {"a:1", "a:2", "a:b:3", "z:1"});
        fill(fresh, {"a:2", "a:4", "a:b:5"});
        const std::atomic<bool> stop{false};
        const MergeResult result = mergeNamespace(store, fresh, "a:", stop);
        QCOMPARE(result.added, size_t(2));
        QCOMPARE(result.removed, size_t(2));
        QCOMPARE(sorted(store), (QByteArrayList{"a:2", "a:4", "a:b:5", "z:1"}));
    }

    void otherSeparators()
    {
        KeyStore store;
        fill(store, {"a:1/x", "a:1/y", "b/2"});
        const std::atomic<bool> stop{false};
        const auto other = reindexed(store, Separators("/"), stop);
        QCOMPARE(sorted(*other), sorted(store));
        QCOMPARE(other->countBelow("a:1/"), 2u);
    }

    void eventsAreApplied()
    {
        KeyStore store;
        fill(store, {"a", "b"});
        applyChanges(store, {"b", "c:1"}, {"a"});
        QCOMPARE(sorted(store), (QByteArrayList{"b", "c:1"}));
    }
};

QTEST_GUILESS_MAIN(TestBulkTarget)
#include "tst_bulktarget.moc"
