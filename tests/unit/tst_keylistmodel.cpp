// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyListModel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

class TestKeyListModel : public QObject {
    Q_OBJECT

    Session m_session{Endpoint()};
    KeyMetadata m_metadata{&m_session};
    std::shared_ptr<KeyStore> m_store;
    std::unique_ptr<KeyListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    void add(const QByteArrayList &names)
    {
        std::vector<std::string_view> views;
        for (const QByteArray &name : names)
            views.emplace_back(name.constData(), size_t(name.size()));
        m_store->append(views.data(), views.size());
    }
    QByteArrayList rows() const
    {
        QByteArrayList names;
        for (int i = 0; i < m_model->rowCount(); ++i)
            names << m_model->index(i, 0).data(KeyModel::KeyRole).toByteArray();
        return names;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
        m_store = std::make_shared<KeyStore>();
        m_model = std::make_unique<KeyListModel>(&m_metadata);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        m_model->setActive(true);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void inactiveListHoldsNothing()
    {
        add({"a"});
        m_model->setActive(false);
        m_model->show(m_store, {}, false);
        QTest::qWait(20);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setActive(true);
        QTRY_COMPARE(m_model->rowCount(), 1);
    }

    void sortedByNameBothWays()
    {
        add({"b:2", "a:9", "c", "a"});
        m_model->show(m_store, {}, false);
        QTRY_COMPARE(rows(), (QByteArrayList{"a", "a:9", "b:2", "c"}));
        const QPersistentModelIndex c = m_model->index(3, 0);
        m_model->sort(KeyModel::Name, Qt::DescendingOrder);
        QTRY_COMPARE(rows(), (QByteArrayList{"c", "b:2", "a:9", "a"}));
        QCOMPARE(c.row(), 0);
        QCOMPARE(m_model->rowOf("a:9"), 2);
        QCOMPARE(m_model->rowOf("nope"), -1);
    }

    void unknownFactsAreSaid()
    {
        add({"b", "a"});
        m_model->show(m_store, {}, false);
        QTRY_COMPARE(m_model->rowCount(), 2);
        QVERIFY(m_model->sortNote().isEmpty());
        m_model->sort(KeyModel::Size, Qt::DescendingOrder);
        QTRY_VERIFY(m_model->sortNote().contains(QStringLiteral("0 keys")));
        QCOMPARE(rows(), (QByteArrayList{"a", "b"}));
    }

    void rowsKeepTheirPlaceWhileNamesStreamIn()
    {
        add({"m"});
        m_model->show(m_store, {}, true);
        QTRY_COMPARE(m_model->rowCount(), 1);
        add({"a", "z"});
        m_model->storeChanged();
        QTRY_COMPARE(m_model->rowCount(), 3);
        QCOMPARE(rows().first(), QByteArray("m"));
        m_model->setGrowing(false);
        QTRY_COMPARE(rows(), (QByteArrayList{"a", "m", "z"}));
    }

    void removedKeysLeave()
    {
        add({"a", "b", "c", "d", "e"});
        m_model->show(m_store, {}, false);
        QTRY_COMPARE(m_model->rowCount(), 5);
        const QPersistentModelIndex e = m_model->index(4, 0);
        m_store->remove({"b", "c"});
        add({"bb"});
        m_model->storeChanged();
        QTRY_COMPARE(rows(), (QByteArrayList{"a", "bb", "d", "e"}));
        QCOMPARE(e.row(), 3);
    }

    void fiftyThousandAndFiltered()
    {
        QByteArrayList names;
        for (int i = 0; i < 50'000; ++i)
            names << "k:" + QByteArray::number(i);
        add(names);
        m_model->show(m_store, {}, false);
        QTRY_COMPARE(m_model->rowCount(), 50'000);
        m_store->remove({"k:1"});
        m_model->storeChanged();
        QTRY_COMPARE(m_model->rowCount(), 49'999);
        const auto matches = std::make_shared<FilterCounts>(m_store->count({NameFilter::Kind::Substring, "4999", false}));
        m_model->show(m_store, matches, false);
        QTRY_COMPARE(m_model->rowCount(), 15);
    }
};

QTEST_GUILESS_MAIN(TestKeyListModel)
#include "tst_keylistmodel.moc"
