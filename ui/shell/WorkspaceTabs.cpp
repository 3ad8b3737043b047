// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WorkspaceTabs.h"

#include "shell/Workspace.h"
#include "theme/Theme.h"

#include <QBoxLayout>
#include <QPainter>
#include <QTabBar>
#include <QToolButton>

namespace vermilion {

namespace {

class EnvironmentTabBar final : public QTabBar {
public:
    using QTabBar::QTabBar;

protected:
    QSize tabSizeHint(int index) const override
    {
        QSize size = QTabBar::tabSizeHint(index);
        return {qMin(size.width() + Theme::S2, 280), Theme::ControlHeight + Theme::S2};
    }
    QSize minimumTabSizeHint(int index) const override { return {qMin(96, tabSizeHint(index).width()), tabSizeHint(index).height()}; }

    void paintEvent(QPaintEvent *event) override
    {
        QPainter(this).fillRect(rect(), Theme::current()->color(Theme::Role::Raised));
        QTabBar::paintEvent(event);
        QPainter painter(this);
        for (int i = 0; i < count(); ++i) {
            const QColor color = edge(Environment(tabData(i).toInt()), i == currentIndex());
            if (color.isValid())
                painter.fillRect(QRect(tabRect(i).topLeft(), QSize(tabRect(i).width() - 1, 3)), color);
        }
    }

private:
    static QColor edge(Environment environment, bool current)
    {
        const Theme *theme = Theme::current();
        switch (environment) {
        case Environment::Production: return theme->color(Theme::Role::Danger);
        case Environment::Staging: return theme->color(Theme::Role::Caution);
        case Environment::Development: return theme->color(Theme::Role::Good);
        case Environment::None: break;
        }
        return current ? theme->color(Theme::Role::Accent) : QColor();
    }
};

/// As high as the tabs and of their ground, so that the row is one.
class RaisedCorner final : public QWidget {
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {QWidget::sizeHint().width(), Theme::ControlHeight + Theme::S2}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Theme::current()->color(Theme::Role::Raised));
        painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::current()->color(Theme::Role::Line));
    }
};

QToolButton *cornerButton(const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(Theme::current()->icon(icon, Theme::Role::Muted));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

WorkspaceTabs::WorkspaceTabs(QWidget *parent) : QTabWidget(parent)
{
    setTabBar(new EnvironmentTabBar(this));
    setDocumentMode(true);
    setMovable(true);
    setTabsClosable(true);
    setElideMode(Qt::ElideMiddle);
    tabBar()->setAccessibleName(tr("Connections"));
    tabBar()->setExpanding(false);
    tabBar()->setFocusPolicy(Qt::TabFocus);

    auto *corner = new RaisedCorner(this);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(Theme::S1, 0, Theme::S2, 0);
    row->setSpacing(Theme::S1);
    QToolButton *plus = cornerButton(QStringLiteral("plus"), tr("Connect to a server"), corner);
    QToolButton *palette = cornerButton(QStringLiteral("search"), tr("Command palette"), corner);
    palette->setText(tr("Ctrl+K"));
    palette->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->addWidget(plus);
    row->addWidget(palette);
    setCornerWidget(corner);
    connect(plus, &QToolButton::clicked, this, &WorkspaceTabs::newRequested);
    connect(palette, &QToolButton::clicked, this, &WorkspaceTabs::paletteRequested);
    connect(this, &QTabWidget::tabCloseRequested, this, [this](int index) { emit closeRequested(workspace(index)); });
}

void WorkspaceTabs::add(Workspace *workspace)
{
    addTab(workspace, {});
    label(workspace);
    connect(workspace, &Workspace::titleChanged, this, [this, workspace] { label(workspace); });
}

void WorkspaceTabs::label(Workspace *workspace)
{
    const int index = indexOf(workspace);
    if (index < 0)
        return;
    const ServerProfile &server = workspace->server();
    QString title = server.title();
    title.replace(QLatin1Char('&'), QLatin1String("&&"));
    const QString word = environmentShortWord(server.environment);
    if (!word.isEmpty())
        title += u"   " + word;
    setTabText(index, title);
    QString tip = server.endpoint.text();
    if (const QString environment = environmentWord(server.environment); !environment.isEmpty())
        tip += u'\n' + environment;
    setTabToolTip(index, tip);
    tabBar()->setTabData(index, int(server.environment));
    tabBar()->setAccessibleTabName(index, title);
}

Workspace *WorkspaceTabs::workspace(int index) const { return qobject_cast<Workspace *>(widget(index)); }
Workspace *WorkspaceTabs::current() const { return workspace(currentIndex()); }

QList<Workspace *> WorkspaceTabs::workspaces() const
{
    QList<Workspace *> all;
    for (int i = 0; i < count(); ++i)
        all.append(workspace(i));
    return all;
}

}  // namespace vermilion
