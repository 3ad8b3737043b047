// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Session.h"
#include "shell/ServerProfile.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace vermilion {

class NoticeBar;
class PasswordPage;
class Settings;
class StatePage;
class WorkspacePanels;

/// One connection: its session, its panels, and what stands over them while the link is not there. Data once shown stays shown.
class Workspace : public QWidget {
    Q_OBJECT
public:
    /// A transient workspace (the demo) is not found again at the next start.
    Workspace(ServerProfile server, Settings *settings, bool transient = false, QWidget *parent = nullptr);
    ~Workspace() override;

    /// Opens the link the first time; later calls only take the focus. Restored tabs stay closed until they are looked at.
    void activate();
    void restore(const WorkspaceState &state);
    WorkspaceState state() const;

    const ServerProfile &server() const { return m_server; }
    bool isTransient() const { return m_transient; }
    Session *session() const { return m_session; }
    WorkspacePanels *panels() const { return m_panels; }
    bool hasUnsavedEdits() const;

signals:
    void titleChanged();
    void stateChanged();           ///< state() is another, worth keeping soon
    void editRequested();          ///< the description of the server must change

private:
    void linkChanged(LinkState state, const Error &error);
    void showOverPanels(LinkState state, const Error &error);
    void showInstead(LinkState state, const Error &error);
    void askPassword(const Error &error);
    void countDown();
    QString retryText() const;

    ServerProfile m_server;
    Settings *const m_settings;    // not owned
    const bool m_transient;
    bool m_activated = false;
    bool m_wasReady = false;

    Session *m_session;
    QStackedWidget *m_stack;
    NoticeBar *m_notice;           // of the link
    NoticeBar *m_problem;          // of something that went wrong inside
    StatePage *m_page;
    PasswordPage *m_password;
    WorkspacePanels *m_panels;

    QTimer m_patience;             // no "connecting" page for what takes less than a blink
    QTimer m_second;               // runs only while a pause is counted down
    QElapsedTimer m_sinceRetry;
    std::chrono::milliseconds m_retryIn{0};
};

}  // namespace vermilion
