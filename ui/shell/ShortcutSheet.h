// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QTreeWidget;

namespace vermilion {

/// Every action with its shortcut, by group, with a filter. Read from the registry when it opens.
class ShortcutSheet : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutSheet(QWidget *parent = nullptr);

signals:
    void changeRequested();   ///< the user wants other shortcuts

private:
    void filter(const QString &typed);

    QTreeWidget *m_sheet;
};

}  // namespace vermilion
