// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace vermilion {

class BrowserPresenter;

/// The databases of a server with their counts and the user's names for them; F2 or the context menu renames the one in use.
class DatabaseBox : public QComboBox {
    Q_OBJECT
public:
    explicit DatabaseBox(BrowserPresenter *presenter, QWidget *parent = nullptr);

    void renameCurrent();  ///< edits the name in place

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showPopup() override;

private:
    void fill();
    void endRename(bool keep);

    BrowserPresenter *const m_presenter;
};

}  // namespace vermilion
