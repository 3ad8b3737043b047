// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSet>
#include <QTreeView>

namespace vermilion {

class BrowserPresenter;
class KeyTreeModel;

/// The tree of namespaces. Remembers what is expanded across refreshes and searches.
class KeyTreeView : public QTreeView {
    Q_OBJECT
public:
    explicit KeyTreeView(BrowserPresenter *presenter, QWidget *parent = nullptr);

    QByteArray currentPrefix() const;           ///< namespace of the current row; empty: the root
    QSet<QByteArray> expandedPrefixes() const { return m_expanded; }
    void setExpandedPrefixes(const QSet<QByteArray> &prefixes);

signals:
    void userMovedTo(const QModelIndex &current);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void dress();
    void noteExpanded(const QModelIndex &index, bool expanded);
    void restoreExpanded(const QModelIndex &parent, int first, int last);

    BrowserPresenter *const m_presenter;
    KeyTreeModel *const m_model;
    QSet<QByteArray> m_expanded;
};

}  // namespace vermilion
