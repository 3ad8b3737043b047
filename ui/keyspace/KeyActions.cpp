// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeyActions.h"

#include "base/Bytes.h"
#include "base/Format.h"
#include "keyspace/BrowserPresenter.h"
#include "keyspace/BulkTtlDialog.h"
#include "keyspace/KeysPanel.h"
#include "theme/ActionRegistry.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace vermilion {

KeyActions::KeyActions(KeysPanel *panel, BrowserPresenter *presenter) : QObject(panel), m_panel(panel), m_presenter(presenter)
{
    const QString group = tr("Keys");
    const auto add = [&](const char *id, const QString &text, const QString &icon, const QList<QKeySequence> &keys,
                         std::function<void()> run) {
        return ActionRegistry::instance()->add({QLatin1String(id), text, icon, keys, group, true}, panel, std::move(run));
    };
    add("keyspace.search", tr("&Search keys"), QStringLiteral("search"), {QKeySequence::Find}, [this] { m_panel->focusSearch(); });
    m_open = add("keyspace.open", tr("&Open"), QStringLiteral("key"), {}, [this] { m_panel->openCurrent(); });
    m_rename = add("keyspace.rename", tr("&Rename…"), QStringLiteral("edit"), {Qt::Key_F2}, [this] {
        const QByteArrayList keys = m_panel->target().keys;
        if (keys.size() == 1)
            m_presenter->rename(keys.first());
    });
    m_delete = add("keyspace.delete", tr("&Delete…"), QStringLiteral("trash"), {QKeySequence::Delete}, [this] { remove(); });
    m_expiry = add("keyspace.expiry", tr("Set e&xpiry…"), QStringLiteral("clock"), {}, [this] { setExpiry(m_panel->target()); });
    m_copy = add("keyspace.copy", tr("&Copy name"), QStringLiteral("copy"), {QKeySequence::Copy}, [this] { copy(Form::Text); });
    m_copyEscaped = add("keyspace.copyEscaped", tr("Copy name &escaped"), {}, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)},
                        [this] { copy(Form::Escaped); });
    m_copyHex = add("keyspace.copyHex", tr("Copy name as &bytes (hex)"), {}, {}, [this] { copy(Form::Hex); });
    m_newKey = add("keyspace.newKey", tr("&New key…"), QStringLiteral("plus"), {QKeySequence(Qt::CTRL | Qt::Key_N)},
                   [this] { m_presenter->newKey(m_panel->currentPrefix()); });
    m_refresh = add("keyspace.refresh", tr("Re&fresh"), QStringLiteral("refresh"), {QKeySequence(Qt::Key_F5)},
                    [this] { m_presenter->refreshFolder(m_panel->selectedNamespace()); });
    m_refreshAll = add("keyspace.refreshAll", tr("Refresh &all"), QStringLiteral("refresh"), {QKeySequence(Qt::CTRL | Qt::Key_F5)},
                       [this] { m_presenter->reload(); });
    m_expand = add("keyspace.expand", tr("E&xpand or collapse"), {}, {}, [this] { m_panel->toggleExpanded(); });
    m_deleteMatches = add("keyspace.deleteShown", tr("Delete a&ll shown keys…"), QStringLiteral("trash"), {},
                          [this] { m_presenter->runBulk({{}, {}, true}, {}); });
    m_expiryMatches = add("keyspace.expiryShown", tr("Set expiry of all shown keys…"), QStringLiteral("clock"), {},
                          [this] { setExpiry({{}, {}, true}); });
    m_flat = add("keyspace.flat", tr("One flat &list"), QStringLiteral("list"), {QKeySequence(Qt::CTRL | Qt::Key_L)}, {});
    m_flat->setCheckable(true);
    connect(m_flat, &QAction::toggled, panel, &KeysPanel::setFlat);
    m_live = add("keyspace.live", tr("Follow &changes"), QStringLiteral("live"), {}, {});
    m_live->setCheckable(true);
    connect(m_live, &QAction::toggled, presenter->events(), &KeyspaceEvents::setFollowing);
    connect(presenter->events(), &KeyspaceEvents::followingChanged, m_live, &QAction::setChecked);
    connect(presenter->events(), &KeyspaceEvents::availabilityChanged, this, &KeyActions::updateLive);
    updateLive();
}

void KeyActions::updateLive()
{
    const KeyspaceEvents *events = m_presenter->events();
    m_live->setEnabled(events->canFollow());
    const QString reason = events->reason();
    m_live->setToolTip(reason.isEmpty() ? tr("Follow changes: keys appear and go as the server tells of them") : reason);
}

void KeyActions::copy(Form form) const
{
    const BulkTarget target = m_panel->target();
    QStringList lines;
    for (const QByteArray &name : target.keys + target.prefixes) {
        switch (form) {
        case Form::Text: lines << (isUtf8(view(name)) ? QString::fromUtf8(name) : printable(view(name))); break;
        case Form::Escaped: lines << QString::fromLatin1(escaped(view(name))); break;
        case Form::Hex: lines << hexDump(view(name)); break;
        }
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void KeyActions::remove() { m_presenter->runBulk(m_panel->target(), {BulkAction::Kind::Delete, {}}); }

void KeyActions::setExpiry(const BulkTarget &target)
{
    if (target.isEmpty())
        return;
    if (target.keys.size() == 1 && target.prefixes.isEmpty())
        return m_presenter->editTtl(target.keys);
    QString what = tr("all shown keys");
    if (target.prefixes.size() == 1 && target.keys.isEmpty())
        what = tr("everything in %1").arg(printable(view(target.prefixes.first()), 100));
    else if (!target.matches)
        what = target.prefixes.isEmpty() ? tr("%1 keys").arg(formatCount(target.keys.size())) : tr("what is selected");
    auto *dialog = new BulkTtlDialog(what, m_panel);
    connect(dialog, &BulkTtlDialog::chosen, this,
            [this, target](const BulkAction &action) { m_presenter->runBulk(target, action); });
    dialog->open();
}

QMenu *KeyActions::contextMenu() const
{
    const BulkTarget target = m_panel->target();
    const bool one = target.keys.size() + target.prefixes.size() == 1;
    const bool any = !target.isEmpty();
    auto *menu = new QMenu(m_panel);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("keyMenu"));
    if (one)
        menu->addAction(target.keys.isEmpty() ? m_expand : m_open);
    if (any) {
        menu->addAction(m_copy);
        menu->addAction(m_copyEscaped);
        menu->addAction(m_copyHex);
        menu->addSeparator();
        if (one && !target.keys.isEmpty())
            menu->addAction(m_rename);
        menu->addAction(m_expiry);
        menu->addAction(m_delete);
        menu->addSeparator();
    }
    menu->addAction(m_newKey);
    menu->addAction(m_refresh);
    menu->addAction(m_refreshAll);
    if (m_presenter->search()->isActive() || m_presenter->source() != BrowserPresenter::Source::Loaded) {
        menu->addSeparator();
        menu->addAction(m_expiryMatches);
        menu->addAction(m_deleteMatches);
    }
    return menu;
}

}  // namespace vermilion
