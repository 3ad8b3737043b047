// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/SearchBar.h"

#include "keyspace/BrowserPresenter.h"
#include "theme/Theme.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace vermilion {

SearchBar::SearchBar(BrowserPresenter *presenter, QWidget *parent)
    : QWidget(parent), m_presenter(presenter), m_field(new QLineEdit(this)), m_mode(new QToolButton(this)),
      m_filter(new QToolButton(this))
{
    m_field->setObjectName(QStringLiteral("searchField"));
    m_field->setAccessibleName(tr("Search keys"));
    m_field->setPlaceholderText(tr("Search keys"));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(Theme::current()->icon(QStringLiteral("search"), Theme::Role::Muted), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);

    m_mode->setObjectName(QStringLiteral("searchMode"));
    m_mode->setPopupMode(QToolButton::InstantPopup);
    m_mode->setAutoRaise(true);
    m_mode->setMenu(modeMenu());
    m_filter->setObjectName(QStringLiteral("filterButton"));
    m_filter->setPopupMode(QToolButton::InstantPopup);
    m_filter->setAutoRaise(true);
    m_filter->setMenu(filterMenu());

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::S1);
    row->addWidget(m_field, 1);
    row->addWidget(m_mode);
    row->addWidget(m_filter);

    connect(m_field, &QLineEdit::textChanged, presenter->search(), &KeySearch::setText);
    connect(presenter->search(), &KeySearch::filtered, this, &SearchBar::update);
    connect(presenter, &BrowserPresenter::sourceChanged, this, &SearchBar::update);
    update();
}

QMenu *SearchBar::modeMenu()
{
    auto *menu = new QMenu(this);
    auto *kinds = new QActionGroup(menu);
    const auto add = [&](const QString &text, const QString &tip, NameFilter::Kind kind) {
        QAction *action = menu->addAction(text);
        action->setToolTip(tip);
        action->setCheckable(true);
        action->setChecked(m_presenter->search()->kind() == kind);
        kinds->addAction(action);
        connect(action, &QAction::triggered, this, [this, kind] {
            m_presenter->search()->setKind(kind);
            update();
        });
    };
    add(tr("&Part of the name"), tr("Finds the text anywhere in a name"), NameFilter::Kind::Substring);
    add(tr("P&attern (* ? [a-z])"), tr("As the server's MATCH"), NameFilter::Kind::Glob);
    add(tr("&Exact name"), tr("Only the very name"), NameFilter::Kind::Exact);
    menu->addSeparator();
    QAction *ignore = menu->addAction(tr("&Ignore case"));
    ignore->setObjectName(QStringLiteral("ignoreCase"));
    ignore->setCheckable(true);
    ignore->setChecked(m_presenter->search()->ignoresCase());
    connect(ignore, &QAction::toggled, m_presenter->search(), &KeySearch::setIgnoreCase);
    menu->addSeparator();
    QAction *server = menu->addAction(Theme::current()->icon(QStringLiteral("server")), tr("&Search on the server"), m_presenter,
                                      &BrowserPresenter::searchOnServer);
    server->setObjectName(QStringLiteral("searchServer"));
    connect(menu, &QMenu::aboutToShow, server, [this, server] { server->setEnabled(m_presenter->search()->isActive()); });
    menu->setToolTipsVisible(true);
    return menu;
}

QMenu *SearchBar::filterMenu()
{
    auto *menu = new QMenu(this);
    const auto section = [&](const QString &title) {
        menu->addSection(title);
        auto *group = new QActionGroup(menu);
        connect(group, &QActionGroup::triggered, this, &SearchBar::applyFilter);
        return group;
    };
    const auto add = [&](QActionGroup *group, const QString &text, const QVariant &data) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(group->actions().isEmpty());
        action->setData(data);
        group->addAction(action);
    };
    m_types = section(tr("Type"));
    add(m_types, tr("Every type"), QByteArray());
    for (const char *type : {"string", "list", "hash", "set", "zset", "stream", "ReJSON-RL"})
        add(m_types, QByteArray(type) == "ReJSON-RL" ? tr("JSON") : QString::fromLatin1(type), QByteArray(type));
    using Ttl = FactFilter::Ttl;
    m_ttls = section(tr("Expiry (where known)"));
    add(m_ttls, tr("Any expiry"), int(Ttl::Any));
    add(m_ttls, tr("No expiry"), int(Ttl::Never));
    add(m_ttls, tr("Expires"), int(Ttl::Expiring));
    add(m_ttls, tr("Within two minutes"), int(Ttl::WithinMinutes));
    add(m_ttls, tr("Within a day"), int(Ttl::WithinDay));
    add(m_ttls, tr("Later than in a day"), int(Ttl::Longer));
    m_sizes = section(tr("Size (where known)"));
    add(m_sizes, tr("Any size"), 0);
    add(m_sizes, tr("1 KiB and more"), 1024);
    add(m_sizes, tr("100 KiB and more"), 100 * 1024);
    add(m_sizes, tr("1 MiB and more"), 1024 * 1024);
    return menu;
}

void SearchBar::applyFilter()
{
    m_presenter->setFactFilter({m_types->checkedAction()->data().toByteArray(),
                                FactFilter::Ttl(m_ttls->checkedAction()->data().toInt()),
                                m_sizes->checkedAction()->data().toLongLong()});
}

void SearchBar::update()
{
    const KeySearch *search = m_presenter->search();
    if (m_field->text() != search->text())
        m_field->setText(search->text());
    const QString mode = search->kind() == NameFilter::Kind::Glob    ? tr("Search by pattern")
                         : search->kind() == NameFilter::Kind::Exact ? tr("Search by exact name")
                                                                     : tr("Search by part of the name");
    m_mode->setIcon(Theme::current()->icon(QStringLiteral("more"),
                                           search->kind() == NameFilter::Kind::Substring ? Theme::Role::Muted : Theme::Role::Accent));
    m_mode->setToolTip(mode);
    m_mode->setAccessibleName(mode);
    const FactFilter &facts = m_presenter->factFilter();
    if (!facts.isActive()) {
        for (QActionGroup *group : {m_types, m_ttls, m_sizes})
            group->actions().constFirst()->setChecked(true);
    }
    const QString filter = facts.isActive() ? tr("Filter by type, expiry and size: on") : tr("Filter by type, expiry and size");
    m_filter->setIcon(Theme::current()->icon(QStringLiteral("filter"), facts.isActive() ? Theme::Role::Accent : Theme::Role::Muted));
    m_filter->setToolTip(filter);
    m_filter->setAccessibleName(filter);
}

void SearchBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

bool SearchBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            emit left();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            emit entered();
            return true;
        }
        if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace vermilion
