// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StartPage.h"

#include "theme/Theme.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>

namespace vermilion {

namespace {

constexpr int ColumnWidth = 440;

}  // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent), m_brand(new QLabel(this)), m_name(new QLabel(QStringLiteral("Vermilion"), this)),
      m_claim(new QLabel(tr("A console for Redis and Valkey that shows all of it."), this)),
      m_recentTitle(new QLabel(tr("Recent servers"), this)), m_recent(new QListWidget(this)),
      m_connect(new QPushButton(tr("Connect to a server…"), this)), m_demo(new QPushButton(tr("Open the demo"), this)),
      m_help(new QLabel(tr("Press Ctrl+K for every command, F1 for every shortcut."), this))
{
    setObjectName(QStringLiteral("startPage"));
    m_recent->setObjectName(QStringLiteral("recentServers"));
    m_recent->setAccessibleName(tr("Recent servers"));
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recent->setContextMenuPolicy(Qt::CustomContextMenu);
    m_recent->installEventFilter(this);
    m_recentTitle->setBuddy(m_recent);
    m_connect->setObjectName(QStringLiteral("connect"));
    m_connect->setDefault(true);
    m_demo->setObjectName(QStringLiteral("demo"));
    m_demo->setToolTip(tr("Starts a private server filled with sample data; it is gone when the window closes."));

    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::S3);
    head->addWidget(m_brand);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_name);
    words->addWidget(m_claim);
    head->addLayout(words, 1);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_connect);
    buttons->addWidget(m_demo);
    buttons->addStretch();

    auto *column = new QVBoxLayout;
    column->setSpacing(Theme::S2);
    column->addLayout(head);
    column->addSpacing(Theme::S4);
    column->addLayout(buttons);
    column->addSpacing(Theme::S4);
    column->addWidget(m_recentTitle);
    column->addWidget(m_recent);
    column->addSpacing(Theme::S2);
    column->addWidget(m_help);

    auto *middle = new QWidget(this);
    middle->setMaximumWidth(ColumnWidth);
    middle->setLayout(column);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(middle, 100);
    row->addStretch(1);
    auto *page = new QVBoxLayout(this);
    page->addStretch(2);
    page->addLayout(row);
    page->addStretch(3);

    connect(m_connect, &QPushButton::clicked, this, &StartPage::connectRequested);
    connect(m_demo, &QPushButton::clicked, this, &StartPage::demoRequested);
    const auto choose = [this](QListWidgetItem *item) { emit recentChosen(m_servers.at(m_recent->row(item))); };
    connect(m_recent, &QListWidget::itemActivated, this, choose);
    connect(m_recent, &QListWidget::customContextMenuRequested, this, [this, choose](const QPoint &at) {
        QListWidgetItem *item = m_recent->itemAt(at);
        if (!item)
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Open"), this, [choose, item] { choose(item); });
        menu->addAction(tr("Forget"), this, [this, item] { emit recentForgotten(m_servers.at(m_recent->row(item))); });
        menu->popup(m_recent->viewport()->mapToGlobal(at));
    });
    connect(Theme::current(), &Theme::changed, this, &StartPage::dress);
    setDemoOffered(false);
    setRecent({});
    dress();
}

void StartPage::setRecent(const QList<ServerProfile> &recent)
{
    m_servers = recent;
    m_recent->clear();
    for (const ServerProfile &server : recent) {
        const QString word = environmentWord(server.environment);
        QString line = server.name.isEmpty() ? QString() : QString(server.name + u"  –  ");
        line += server.endpoint.text();
        if (!word.isEmpty())
            line += u"  –  " + word;
        m_recent->addItem(line);
    }
    if (!recent.isEmpty())
        m_recent->setCurrentRow(0);
    m_recentTitle->setVisible(!recent.isEmpty());
    m_recent->setVisible(!recent.isEmpty());
    dress();
}

void StartPage::setDemoOffered(bool offered) { m_demo->setVisible(offered); }

bool StartPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_recent && event->type() == QEvent::KeyPress && m_recent->currentRow() >= 0
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Delete)) {
        emit recentForgotten(m_servers.at(m_recent->currentRow()));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void StartPage::dress()
{
    const Theme *theme = Theme::current();
    m_brand->setPixmap(QIcon(QStringLiteral(":/brand/vermilion.svg")).pixmap(QSize(48, 48), devicePixelRatioF()));
    m_name->setFont(theme->uiFont(Theme::Text::Title, true));
    m_recentTitle->setFont(theme->uiFont(Theme::Text::Normal, true));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, theme->color(Theme::Role::Muted));
    for (QLabel *label : {m_claim, m_help})
        label->setPalette(quiet);
    const int rows = int(std::clamp<qsizetype>(m_servers.size(), 1, 8));
    m_recent->setFixedHeight(rows * qMax(theme->rowHeight(), m_recent->sizeHintForRow(0)) + 2);
}

}  // namespace vermilion
