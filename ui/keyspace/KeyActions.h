// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/NameList.h"

#include <QObject>

class QAction;
class QMenu;

namespace vermilion {

class BrowserPresenter;
class KeysPanel;

/// Everything that can be done to keys, as actions of the panel and as its context menu.
class KeyActions : public QObject {
    Q_OBJECT
public:
    KeyActions(KeysPanel *panel, BrowserPresenter *presenter);

    QMenu *contextMenu() const;  ///< for what is selected; deletes itself when shut
    QAction *refresh() const { return m_refresh; }
    QAction *newKey() const { return m_newKey; }
    QAction *flat() const { return m_flat; }
    QAction *live() const { return m_live; }

private:
    enum class Form { Text, Escaped, Hex };
    void copy(Form form) const;
    void remove();
    void setExpiry(const BulkTarget &target);
    void updateLive();

    KeysPanel *const m_panel;
    BrowserPresenter *const m_presenter;
    QAction *m_open, *m_rename, *m_delete, *m_expiry, *m_copy, *m_copyEscaped, *m_copyHex, *m_newKey, *m_refresh, *m_refreshAll,
        *m_expand, *m_deleteMatches, *m_expiryMatches, *m_flat, *m_live;
};

}  // namespace vermilion
