// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Question.h"
#include "base/StallMeter.h"
#include "shell/CommandPalette.h"
#include "shell/Settings.h"
#include "shell/ServerProfile.h"
#include "shell/SettingsDialog.h"

#include <QMainWindow>
#include <QThreadPool>

class QMenu;
class QStackedWidget;

namespace vermilion {

class NoticeBar;
class StartPage;
class StatusBar;
class Workspace;
class WorkspaceTabs;

/// The window: menus, a tab a connection, the bottom line. It composes; what it shows is decided by others.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// The settings are not owned and outlive the window.
    explicit MainWindow(Settings *settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens a tab. Transient ones (the demo) are neither restored nor listed as recent.
    Workspace *openServer(const ServerProfile &server, bool transient = false);
    /// The tabs of the last time; only the current one connects at once. Windows and tests call it when they want that.
    void restore();
    /// What starts the demo; without it none is offered.
    void setDemoStarter(std::function<void()> openDemo);
    /// A line over the tabs, for what concerns the whole window. Empty: none.
    void tell(const QString &text);
    void tellError(const Error &error);

    WorkspaceTabs *tabs() const { return m_tabs; }
    StatusBar *bottomLine() const { return m_status; }
    StallMeter *stallMeter() { return &m_stalls; }

    void showConnectDialog(const ServerProfile &server = {}, Workspace *instead = nullptr);
    void showPalette();
    void showShortcutSheet();
    void showSettings(SettingsDialog::Page page = SettingsDialog::Page::Appearance);
    void showAbout();

    /// Writes what the next start finds again. It is also written soon after every change, so this is for an end without closeEvent().
    void saveNow();
    bool hasUnsavedEdits() const;

signals:
    void demoFinished();   ///< the demo's last tab was closed

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void addActions();
    void addMenus();
    void fillKeysMenu(QMenu *menu);
    Workspace *putUp(const ServerProfile &server, bool transient);
    void currentChanged();
    void closeTab(Workspace *workspace);
    void remove(Workspace *workspace);
    void askAboutEdits(const QString &what, std::function<void()> thenClose);
    void remember(const ServerProfile &server);
    void forget(const ServerProfile &server);
    QList<ServerProfile> recent() const;
    void setRecent(const QList<ServerProfile> &servers);
    void showStartOrTabs();
    QList<WorkspaceState> states() const;
    void save();
    void apply(Settings::Key key);
    void applyAll();
    QList<CommandPalette::Entry> paletteEntries() const;

    Settings *const m_settings;
    StallMeter m_stalls;
    QTimer m_stallSecond;         // runs while the developer option is on
    std::function<void()> m_openDemo;
    bool m_mayClose = false;
    QTimer m_saveSoon;            // one write for a burst of changes
    QThreadPool m_writer;         // one thread: a slow disk holds up no frame, and the last state is written last

    QStackedWidget *m_stack;
    StartPage *m_start;
    WorkspaceTabs *m_tabs;
    NoticeBar *m_notice;
    StatusBar *m_status;
    CommandPalette *m_palette = nullptr;   // made when it is first wanted: a start has no time for it
};

}  // namespace vermilion
