// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyModel.h"
#include "keyspace/Worker.h"

namespace vermilion {

/// Every key in one flat, sortable list: eight bytes a row. Sorted by name in the store; by type, TTL or size over what is known
/// of them (the rest follows by name, and sortNote() says so). Sorting happens on a worker.
class KeyListModel : public KeyModel {
    Q_OBJECT
public:
    KeyListModel(KeyMetadata *metadata, QObject *parent = nullptr);
    ~KeyListModel() override;

    using Store = std::shared_ptr<const KeyStore>;
    using Matches = std::shared_ptr<const FilterCounts>;

    /// An inactive list holds no rows and does no work: it is one view of two.
    void setActive(bool active);
    bool isActive() const { return m_active; }
    void show(Store store, Matches matches, bool growing);
    void updateMatches(Matches matches);
    void storeChanged();
    void setGrowing(bool growing);

    /// Empty, or in words what the order of rows does not cover. Translated.
    QString sortNote() const { return m_sortNote; }
    int rowOf(const QByteArray &key) const;  ///< -1 when it is not among the rows; looks at every row

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &) const override { return {}; }
    QModelIndex sibling(int row, int column, const QModelIndex &) const override { return index(row, column); }
    int rowCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override { return !parent.isValid() && !m_rows.empty(); }
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// While a scan is on, rows keep their place and new ones go last, up to this many; the rest comes when it is over.
    static constexpr size_t GrowRows = 100'000;

signals:
    void sortNoteChanged();

private:
    struct Plan {
        std::vector<KeyRef> rows;    // as they should stand
        std::vector<KeyRef> added;   // of these, not shown yet
        std::vector<int> vanished;   // rows to take away
        uint64_t known = 0;          // rows sorted by facts
    };
    static void compare(const KeyStore &store, const std::vector<KeyRef> &shown, Plan &plan);
    void schedule(std::chrono::milliseconds in);
    void refresh();
    void apply(Plan plan);
    void removeRows(const std::vector<int> &vanished);
    void permute(std::vector<KeyRef> rows);
    void setSortNote(uint64_t known);

    Store m_store;
    Matches m_matches;
    bool m_active = false, m_growing = false;
    std::vector<KeyRef> m_rows;
    int m_sortColumn = Name;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QString m_sortNote;

    KeyMetadata *const m_metadata;
    StopFlag m_stop = makeStopFlag();
    uint64_t m_generation = 0;
    QTimer m_refresh;
    bool m_refreshing = false, m_dirty = false;
    std::chrono::milliseconds m_pace;
};

}  // namespace vermilion
