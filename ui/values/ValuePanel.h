// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "values/ValuePresenter.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QSplitter;
class QStackedWidget;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace vermilion {

class NoticeBar;
class StatePage;
class TypeChip;
class ValueEditor;

/// The value of the open key: its name, an editor for strings, a table with an editor below it for collections.
/// Questions of the presenter are asked here, over this panel's window.
class ValuePanel : public QWidget {
    Q_OBJECT
public:
    explicit ValuePanel(ValuePresenter *presenter, QWidget *parent = nullptr);

    ValuePresenter *presenter() const { return m_presenter; }
    void newKey(const QByteArray &prefix = {});  ///< opens the dialog
    void focusValue();

private:
    void build();
    void buildHeader(QVBoxLayout *column);
    void buildTable();
    void addActions();
    void refresh();
    void refreshState();
    void refreshTools();
    void showContent();
    void cellChosen();
    void addElement();
    void removeElement();
    void say(const Error &error);

    ValuePresenter *const m_presenter;
    TypeChip *m_chip;
    QLabel *m_name, *m_progress;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    StatePage *m_statePage;
    QProgressBar *m_loading;
    QSplitter *m_content;
    QWidget *m_tableSide;
    QTableView *m_table;
    QLineEdit *m_search;
    QToolButton *m_add, *m_remove, *m_more, *m_reload;
    ValueEditor *m_editor;
    QLabel *m_note;
    QTimer m_patience;  // a bar only after a moment
    QByteArray m_shownKey;
    bool m_settingCell = false;
};

}  // namespace vermilion
