// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/ValueTableModel.h"

#include "base/Bytes.h"
#include "base/Format.h"

#include <QLocale>

#include <cmath>

namespace vermilion {

namespace {

/// Servers before 7.2 write 1.1 as 1.1000000000000001: shown is the shortest number that is the same.
QString scoreText(const QByteArray &score)
{
    bool isNumber = false;
    const double value = score.toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? QString::number(value, 'g', QLocale::FloatingPointShortest) : printable(view(score));
}

}  // namespace

void ValueTableModel::clear(ValueKind kind)
{
    beginResetModel();
    m_kind = kind;
    m_rows.clear();
    m_more = false;
    endResetModel();
}

void ValueTableModel::append(std::vector<ValueRow> rows)
{
    if (rows.empty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    endInsertRows();
}

void ValueTableModel::setRow(int row, ValueRow data)
{
    if (row < 0 || size_t(row) >= m_rows.size())
        return;
    m_rows[size_t(row)] = std::move(data);
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void ValueTableModel::removeRowAt(int row)
{
    if (row < 0 || size_t(row) >= m_rows.size())
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
    if (m_kind != ValueKind::List || size_t(row) >= m_rows.size())
        return;
    for (size_t i = size_t(row); i < m_rows.size(); ++i)
        --m_rows[i].index;
    emit dataChanged(index(row, 0), index(int(m_rows.size()) - 1, 0));
}

void ValueTableModel::setMore(bool more) { m_more = more; }

void ValueTableModel::setEditable(bool editable) { m_editable = editable; }

int ValueTableModel::find(const QByteArray &name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const ValueRow &row) { return row.name == name; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ValueTableModel::findIndex(qint64 index) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), index, [](const ValueRow &row, qint64 i) { return row.index < i; });
    return found == m_rows.end() || found->index != index ? -1 : int(found - m_rows.begin());
}

QByteArray ValueTableModel::bytes(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ValueRow &data = row(index.row());
    if (index.column() == ValueColumn)
        return data.value;
    return m_kind == ValueKind::List ? QByteArray::number(data.index) : data.name;
}

int ValueTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ValueTableModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !isCollection(m_kind))
        return 0;
    return m_kind == ValueKind::Set ? 1 : 2;
}

QVariant ValueTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool isScore = m_kind == ValueKind::SortedSet && index.column() == ValueColumn;
    const bool isNumber = isScore || (m_kind == ValueKind::List && index.column() == NameColumn);
    switch (role) {
    case Qt::DisplayRole: {
        const QByteArray cell = bytes(index);
        if (isScore)
            return scoreText(cell);
        const bool isIndex = m_kind == ValueKind::List && index.column() == NameColumn;
        return isIndex ? formatCount(row(index.row()).index) : printable(view(cell), CellBytes);
    }
    case Qt::EditRole: return isScore ? scoreText(bytes(index)) : printable(view(bytes(index)));
    case Qt::TextAlignmentRole:
        return isNumber ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

bool ValueTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || !isInline(index))
        return false;
    const auto wanted = unescaped(value.toString());
    if (!wanted) {
        emit editRefused({ErrorCode::InvalidInput, tr("A backslash starts an escape here: write \\\\ for one backslash, \\n, \\t or \\xHH.").toUtf8(), {}});
        return false;
    }
    if (value.toString() != data(index, Qt::EditRole).toString())
        emit edited(index.row(), index.column(), *wanted);
    return false;  // the server decides; the model changes then
}

QVariant ValueTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const bool isName = section == NameColumn;
    // Above numbers, as they stand.
    if (role == Qt::TextAlignmentRole && m_kind == (isName ? ValueKind::List : ValueKind::SortedSet))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (m_kind) {
    case ValueKind::List: return isName ? tr("Index") : tr("Value");
    case ValueKind::Hash: return isName ? tr("Field") : tr("Value");
    case ValueKind::Set: return tr("Member");
    case ValueKind::SortedSet: return isName ? tr("Member") : tr("Score");
    case ValueKind::Stream: return isName ? tr("ID") : tr("Fields");
    default: return {};
    }
}

/// Long cells are edited below the table, where a codec shows them.
bool ValueTableModel::isInline(const QModelIndex &index) const
{
    const bool isListIndex = m_kind == ValueKind::List && index.column() == NameColumn;
    return m_editable && !isListIndex && m_kind != ValueKind::Stream && bytes(index).size() <= CellBytes;
}

Qt::ItemFlags ValueTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return isInline(index) ? flags | Qt::ItemIsEditable : flags;
}

bool ValueTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more;
}

void ValueTableModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_more = false;  // until the page is here
    emit moreWanted();
}

}  // namespace vermilion
