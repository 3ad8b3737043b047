// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyModel.h"

#include "base/Bytes.h"
#include "base/ErrorText.h"
#include "base/Format.h"

namespace vermilion {

KeyModel::KeyModel(KeyMetadata *metadata, QObject *parent) : QAbstractItemModel(parent), m_metadata(metadata)
{
    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, this, &KeyModel::tick);
    connect(metadata, &KeyMetadata::changed, this, &KeyModel::metadataChanged);
    connect(metadata, &KeyMetadata::columnRefused, this,
            [this] { emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); });
}

int KeyModel::columnCount(const QModelIndex &parent) const { return parent.column() > 0 ? 0 : ColumnCount; }

QHash<int, QByteArray> KeyModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    names.insert({{KeyRole, "key"}, {IsNamespaceRole, "isNamespace"}, {IsMoreRole, "isMore"}, {CountRole, "count"},
                  {TypeRole, "type"}, {UrgencyRole, "urgency"}});
    return names;
}

QVariant KeyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto refusalOf = [this](KeyMetadata::Column column) -> QVariant {
        const std::optional<Error> error = m_metadata->refusal(column);
        return error ? QVariant(describe(*error).paragraph()) : QVariant();
    };
    if (role == Qt::TextAlignmentRole)
        return int((section >= Ttl ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Type: return refusalOf(KeyMetadata::Column::Type);
        case Ttl: return refusalOf(KeyMetadata::Column::Ttl);
        case Size: return refusalOf(KeyMetadata::Column::Size);
        default: return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Name");
    case Type: return tr("Type");
    case Ttl: return tr("Expires");
    case Size: return tr("Size");
    default: return {};
    }
}

void KeyModel::showRows(const QModelIndexList &visible)
{
    m_shown.clear();
    for (const QModelIndex &index : visible)
        m_shown << QPersistentModelIndex(index.siblingAtColumn(0));
    refreshShown();
}

void KeyModel::refreshShown()
{
    QByteArrayList keys;
    for (const QPersistentModelIndex &index : std::as_const(m_shown)) {
        if (index.isValid() && !index.data(IsNamespaceRole).toBool() && !index.data(IsMoreRole).toBool())
            keys << index.data(KeyRole).toByteArray();
    }
    m_metadata->want(keys);
    tick();
}

void KeyModel::metadataChanged(const QByteArrayList &)
{
    // Only what is on screen is ever asked for, so that is what changed.
    repaintShown(Name, ColumnCount - 1);
    tick();
}

void KeyModel::repaintShown(int firstColumn, int lastColumn)
{
    // Neighbours are reported together: one signal a run of rows.
    for (qsizetype i = 0; i < m_shown.size();) {
        const QModelIndex first = m_shown[i];
        qsizetype next = i + 1;
        QModelIndex last = first;
        while (next < m_shown.size() && m_shown[next].parent() == first.parent() && m_shown[next].row() == last.row() + 1)
            last = m_shown[next++];
        if (first.isValid())
            emit dataChanged(first.siblingAtColumn(firstColumn), last.siblingAtColumn(lastColumn));
        i = next;
    }
}

/// Counts down what is on screen, once a second, and sleeps when nothing there expires.
void KeyModel::tick()
{
    const bool any = std::any_of(m_shown.cbegin(), m_shown.cend(), [](const QPersistentModelIndex &index) {
        const int urgency = index.data(UrgencyRole).toInt();
        return urgency == Plain || urgency == Soon;
    });
    if (!any)
        return m_countdown.stop();
    if (m_countdown.isActive())
        repaintShown(Ttl, Ttl);
    else
        m_countdown.start();
}

QString KeyModel::nameText(const QByteArray &part)
{
    return part.isEmpty() ? tr("(empty)") : printable(view(part), LongestShownName);
}

QString KeyModel::ttlText(const KeyFacts &facts) const
{
    switch (facts.expiry) {
    case KeyFacts::Expiry::Unknown: return {};
    case KeyFacts::Expiry::Never: return tr("no expiry");
    case KeyFacts::Expiry::Gone: return tr("gone");
    case KeyFacts::Expiry::At: break;
    }
    const std::chrono::milliseconds left = *m_metadata->remaining(facts);
    if (left.count() <= 0)
        return tr("expired");
    return left < std::chrono::seconds(1) ? tr("< 1 s") : formatDuration(std::chrono::floor<std::chrono::seconds>(left));
}

QVariant KeyModel::urgency(const KeyFacts &facts) const
{
    if (facts.isGone())
        return Gone;
    const std::optional<std::chrono::milliseconds> left = m_metadata->remaining(facts);
    if (!left)
        return None;
    return left->count() <= 0 ? Gone : *left < SoonLimit ? Soon : Plain;
}

QString KeyModel::accessibleText(const QByteArray &key, const KeyFacts *facts) const
{
    QString text = key.isEmpty() ? tr("key with an empty name") : tr("key %1").arg(printable(view(key), LongestShownName));
    if (!facts)
        return text;
    if (facts->isGone())
        return tr("%1, gone").arg(text);
    if (!facts->type.isEmpty())
        text = tr("%1, %2").arg(text, QString::fromUtf8(facts->type));
    if (facts->expiry == KeyFacts::Expiry::Never)
        text = tr("%1, no expiry").arg(text);
    else if (facts->expiry == KeyFacts::Expiry::At)
        text = tr("%1, expires in %2").arg(text, ttlText(*facts));
    return text;
}

QString KeyModel::toolTip(const QByteArray &key, const KeyFacts *facts, int column) const
{
    if (column == Name) {
        const QString name = key.isEmpty() ? tr("A key whose name is empty") : printable(view(key), 1024);
        return key.size() > 256 ? QString(name + u'\n' + tr("Name of %1").arg(formatBytes(key.size()))) : name;
    }
    if (column == Ttl && facts && facts->expiry == KeyFacts::Expiry::At)
        return tr("Expires %1").arg(formatMoment(facts->expiresAt));
    return headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
}

QVariant KeyModel::keyData(const QByteArray &key, const QByteArray &shownPart, int column, int role) const
{
    const KeyFacts *facts = m_metadata->find(key);
    switch (role) {
    case KeyRole: return key;
    case IsNamespaceRole: case IsMoreRole: return false;
    case TypeRole: return facts ? facts->type : QByteArray();
    case UrgencyRole: return facts ? urgency(*facts) : QVariant(None);
    case Qt::AccessibleTextRole:
        if (column == Name)
            return accessibleText(key, facts);
        break;
    case Qt::ToolTipRole: return toolTip(key, facts, column);
    case Qt::TextAlignmentRole: return int((column >= Ttl ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: break;
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case Name: return nameText(shownPart);
    case Type: return facts ? QString::fromUtf8(facts->type) : QString();
    case Ttl: return facts ? ttlText(*facts) : QString();
    case Size: return facts && facts->bytes >= 0 ? formatBytes(facts->bytes) : QString();
    default: return {};
    }
}

}  // namespace vermilion
