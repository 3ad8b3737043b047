// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeysPanel.h"

#include "base/Bytes.h"
#include "keyspace/BrowserPresenter.h"
#include "keyspace/DatabaseBox.h"
#include "keyspace/KeyActions.h"
#include "keyspace/KeyListView.h"
#include "keyspace/KeyTreeView.h"
#include "keyspace/ScanBar.h"
#include "keyspace/SearchBar.h"
#include "theme/Theme.h"
#include "widgets/ElidedLabel.h"
#include "widgets/NoticeBar.h"
#include "widgets/StatePage.h"

#include <QAction>
#include <QBoxLayout>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

namespace vermilion {

namespace {
constexpr std::chrono::milliseconds OpenDelay{70};  // holding an arrow key down reads only the key where it stops
}

KeysPanel::KeysPanel(BrowserPresenter *presenter, QWidget *parent)
    : QWidget(parent), m_presenter(presenter), m_database(new DatabaseBox(presenter, this)), m_search(new SearchBar(presenter, this)),
      m_exact(new NoticeBar(this)), m_source(new NoticeBar(this)), m_told(new NoticeBar(this)), m_stack(new QStackedWidget(this)),
      m_tree(new KeyTreeView(presenter, this)), m_list(new KeyListView(presenter, this)), m_state(new StatePage(this)),
      m_path(new ElidedLabel({}, this)), m_scan(new ScanBar(presenter, this)), m_actions(new KeyActions(this, presenter))
{
    setObjectName(QStringLiteral("keysPanel"));
    setAccessibleName(tr("Keys"));
    build();

    m_openSoon.setSingleShot(true);
    m_openSoon.setInterval(OpenDelay);
    connect(&m_openSoon, &QTimer::timeout, this, &KeysPanel::openCurrent);
    connect(m_tree, &KeyTreeView::userMovedTo, this, &KeysPanel::followUser);
    connect(m_list, &KeyListView::userMovedTo, this, &KeysPanel::followUser);
    for (QAbstractItemView *view : {static_cast<QAbstractItemView *>(m_tree), static_cast<QAbstractItemView *>(m_list)}) {
        connect(view, &QAbstractItemView::activated, this, &KeysPanel::openCurrent);
        connect(view, &QWidget::customContextMenuRequested, this, &KeysPanel::showMenu);
        connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, &KeysPanel::updatePath);
    }
    connect(m_search, &SearchBar::left, this, &KeysPanel::focusKeys);
    connect(m_search, &SearchBar::entered, this, [this] {
        const KeySearch::Exact &exact = m_presenter->search()->exact();
        if (exact.state == KeySearch::Exact::State::Exists)
            m_presenter->openKey(exact.key);
        else
            focusKeys();
    });
    connect(presenter, &BrowserPresenter::noticeChanged, this, &KeysPanel::updateNotice);
    connect(presenter, &BrowserPresenter::noticeChanged, this, &KeysPanel::updateHints);
    connect(presenter, &BrowserPresenter::sourceChanged, this, &KeysPanel::updateHints);
    connect(presenter, &BrowserPresenter::sourceChanged, this, &KeysPanel::updatePath);
    connect(presenter, &BrowserPresenter::scanChanged, this, &KeysPanel::updateHints);
    connect(presenter->list(), &KeyListModel::sortNoteChanged, this, &KeysPanel::updateHints);
    connect(presenter, &BrowserPresenter::told, this, [this](const QString &message) {
        m_told->say(NoticeBar::Tone::Info, message);
    });
    updateNotice();
    updateHints();
    updatePath();
}

KeysPanel::~KeysPanel() { m_presenter->list()->setActive(false); }

void KeysPanel::build()
{
    m_exact->setObjectName(QStringLiteral("exactHit"));
    m_source->setObjectName(QStringLiteral("sourceNote"));
    m_told->setObjectName(QStringLiteral("toldNote"));
    m_told->setClosable(true);
    m_path->setObjectName(QStringLiteral("pathBar"));
    m_path->setElideMode(Qt::ElideLeft);
    m_path->setContentsMargins(Theme::S2, 0, Theme::S2, 0);
    m_path->setFixedHeight(Theme::ControlHeight);
    m_state->setObjectName(QStringLiteral("keysState"));
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_state);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(Theme::S2, Theme::S2, Theme::S2, Theme::S2);
    top->setSpacing(Theme::S2);
    top->addWidget(header());
    top->addWidget(m_search);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_exact);
    column->addWidget(m_source);
    column->addWidget(m_stack, 1);
    column->addWidget(m_told);
    column->addWidget(m_path);
    column->addWidget(m_scan);
    setMinimumWidth(260);
}

QWidget *KeysPanel::header()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::S1);
    row->addWidget(m_database, 1);
    for (QAction *action : {m_actions->refresh(), m_actions->live(), m_actions->flat(), m_actions->newKey()}) {
        auto *button = new QToolButton(bar);
        button->setAutoRaise(true);
        button->setDefaultAction(action);
        button->setObjectName(QString(action->objectName() + QStringLiteral(".button")));
        button->setAccessibleName(action->text().remove(u'&').remove(u'…'));
        row->addWidget(button);
    }
    return bar;
}

