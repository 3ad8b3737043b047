// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/BrowserPresenter.h"
#include "shell/CommandPalette.h"
#include "shell/ServerProfile.h"

#include <QSplitter>

namespace vermilion {

class KeyTreeView;
class KeysPanel;
class Settings;
class ValuePanel;
class ValuePresenter;

/// Tree, value and inspector of one connection, and the wires between them.
class WorkspacePanels : public QSplitter {
    Q_OBJECT
public:
    WorkspacePanels(Session *session, const ServerProfile &server, Settings *settings, QWidget *parent = nullptr);
    ~WorkspacePanels() override;

    void restore(const WorkspaceState::Place &place);
    WorkspaceState::Place place() const;
    bool hasUnsavedEdits() const;
    void focusTree();
    void applySettings();                 ///< separators and the scan's share
    double scanRate() const;              ///< names a second while a scan runs, else 0

    BrowserPresenter *browser() { return &m_browser; }

    // For the palette.
    QList<CommandPalette::Entry> databaseEntries();
    void findKeys(const QString &typed, std::function<void(QList<CommandPalette::Entry>)> found);

signals:
    void failed(const vermilion::Error &error);   ///< what no panel has a place for
    void scanRateChanged(double keysPerSecond);
    void placeChanged();                          ///< place() is another, worth keeping soon
    void databaseNamesChanged(const QMap<int, QString> &names);

private:
    void connectPresenters();
    void connectDialogs();
    void watchPlace();
    void resume();

    Settings *const m_settings;           // not owned
    BrowserPresenter m_browser;
    ValuePresenter *m_value;
    KeysPanel *m_keys;
    KeyTreeView *m_tree;                  // the keys panel's
    ValuePanel *m_valuePanel;
    StopFlag m_search = makeStopFlag();   // of the key search that runs
    WorkspaceState::Place m_toResume;     // restored; the key opens and is selected when the link is there
};

}  // namespace vermilion
