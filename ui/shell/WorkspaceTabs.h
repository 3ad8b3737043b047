// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/ServerProfile.h"

#include <QTabWidget>

namespace vermilion {

class Workspace;

/// One tab a connection: its name, its environment as a word and as a coloured edge. Tabs can be moved and closed.
class WorkspaceTabs : public QTabWidget {
    Q_OBJECT
public:
    explicit WorkspaceTabs(QWidget *parent = nullptr);

    void add(Workspace *workspace);
    Workspace *workspace(int index) const;
    Workspace *current() const;
    QList<Workspace *> workspaces() const;

signals:
    void newRequested();
    void paletteRequested();
    void closeRequested(vermilion::Workspace *workspace);

private:
    void label(Workspace *workspace);
};

}  // namespace vermilion
