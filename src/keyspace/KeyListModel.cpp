// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyListModel.h"

#include "base/Bytes.h"
#include "base/Format.h"

#include <QElapsedTimer>

#include <climits>
#include <unordered_map>
#include <unordered_set>

namespace vermilion {

namespace {

constexpr std::chrono::milliseconds LeastPace{250};
constexpr int PaceFactor = 8;
constexpr size_t MostRemovals = 1000;  // beyond it a reset is cheaper than telling of each

using Known = QHash<QByteArray, KeyFacts>;

/// Where a key stands in an order by a column; nothing when that is not known of it.
std::optional<std::pair<qint64, QByteArray>> sortKey(const KeyFacts &facts, int column)
{
    switch (column) {
    case KeyModel::Type:
        if (facts.type.isEmpty())
            return {};
        return std::pair{qint64(0), facts.type};
    case KeyModel::Ttl:
        if (facts.expiry == KeyFacts::Expiry::At)
            return std::pair{qint64(facts.expiresAt.count()), QByteArray()};
        if (facts.expiry == KeyFacts::Expiry::Never)
            return std::pair{std::numeric_limits<qint64>::max(), QByteArray()};
        return {};
    case KeyModel::Size:
        if (facts.bytes < 0)
            return {};
        return std::pair{facts.bytes, QByteArray()};
    default: return {};
    }
}

/// Moves what is known of to the front, in order. Returns how many.
uint64_t sortByFacts(const KeyStore &store, std::vector<KeyRef> &rows, const Known &known, int column, Qt::SortOrder order,
                     const std::atomic<bool> &stop)
{
    struct Entry { std::pair<qint64, QByteArray> key; KeyRef ref; };
    std::vector<Entry> front;
    std::vector<KeyRef> rest;
    rest.reserve(rows.size());
    for (const KeyRef ref : rows) {
        if (stop)
            return 0;
        const auto facts = known.constFind(bytes(store.name(ref)));
        const auto key = facts == known.cend() ? std::nullopt : sortKey(*facts, column);
        if (key)
            front.push_back({*key, ref});
        else
            rest.push_back(ref);
    }
    std::stable_sort(front.begin(), front.end(), [order](const Entry &a, const Entry &b) {
        return order == Qt::AscendingOrder ? a.key < b.key : b.key < a.key;
    });
    rows.clear();
    for (const Entry &entry : front)
        rows.push_back(entry.ref);
    rows.insert(rows.end(), rest.begin(), rest.end());
    return front.size();
}

/// Puts what is not shown yet after what is, up to `limit`; rows that died are left out.
std::vector<KeyRef> grown(const KeyStore &store, const std::vector<KeyRef> &shown, const std::vector<KeyRef> &all, size_t limit)
{
    std::vector<KeyRef> rows;
    rows.reserve(std::min(all.size(), limit));
    std::unordered_set<uint64_t> have;
    for (const KeyRef ref : shown) {
        if (store.isAlive(ref))
            rows.push_back(ref);
        have.insert(ref.raw);
    }
    for (const KeyRef ref : all) {
        if (rows.size() >= limit)
            break;
        if (!have.count(ref.raw))
            rows.push_back(ref);
    }
    return rows;
}

}  // namespace

KeyListModel::KeyListModel(KeyMetadata *metadata, QObject *parent)
    : KeyModel(metadata, parent), m_metadata(metadata), m_pace(LeastPace)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &KeyListModel::refresh);
}

KeyListModel::~KeyListModel() { *m_stop = true; }

void KeyListModel::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    show(m_store, m_matches, m_growing);
}

void KeyListModel::show(Store store, Matches matches, bool growing)
{
    *m_stop = true;
    m_stop = makeStopFlag();
    beginResetModel();
    ++m_generation;
    m_store = std::move(store);
    m_matches = std::move(matches);
    m_growing = growing;
    m_rows = {};
    m_refreshing = m_dirty = false;
    m_refresh.stop();
    m_pace = LeastPace;
    endResetModel();
    schedule(std::chrono::milliseconds(0));
}

void KeyListModel::updateMatches(Matches matches)
{
    m_matches = std::move(matches);
    storeChanged();
}

void KeyListModel::storeChanged()
{
    schedule(m_rows.empty() ? std::chrono::milliseconds(0) : m_pace);
}

void KeyListModel::setGrowing(bool growing)
{
    if (m_growing == growing)
        return;
    m_growing = growing;
    if (!growing)
        schedule(std::chrono::milliseconds(0));
}

void KeyListModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = std::clamp(column, int(Name), ColumnCount - 1);
    m_sortOrder = order;
    ++m_generation;  // an order that is being made is not wanted any more
    *m_stop = true;
    m_stop = makeStopFlag();
    m_refreshing = false;
    schedule(std::chrono::milliseconds(0));
}

void KeyListModel::schedule(std::chrono::milliseconds in)
{
    if (!m_active || !m_store)
        return;
    if (m_refreshing)
        m_dirty = true;
    else if (!m_refresh.isActive() || m_refresh.remainingTimeAsDuration() > in)
        m_refresh.start(in);
}

