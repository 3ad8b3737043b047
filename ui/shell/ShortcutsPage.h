// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace vermilion {

/// Rebinds actions. A shortcut that another action has is named, and given away only on request.
class ShortcutsPage : public QWidget {
    Q_OBJECT
public:
    explicit ShortcutsPage(QWidget *parent = nullptr);

private:
    void fill();
    void select();
    void typed();
    void assign();
    void reset();
    QString currentId() const;
    static QString nameOf(const QString &id);

    QTreeWidget *m_list;
    QKeySequenceEdit *m_edit;
    QPushButton *m_assign;
    QPushButton *m_reset;
    QLabel *m_conflict;
};

}  // namespace vermilion
