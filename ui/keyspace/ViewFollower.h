// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndexList>
#include <QObject>
#include <QTimer>

class QAbstractItemView;

namespace vermilion {

class KeyModel;

/// Tells a model which of its rows are on screen, a moment after they came to rest there: scrolling past costs the server nothing.
/// Keeps what the user looks at where it is on screen when the model puts its rows in order.
/// Also tells moves of the current row that the user made from those that rows coming and going made.
class ViewFollower : public QObject {
    Q_OBJECT
public:
    /// Call before view->setModel(model).
    ViewFollower(QAbstractItemView *view, KeyModel *model);
    void attach();  ///< after setModel()

signals:
    void moreRowVisible(const QModelIndex &more);
    void userMovedTo(const QModelIndex &current);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();
    void rememberPlace();
    void returnToPlace();

    QAbstractItemView *const m_view;
    KeyModel *const m_model;
    QTimer m_rest;
    int m_modelChanges = 0;
    QPersistentModelIndex m_anchor;
    int m_anchorTop = 0;       // pixels in the viewport
};

}  // namespace vermilion