QAbstractItemView *KeysPanel::keyView() const
{
    return m_flat ? static_cast<QAbstractItemView *>(m_list) : static_cast<QAbstractItemView *>(m_tree);
}

void KeysPanel::setFlat(bool flat)
{
    if (m_flat == flat)
        return;
    const bool hadFocus = keyView()->hasFocus();
    m_flat = flat;
    m_actions->flat()->setChecked(flat);
    m_presenter->list()->setActive(flat);
    updateNotice();
    updateHints();
    if (hadFocus)
        focusKeys();
}

void KeysPanel::focusSearch() { m_search->focusField(); }

void KeysPanel::focusKeys()
{
    QAbstractItemView *view = keyView();
    view->setFocus(Qt::OtherFocusReason);
    // Focus alone makes the first row current without selecting it, which would leave Del and F5 without an object.
    if (!view->selectionModel()->hasSelection() && view->model()->rowCount() > 0)
        view->setCurrentIndex(view->currentIndex().isValid() ? view->currentIndex() : view->model()->index(0, 0));
}

QSet<QByteArray> KeysPanel::expandedPrefixes() const { return m_tree->expandedPrefixes(); }
void KeysPanel::setExpandedPrefixes(const QSet<QByteArray> &prefixes) { m_tree->setExpandedPrefixes(prefixes); }

BulkTarget KeysPanel::target() const
{
    BulkTarget target;
    const QModelIndexList rows = keyView()->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        const QByteArray name = row.data(KeyModel::KeyRole).toByteArray();
        if (row.data(KeyModel::IsNamespaceRole).toBool())
            target.prefixes << name;
        else if (!row.data(KeyModel::IsMoreRole).toBool())
            target.keys << name;
    }
    return target;
}

QByteArray KeysPanel::currentPrefix() const { return m_flat ? QByteArray() : m_tree->currentPrefix(); }

QByteArray KeysPanel::selectedNamespace() const
{
    if (m_flat || m_tree->selectionModel()->selectedRows().isEmpty())
        return {};
    return m_tree->currentPrefix();
}

void KeysPanel::followUser(const QModelIndex &current)
{
    const bool key = !current.data(KeyModel::IsNamespaceRole).toBool() && !current.data(KeyModel::IsMoreRole).toBool();
    if (key)
        m_openSoon.start();
    else
        m_openSoon.stop();
}

void KeysPanel::openCurrent()
{
    m_openSoon.stop();
    const QModelIndex current = keyView()->currentIndex();
    if (current.isValid() && !current.data(KeyModel::IsNamespaceRole).toBool() && !current.data(KeyModel::IsMoreRole).toBool())
        m_presenter->openKey(current.data(KeyModel::KeyRole).toByteArray());
}

void KeysPanel::toggleExpanded()
{
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(0);
    m_tree->setExpanded(current, !m_tree->isExpanded(current));
}

void KeysPanel::showMenu(const QPoint &place)
{
    m_actions->contextMenu()->popup(keyView()->viewport()->mapToGlobal(place));
}

void KeysPanel::updateNotice()
{
    using Kind = BrowserPresenter::Notice::Kind;
    const BrowserPresenter::Notice notice = m_presenter->notice();
    if (notice.kind == Kind::None) {
        m_stack->setCurrentWidget(keyView());
        return;
    }
    if (notice.error.code != ErrorCode::None) {
        m_state->setError(notice.error);
    } else {
        const QString icon = notice.kind == Kind::NothingFound ? QStringLiteral("search")
                             : notice.kind == Kind::Empty      ? QStringLiteral("key")
                             : notice.kind == Kind::Loading    ? QStringLiteral("refresh")
                                                               : QStringLiteral("server");
        m_state->setState(icon, notice.sentence, notice.why);
    }
    m_state->setButton(notice.button, [this, action = notice.action] { m_presenter->act(action); });
    m_stack->setCurrentWidget(m_state);
}

void KeysPanel::updateHints()
{
    const KeySearch::Exact &exact = m_presenter->search()->exact();
    if (exact.state == KeySearch::Exact::State::Exists) {
        m_exact->say(NoticeBar::Tone::Info, tr("Key %1 exists (%2).").arg(printable(view(exact.key), 80), QString::fromUtf8(exact.type)),
                     tr("Open"), [this, key = exact.key] { m_presenter->openKey(key); });
    } else {
        m_exact->hide();
    }
    const QString note = m_presenter->sourceNote();
    if (!note.isEmpty())
        m_source->say(NoticeBar::Tone::Info, note, tr("Show all"), [this] { m_presenter->showLoaded(); });
    else if (m_flat && !m_presenter->list()->sortNote().isEmpty())
        m_source->say(NoticeBar::Tone::Info, m_presenter->list()->sortNote());
    else
        m_source->hide();
}

void KeysPanel::updatePath()
{
    const QByteArray prefix = currentPrefix();
    m_path->setText(prefix.isEmpty() ? m_presenter->databaseLabel(m_presenter->database()) : printable(view(prefix), 500));
    m_path->setAccessibleName(tr("Path: %1").arg(m_path->text()));
}

}  // namespace vermilion
