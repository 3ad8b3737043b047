// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyTreeModel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

class TestKeyTreeModel : public QObject {
    Q_OBJECT

    Session m_session{Endpoint()};
    KeyMetadata m_metadata{&m_session};
    std::shared_ptr<KeyStore> m_store;
    std::unique_ptr<KeyTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    void add(const QByteArrayList &names)
    {
        std::vector<std::string_view> views;
        for (const QByteArray &name : names)
            views.emplace_back(name.constData(), size_t(name.size()));
        m_store->append(views.data(), views.size());
    }
    QStringList rows(const QModelIndex &parent = {}) const
    {
        QStringList names;
        for (int i = 0; i < m_model->rowCount(parent); ++i)
            names << m_model->index(i, 0, parent).data().toString();
        return names;
    }
    /// Shows the store and waits for the first page.
    void show(bool growing = false, KeyTreeModel::Matches matches = {})
    {
        m_model->show(m_store, std::move(matches), growing);
        QTRY_VERIFY(m_model->isLoaded({}));
    }
    QModelIndex open(const QByteArray &prefix)
    {
        const QPersistentModelIndex folder = m_model->folderIndex(prefix);
        m_model->setOpen(folder, true);
        m_model->fetchMore(folder);
        [&] { QTRY_VERIFY(m_model->isLoaded(folder)); }();
        return folder;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
        m_store = std::make_shared<KeyStore>();
        m_model = std::make_unique<KeyTreeModel>(&m_metadata);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void emptyStore()
    {
        show();
        QCOMPARE(m_model->rowCount(), 0);
    }

    void foldersBeforeKeysByName()
    {
        add({"b:1", "a:x:1", "a:2", "k", "a"});
        show();
        QCOMPARE(rows(), (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("k")}));
        const QModelIndex a = m_model->index(0, 0);
        QVERIFY(a.data(KeyModel::IsNamespaceRole).toBool());
        QCOMPARE(a.data(KeyModel::CountRole).toULongLong(), 2u);
        QVERIFY(a.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("namespace a")));
        const QModelIndex key = m_model->index(2, 0);
        QVERIFY(!key.data(KeyModel::IsNamespaceRole).toBool());
        QCOMPARE(key.data(KeyModel::KeyRole).toByteArray(), QByteArray("a"));

