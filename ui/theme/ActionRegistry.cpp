// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/ActionRegistry.h"

#include "theme/Theme.h"

#include <QAction>
#include <QApplication>
#include <QWidget>

namespace vermilion {

ActionRegistry *ActionRegistry::instance()
{
    static ActionRegistry registry;
    return &registry;
}

ActionRegistry::ActionRegistry()
{
    if (qApp)
        connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { noteFocus(now); });
}

QAction *ActionRegistry::add(const Spec &spec, QWidget *scope, std::function<void()> run)
{
    if (!m_entries.contains(spec.id)) {
        m_order.append(spec.id);
        m_entries.insert(spec.id, {spec, {}});
    }
    auto *action = new QAction(spec.text, scope);
    action->setObjectName(spec.id);
    if (!spec.icon.isEmpty())
        action->setIcon(Theme::current()->icon(spec.icon));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    scope->addAction(action);
    if (run)
        connect(action, &QAction::triggered, scope, [run = std::move(run)] { run(); });

    QList<QPointer<QAction>> &actions = m_entries[spec.id].actions;
    actions.removeAll(QPointer<QAction>());
    actions.append(action);
    dress(action, shortcuts(spec.id));
    return action;
}

void ActionRegistry::dress(QAction *action, const QList<QKeySequence> &shortcuts)
{
    action->setShortcuts(shortcuts);
    QString tip = action->text();
    tip.remove(QLatin1Char('&'));
    if (!shortcuts.isEmpty())
        tip += u" (" + shortcuts.first().toString(QKeySequence::NativeText) + u')';
    action->setToolTip(tip);
}

QList<ActionRegistry::Spec> ActionRegistry::specs() const
{
    QList<Spec> specs;
    for (const QString &id : m_order)
        specs.append(m_entries[id].spec);
    return specs;
}

QList<QKeySequence> ActionRegistry::shortcuts(const QString &id) const
{
    const auto own = m_overrides.constFind(id);
    return own != m_overrides.constEnd() ? *own : m_entries.value(id).spec.shortcuts;
}

QList<QKeySequence> ActionRegistry::defaultShortcuts(const QString &id) const
{
    return m_entries.value(id).spec.shortcuts;
}

void ActionRegistry::setShortcuts(const QString &id, const QList<QKeySequence> &shortcuts)
{
    if (m_entries.contains(id) && shortcuts == m_entries[id].spec.shortcuts)
        m_overrides.remove(id);
    else
        m_overrides.insert(id, shortcuts);
    apply(id);
    emit changed();
}

void ActionRegistry::setOverrides(const QHash<QString, QList<QKeySequence>> &overrides)
{
    m_overrides = overrides;
    for (const QString &id : std::as_const(m_order))
        apply(id);
    emit changed();
}

void ActionRegistry::apply(const QString &id)
{
    if (!m_entries.contains(id))
        return;
    for (const QPointer<QAction> &action : std::as_const(m_entries[id].actions)) {
        if (action)
            dress(action, shortcuts(id));
    }
}

QString ActionRegistry::conflict(const QString &id, const QKeySequence &shortcut) const
{
    if (shortcut.isEmpty())
        return {};
    for (const QString &other : m_order) {
        if (other != id && shortcuts(other).contains(shortcut))
            return other;
    }
    return {};
}

QAction *ActionRegistry::action(const QString &id) const
{
    // The list is kept in the order of focus: the last one alive had it last.
    const QList<QPointer<QAction>> actions = m_entries.value(id).actions;
    for (auto it = actions.crbegin(); it != actions.crend(); ++it) {
        if (*it)
            return *it;
    }
    return nullptr;
}

void ActionRegistry::noteFocus(QWidget *now)
{
    if (!now)
        return;
    for (Entry &entry : m_entries) {
        for (qsizetype i = entry.actions.size() - 2; i >= 0; --i) {
            const auto *scope = entry.actions[i] ? qobject_cast<QWidget *>(entry.actions[i]->parent()) : nullptr;
            if (scope && (scope == now || scope->isAncestorOf(now))) {
                entry.actions.move(i, entry.actions.size() - 1);
                break;
            }
        }
    }
}

}  // namespace vermilion
