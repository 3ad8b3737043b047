// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/NameList.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAbstractItemView;
class QStackedWidget;

namespace vermilion {

class BrowserPresenter;
class DatabaseBox;
class ElidedLabel;
class KeyActions;
class KeyListView;
class KeyTreeView;
class NoticeBar;
class ScanBar;
class SearchBar;
class StatePage;

/// The key browser: database, search, tree or list, path, scan. Shows a BrowserPresenter and decides nothing about Redis.
class KeysPanel : public QWidget {
    Q_OBJECT
public:
    explicit KeysPanel(BrowserPresenter *presenter, QWidget *parent = nullptr);
    ~KeysPanel() override;

    BrowserPresenter *presenter() const { return m_presenter; }

    void focusSearch();
    void focusKeys();
    void setFlat(bool flat);
    bool isFlat() const { return m_flat; }
    /// For restoring a workspace: prefixes of expanded namespaces.
    QSet<QByteArray> expandedPrefixes() const;
    void setExpandedPrefixes(const QSet<QByteArray> &prefixes);

    BulkTarget target() const;             ///< what is selected
    QByteArray currentPrefix() const;      ///< namespace of the current row: where a new key would go
    QByteArray selectedNamespace() const;  ///< prefix when exactly a namespace is current, else that around the key; empty: all
    void openCurrent();                    ///< opens the current key at once
    void toggleExpanded();

private:
    QAbstractItemView *keyView() const;
    void build();
    QWidget *header();
    void followUser(const QModelIndex &current);
    void showMenu(const QPoint &place);
    void updateNotice();
    void updateHints();
    void updatePath();

    BrowserPresenter *const m_presenter;
    bool m_flat = false;
    DatabaseBox *m_database;
    SearchBar *m_search;
    NoticeBar *m_exact, *m_source, *m_told;
    QStackedWidget *m_stack;
    KeyTreeView *m_tree;
    KeyListView *m_list;
    StatePage *m_state;
    ElidedLabel *m_path;
    ScanBar *m_scan;
    KeyActions *m_actions;
    QTimer m_openSoon;
};

}  // namespace vermilion
