// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QActionGroup;
class QLineEdit;
class QMenu;
class QToolButton;

namespace vermilion {

class BrowserPresenter;

/// The search field with how it searches, and the filter by type, TTL and size.
class SearchBar : public QWidget {
    Q_OBJECT
public:
    explicit SearchBar(BrowserPresenter *presenter, QWidget *parent = nullptr);

    void focusField();

signals:
    void left();          ///< Down or Enter: on to the keys
    void entered();       ///< Enter

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QMenu *modeMenu();
    QMenu *filterMenu();
    void update();
    void applyFilter();

    BrowserPresenter *const m_presenter;
    QLineEdit *m_field;
    QToolButton *m_mode, *m_filter;
    QActionGroup *m_types = nullptr, *m_ttls = nullptr, *m_sizes = nullptr;
};

}  // namespace vermilion
