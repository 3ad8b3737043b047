// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/ValuePager.h"

#include <QAbstractTableModel>

namespace vermilion {

/// The rows of a collection that are loaded, as a table. Cells are cut printable forms; whole bytes come from row(). GUI thread.
class ValueTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr qsizetype CellBytes = 300;
    enum Column { NameColumn = 0, ValueColumn = 1 };

    using QAbstractTableModel::QAbstractTableModel;

    void clear(ValueKind kind);
    void append(std::vector<ValueRow> rows);
    void setRow(int row, ValueRow data);
    void removeRowAt(int row);          ///< in lists the rows after it move up by one
    void setMore(bool more);            ///< is there more to fetch? Views then ask by fetchMore()
    void setEditable(bool editable);    ///< names and scores by an inline editor

    ValueKind kind() const { return m_kind; }
    const ValueRow &row(int row) const { return m_rows[size_t(row)]; }
    int find(const QByteArray &name) const;  ///< -1: not loaded
    int findIndex(qint64 index) const;       ///< the row of a list element
    /// The bytes behind a cell.
    QByteArray bytes(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void moreWanted();
    /// An inline editor ended: the bytes that the user wants in this cell. The model changes when the server has agreed.
    void edited(int row, int column, const QByteArray &bytes);
    void editRefused(const vermilion::Error &error);

private:
    bool isInline(const QModelIndex &index) const;

    ValueKind m_kind = ValueKind::None;
    std::vector<ValueRow> m_rows;
    bool m_more = false, m_editable = false;
};

}  // namespace vermilion
