// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>

class QAction;
class QWidget;

namespace vermilion {

/// Every action of the window, by a stable id ("keyspace.delete"). Menus, toolbars, the palette, the shortcut sheet and tests are views of it.
/// The same id may be registered by several panels (one per workspace): each gets its own QAction with the same text and shortcut,
/// active while focus is inside its widget.
class ActionRegistry : public QObject {
    Q_OBJECT
public:
    struct Spec {
        QString id;
        QString text;             ///< translated, with mnemonic: "&Delete…"
        QString icon;             ///< name for Theme::icon, may be empty
        QList<QKeySequence> shortcuts;  ///< defaults; the user may change them
        QString group;            ///< translated heading in sheet and palette: "Keys"
        bool inPalette = true;
    };

    static ActionRegistry *instance();

    /// Creates a QAction (parent and shortcut context: `scope` with children) and adds it to `scope`.
    QAction *add(const Spec &spec, QWidget *scope, std::function<void()> run);

    QList<Spec> specs() const;                        ///< one an id, in order of registration
    QList<QKeySequence> shortcuts(const QString &id) const;
    void setShortcuts(const QString &id, const QList<QKeySequence> &shortcuts);  ///< stored only when not the default
    QString conflict(const QString &id, const QKeySequence &shortcut) const;     ///< id that already has it; empty: none
    /// The action of this id whose scope has, or last had, the focus; null when none.
    QAction *action(const QString &id) const;

    QList<QKeySequence> defaultShortcuts(const QString &id) const;
    /// What differs from the defaults, for the settings; also holds ids that no panel has registered yet.
    QHash<QString, QList<QKeySequence>> overrides() const { return m_overrides; }
    void setOverrides(const QHash<QString, QList<QKeySequence>> &overrides);

signals:
    void changed();

private:
    struct Entry {
        Spec spec;
        QList<QPointer<QAction>> actions;  ///< the one that had the focus last stands last
    };
    ActionRegistry();
    void apply(const QString &id);
    void noteFocus(QWidget *now);
    static void dress(QAction *action, const QList<QKeySequence> &shortcuts);

    QStringList m_order;
    QHash<QString, Entry> m_entries;
    QHash<QString, QList<QKeySequence>> m_overrides;
};

}  // namespace vermilion