void KeyListModel::refresh()
{
    const bool grows = m_growing && !m_rows.empty();
    if (!m_active || !m_store || m_refreshing || (grows && m_rows.size() >= GrowRows))
        return;
    m_refreshing = true;
    m_dirty = false;
    QElapsedTimer took;
    took.start();
    auto work = [store = m_store, matches = m_matches, stop = m_stop, shown = m_rows, grows, column = m_sortColumn,
                 order = m_sortOrder, limit = m_growing ? GrowRows : size_t(INT_MAX),
                 known = m_sortColumn == Name ? Known() : m_metadata->known()] {
        Plan plan;
        plan.rows = store->all(matches.get(), stop.get());
        if (grows) {
            plan.rows = grown(*store, shown, plan.rows, limit);
        } else {
            if (column == Name && order == Qt::DescendingOrder)
                std::reverse(plan.rows.begin(), plan.rows.end());
            else if (column != Name)
                plan.known = sortByFacts(*store, plan.rows, known, column, order, *stop);
            if (plan.rows.size() > limit)
                plan.rows.resize(limit);
        }
        compare(*store, shown, plan);
        return plan;
    };
    runOnWorker(this, std::move(work), [this, took, generation = m_generation, wasGrowing = m_growing](Plan plan) {
        if (generation != m_generation)
            return;
        m_refreshing = false;
        emit aboutToRearrange();
        apply(std::move(plan));
        emit rearranged();
        m_pace = std::max(LeastPace, std::chrono::milliseconds(took.elapsed() * PaceFactor));
        if (m_growing != wasGrowing)
            schedule(std::chrono::milliseconds(0));
        else if (m_dirty)
            schedule(m_pace);
    });
}

/// Runs on a worker: which rows go, which come. A key never stops matching the filter it was listed for, so only dead ones go.
void KeyListModel::compare(const KeyStore &store, const std::vector<KeyRef> &shown, Plan &plan)
{
    std::vector<KeyRef> stay;
    stay.reserve(shown.size());
    for (size_t row = 0; row < shown.size(); ++row) {
        if (store.isAlive(shown[row]))
            stay.push_back(shown[row]);
        else
            plan.vanished.push_back(int(row));
    }
    if (stay.size() <= plan.rows.size() && std::equal(stay.begin(), stay.end(), plan.rows.begin())) {
        plan.added.assign(plan.rows.begin() + std::ptrdiff_t(stay.size()), plan.rows.end());
        return;
    }
    const auto byPlace = [](KeyRef a, KeyRef b) { return a.raw < b.raw; };
    std::sort(stay.begin(), stay.end(), byPlace);
    std::copy_if(plan.rows.begin(), plan.rows.end(), std::back_inserter(plan.added),
                 [&](KeyRef ref) { return !std::binary_search(stay.begin(), stay.end(), ref, byPlace); });
}

void KeyListModel::apply(Plan plan)
{
    setSortNote(plan.known);
    const bool consistent = m_rows.size() - plan.vanished.size() + plan.added.size() == plan.rows.size();
    if (!consistent || plan.vanished.size() > MostRemovals) {
        beginResetModel();
        m_rows = std::move(plan.rows);
        endResetModel();
        return;
    }
    removeRows(plan.vanished);
    if (!plan.added.empty()) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + plan.added.size()) - 1);
        m_rows.insert(m_rows.end(), plan.added.begin(), plan.added.end());
        endInsertRows();
    }
    if (m_rows != plan.rows)
        permute(std::move(plan.rows));
}

void KeyListModel::removeRows(const std::vector<int> &vanished)
{
    for (size_t end = vanished.size(); end > 0;) {
        size_t begin = end - 1;
        while (begin > 0 && vanished[begin - 1] == vanished[begin] - 1)
            --begin;
        const int first = vanished[begin], last = vanished[end - 1];
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        end = begin;
    }
}

void KeyListModel::permute(std::vector<KeyRef> rows)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    std::unordered_map<uint64_t, int> places;
    for (const QModelIndex &index : held)
        places.emplace(m_rows[size_t(index.row())].raw, -1);
    for (size_t i = 0; i < rows.size(); ++i) {
        if (const auto at = places.find(rows[i].raw); at != places.end())
            at->second = int(i);
    }
    QModelIndexList to;
    for (const QModelIndex &index : held)
        to << createIndex(places[m_rows[size_t(index.row())].raw], index.column());
    m_rows = std::move(rows);
    changePersistentIndexList(held, to);
    emit layoutChanged({}, VerticalSortHint);
}

void KeyListModel::setSortNote(uint64_t known)
{
    QString note;
    if (m_sortColumn != Name) {
        const QString column = headerData(m_sortColumn, Qt::Horizontal, Qt::DisplayRole).toString();
        note = tr("Sorted by “%1” over the %2 keys read so far; the others follow by name.").arg(column, formatCount(qint64(known)));
    } else if (m_growing) {
        note = tr("In order once the scan is over.");
    }
    if (note == m_sortNote)
        return;
    m_sortNote = note;
    emit sortNoteChanged();
}

int KeyListModel::rowOf(const QByteArray &key) const
{
    const KeyRef ref = m_store ? m_store->find(view(key)) : KeyRef();
    const auto at = std::find(m_rows.begin(), m_rows.end(), ref);
    return ref.isValid() && at != m_rows.end() ? int(at - m_rows.begin()) : -1;
}

QModelIndex KeyListModel::index(int row, int column, const QModelIndex &parent) const
{
    const bool exists = !parent.isValid() && row >= 0 && size_t(row) < m_rows.size() && column >= 0 && column < ColumnCount;
    return exists ? createIndex(row, column) : QModelIndex();
}

int KeyListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

Qt::ItemFlags KeyListModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

QVariant KeyListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || size_t(index.row()) >= m_rows.size())
        return {};
    const QByteArray name = bytes(m_store->name(m_rows[size_t(index.row())]));
    return keyData(name, name, index.column(), role);
}

}  // namespace vermilion
