// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/ServerProfile.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace vermilion {

/// What the window shows without a connection: who we are, the recent servers, and the way in.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    void setRecent(const QList<ServerProfile> &recent);
    void setDemoOffered(bool offered);

signals:
    void connectRequested();
    void demoRequested();
    void recentChosen(const vermilion::ServerProfile &server);
    void recentForgotten(const vermilion::ServerProfile &server);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void dress();

    QList<ServerProfile> m_servers;
    QLabel *m_brand;
    QLabel *m_name;
    QLabel *m_claim;
    QLabel *m_recentTitle;
    QListWidget *m_recent;
    QPushButton *m_connect;
    QPushButton *m_demo;
    QLabel *m_help;
};

}  // namespace vermilion
