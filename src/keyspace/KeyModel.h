// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyMetadata.h"
#include "keyspace/KeyStore.h"

#include <QAbstractItemModel>
#include <QTimer>

namespace vermilion {

/// What the tree and the flat list have in common: columns, roles, and how a key is put into words. The rows themselves are
/// references into a KeyStore; there is no object a key.
class KeyModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, Type, Ttl, Size, ColumnCount };
    enum Role {
        KeyRole = Qt::UserRole + 1,  ///< QByteArray: whole name of a key; of a namespace, its prefix
        IsNamespaceRole,             ///< bool
        IsMoreRole,                  ///< bool: the row that stands for rows not shown yet
        CountRole,                   ///< qulonglong: keys in a namespace and below
        TypeRole,                    ///< QByteArray: Redis type; empty: not known
        UrgencyRole                  ///< Urgency of the TTL
    };
    enum Urgency { None, Plain, Soon, Gone };

    KeyModel(KeyMetadata *metadata, QObject *parent);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// These rows are on screen: their type, TTL and size are fetched, and their TTL counts down.
    void showRows(const QModelIndexList &visible);
    /// Reads what showRows() named once more, for instance after a change.
    void refreshShown();

signals:
    /// Around a change of rows by the model itself, so that a view can keep what the user looks at where it is.
    void aboutToRearrange();
    void rearranged();

public:
    static constexpr std::chrono::milliseconds SoonLimit{120'000};
    static constexpr qsizetype LongestShownName = 400;  ///< bytes; the rest is an ellipsis

protected:
    QVariant keyData(const QByteArray &key, const QByteArray &shownPart, int column, int role) const;
    static QString nameText(const QByteArray &part);

private:
    void metadataChanged(const QByteArrayList &keys);
    void repaintShown(int firstColumn, int lastColumn);
    void tick();
    QString ttlText(const KeyFacts &facts) const;
    QVariant urgency(const KeyFacts &facts) const;
    QString accessibleText(const QByteArray &key, const KeyFacts *facts) const;
    QString toolTip(const QByteArray &key, const KeyFacts *facts, int column) const;

    KeyMetadata *const m_metadata;
    QList<QPersistentModelIndex> m_shown;
    QTimer m_countdown;
};

}  // namespace vermilion