        const QModelIndex opened = open("a:");
        QCOMPARE(rows(opened), (QStringList{QStringLiteral("x"), QStringLiteral("2")}));
        QCOMPARE(m_model->index(1, 0, opened).data(KeyModel::KeyRole).toByteArray(), QByteArray("a:2"));
        QCOMPARE(m_model->prefix(m_model->index(1, 0, opened)), QByteArray("a:"));
    }

    void hostileNames()
    {
        add({"", ":", "a:", "new\nline", QByteArray("\xff\xfe:\x00", 4), QByteArray(1 << 20, 'x')});
        show();
        QStringList all = rows();
        QVERIFY(all.contains(QStringLiteral("new\\nline")));
        QVERIFY(all.contains(QStringLiteral("(empty)")));
        for (const QString &text : all)
            QVERIFY(text.size() < 500);
        const QModelIndex folder = open(":");
        QCOMPARE(rows(folder), QStringList{QStringLiteral("(empty)")});
        QCOMPARE(m_model->index(0, 0, folder).data(KeyModel::KeyRole).toByteArray(), QByteArray(":"));
    }

    void rowsKeepTheirPlaceWhileNamesStreamIn()
    {
        add({"m:1", "k5"});
        show(true);
        const QPersistentModelIndex folder = m_model->index(0, 0), key = m_model->index(1, 0);
        add({"a:1", "m:2", "k1"});
        m_model->storeChanged();
        QTRY_COMPARE(m_model->rowCount(), 4);
        QCOMPARE(folder.row(), 0);
        QCOMPARE(key.row(), 1);
        QCOMPARE(folder.data(KeyModel::CountRole).toULongLong(), 2u);

        QSignalSpy settled(m_model.get(), &KeyTreeModel::settled);
        m_model->setGrowing(false);
        QTRY_VERIFY(!settled.isEmpty());
        QCOMPARE(rows(), (QStringList{QStringLiteral("a"), QStringLiteral("m"), QStringLiteral("k1"), QStringLiteral("k5")}));
        QCOMPARE(folder.row(), 1);
        QCOMPARE(folder.data().toString(), QStringLiteral("m"));
        QCOMPARE(key.row(), 3);
    }

    void streamingThousands()
    {
        show(true);
        for (int batch = 0; batch < 50; ++batch) {
            QByteArrayList names;
            for (int i = 0; i < 1000; ++i)
                names << "f" + QByteArray::number((batch * 7 + i) % 40) + ":" + QByteArray::number(batch * 1000 + i);
            add(names);
            m_model->storeChanged();
            QTest::qWait(1);
        }
        QSignalSpy settled(m_model.get(), &KeyTreeModel::settled);
        m_model->setGrowing(false);
        QTRY_VERIFY(!settled.isEmpty());
        QCOMPARE(m_model->rowCount(), 40);
        qulonglong sum = 0;
        for (int i = 0; i < 40; ++i)
            sum += m_model->index(i, 0).data(KeyModel::CountRole).toULongLong();
        QCOMPARE(sum, 50'000u);
    }

    void hugeFolderOpensInPages()
    {
        QByteArrayList names;
        for (int i = 0; i < 50'000; ++i)
            names << "k" + QByteArray::number(i).rightJustified(5, '0');
        add(names);
        show();
        QCOMPARE(m_model->rowCount(), 1001);
        QModelIndex more = m_model->index(1000, 0);
        QVERIFY(more.data(KeyModel::IsMoreRole).toBool());
        QCOMPARE(more.data(KeyModel::CountRole).toULongLong(), 49'000u);
        QCOMPARE(rows().first(), QStringLiteral("k00000"));
        QCOMPARE(rows().at(999), QStringLiteral("k00999"));

        m_model->showMore(more);
        m_model->showMore(more);  // a second wish is the same wish
        QTRY_COMPARE(m_model->rowCount(), 11'001);
        QCOMPARE(m_model->index(10'999, 0).data().toString(), QStringLiteral("k10999"));
        for (int i = 0; i < 4; ++i) {
            more = m_model->index(m_model->rowCount() - 1, 0);
            const int before = m_model->rowCount();
            m_model->showMore(more);
            QTRY_VERIFY(m_model->rowCount() > before);
        }
        QCOMPARE(m_model->rowCount(), 50'000);
        QVERIFY(!m_model->index(49'999, 0).data(KeyModel::IsMoreRole).toBool());
    }

    void heldKeysStayWhenAHugeFolderIsPutInOrder()
    {
        const auto name = [](int i) -> QByteArray { return "k" + QByteArray::number(i).rightJustified(5, '0'); };
        QByteArrayList names;
        for (int i = 0; i < 1000; ++i)
            names << name(40'000 + i);  // what comes first stands last
        add(names);
        show(true);
        const QPersistentModelIndex held = m_model->index(700, 0);
        QItemSelectionModel selection(m_model.get());
        m_model->holdSelection(&selection);
        selection.select({m_model->index(800, 0), m_model->index(804, KeyModel::ColumnCount - 1)}, QItemSelectionModel::Select);
        names.clear();
        for (int i = 0; i < 40'000; ++i)
            names << name(i);
        add(names);
        QSignalSpy settled(m_model.get(), &KeyTreeModel::settled);
        m_model->setGrowing(false);
        QTRY_VERIFY(!settled.isEmpty());
        QVERIFY(held.isValid());
        QCOMPARE(held.data().toString(), QStringLiteral("k40700"));
        QCOMPARE(held.row(), 1000);  // behind the page
        QCOMPARE(selection.selectedRows().size(), 5);
        QCOMPARE(m_model->rowCount(), 1000 + 6 + 1);
        const QModelIndex more = m_model->index(1006, 0);
        QCOMPARE(more.data(KeyModel::CountRole).toULongLong(), 41'000u - 1006u);
        QVERIFY(more.data().toString().contains(QStringLiteral("in between")));

        m_model->showMore(more);
        QTRY_VERIFY(m_model->rowCount() > 11'000);
        QCOMPARE(held.data().toString(), QStringLiteral("k40700"));
        for (int i = 0; i < 3; ++i) {
            const int before = m_model->rowCount();
            m_model->showMore(m_model->index(before - 1, 0));
            QTRY_VERIFY(m_model->rowCount() != before);
        }
        QCOMPARE(m_model->rowCount(), 41'000);
        QCOMPARE(held.row(), 40'700);
    }

    void removedKeysLeave()
    {
        add({"a:1", "a:2", "b:1", "k1", "k2"});
        show();
        const QModelIndex a = open("a:");
        QCOMPARE(rows(a).size(), 2);
        m_store->remove({"a:1", "b:1", "k1"});
        m_model->storeChanged();
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("a"), QStringLiteral("k2")}));
        QTRY_COMPARE(rows(m_model->folderIndex("a:")), QStringList{QStringLiteral("2")});
        m_store->remove({"a:2", "k2"});
        m_model->storeChanged();
        QTRY_COMPARE(m_model->rowCount(), 0);
        QVERIFY(!m_model->folderIndex("a:").isValid());
    }

    void filterShowsOnlyMatches()
    {
        add({"user:1", "user:12", "cart:12", "other"});
        const auto matches = std::make_shared<FilterCounts>(m_store->count({NameFilter::Kind::Substring, "12", false}));
        show(false, matches);
        QCOMPARE(rows(), (QStringList{QStringLiteral("cart"), QStringLiteral("user")}));
        QCOMPARE(rows(open("user:")), QStringList{QStringLiteral("12")});
        show();
        QCOMPARE(rows().size(), 3);
    }

    void shutFoldersAreFollowedOnceOpenedAgain()
    {
        add({"a:1"});
        show();
        const QModelIndex a = open("a:");
        m_model->setOpen(a, false);
        add({"a:2"});
        m_model->storeChanged();
        QTRY_COMPARE(m_model->index(0, 0).data(KeyModel::CountRole).toULongLong(), 2u);
        QCOMPARE(rows(m_model->folderIndex("a:")).size(), 1);
        m_model->setOpen(m_model->folderIndex("a:"), true);
        QTRY_COMPARE(rows(m_model->folderIndex("a:")).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestKeyTreeModel)
#include "tst_keytreemodel.moc"
