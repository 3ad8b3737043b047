// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace vermilion {

class BrowserPresenter;

/// All keys in one list with rows of fixed height, which makes ten million of them no burden.
class KeyListView : public QTableView {
    Q_OBJECT
public:
    explicit KeyListView(BrowserPresenter *presenter, QWidget *parent = nullptr);

signals:
    void userMovedTo(const QModelIndex &current);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void dress();
};

}  // namespace vermilion
