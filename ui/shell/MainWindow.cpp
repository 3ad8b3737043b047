// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/MainWindow.h"

#include "base/ErrorText.h"
#include "shell/AboutDialog.h"
#include "shell/ConnectDialog.h"
#include "shell/ShortcutSheet.h"
#include "shell/StartPage.h"
#include "shell/StatusBar.h"
#include "shell/Workspace.h"
#include "shell/WorkspacePanels.h"
#include "shell/WorkspaceTabs.h"
#include "theme/ActionRegistry.h"
#include "theme/Theme.h"
#include "widgets/NoticeBar.h"
#include "widgets/QuestionDialog.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QJsonDocument>
#include <QStackedWidget>
#include <QTabBar>

namespace vermilion {

namespace {

constexpr int MostRecent = 12;

Theme::Mode modeOf(const QString &name)
{
    if (name == QLatin1String("light"))
        return Theme::Mode::Light;
    return name == QLatin1String("dark") ? Theme::Mode::Dark : Theme::Mode::System;
}

}  // namespace

MainWindow::MainWindow(Settings *settings, QWidget *parent)
    : QMainWindow(parent), m_settings(settings), m_stack(new QStackedWidget(this)),
      m_start(new StartPage(this)), m_tabs(new WorkspaceTabs(this)), m_notice(new NoticeBar(this)), m_status(new StatusBar(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Vermilion"));
    m_notice->setObjectName(QStringLiteral("windowNotice"));
    m_notice->setClosable(true);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_tabs);
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    column->addWidget(m_status);
    setCentralWidget(centre);
    resize(1200, 760);
    restoreGeometry(QByteArray::fromBase64(settings->text(Settings::Key::WindowGeometry).toLatin1()));

    addActions();
    addMenus();

    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::currentChanged);
    connect(m_tabs, &WorkspaceTabs::newRequested, this, [this] { showConnectDialog(); });
    connect(m_tabs, &WorkspaceTabs::paletteRequested, this, &MainWindow::showPalette);
    connect(m_tabs, &WorkspaceTabs::closeRequested, this, [this](Workspace *workspace) { closeTab(workspace); });
    connect(m_start, &StartPage::connectRequested, this, [this] { showConnectDialog(); });
    connect(m_start, &StartPage::demoRequested, this, [this] {
        if (m_openDemo)
            m_openDemo();
    });
    connect(m_start, &StartPage::recentChosen, this, [this](const ServerProfile &server) { openServer(server); });
    connect(m_start, &StartPage::recentForgotten, this, [this](const ServerProfile &server) { forget(server); });
    connect(ActionRegistry::instance(), &ActionRegistry::changed, this, [this] {
        QVariantMap stored;
        const auto overrides = ActionRegistry::instance()->overrides();
        for (auto it = overrides.cbegin(); it != overrides.cend(); ++it)
            stored.insert(it.key(), QKeySequence::listToString(it.value(), QKeySequence::PortableText));
        m_settings->set(Settings::Key::Shortcuts, stored);
    });
    connect(settings, &Settings::changed, this, [this](Settings::Key key) { apply(key); });
    m_stallSecond.setInterval(1000);
    connect(&m_stallSecond, &QTimer::timeout, this, [this] { m_status->setStalls(m_stalls.report()); });

    m_writer.setMaxThreadCount(1);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(500);
    connect(&m_saveSoon, &QTimer::timeout, this, &MainWindow::save);
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, &m_saveSoon, qOverload<>(&QTimer::start));

    m_start->setRecent(recent());
    applyAll();
    showStartOrTabs();
}

MainWindow::~MainWindow()
{
    m_tabs->disconnect(this);
}

void MainWindow::setDemoStarter(std::function<void()> openDemo)
{
    m_openDemo = std::move(openDemo);
    m_start->setDemoOffered(bool(m_openDemo));
    if (QAction *action = ActionRegistry::instance()->action(QStringLiteral("file.demo"))) {
        action->setVisible(bool(m_openDemo));
        action->setEnabled(bool(m_openDemo));
    }
}

Workspace *MainWindow::putUp(const ServerProfile &server, bool transient)
{
    auto *workspace = new Workspace(server, m_settings, transient, this);
    connect(workspace, &Workspace::titleChanged, this, [this, workspace] {
        if (workspace == m_tabs->current())
            setWindowTitle(tr("%1 – Vermilion").arg(workspace->server().title()));
    });
    connect(workspace, &Workspace::editRequested, this,
            [this, workspace] { showConnectDialog(workspace->server(), workspace); });
    connect(workspace->panels(), &WorkspacePanels::scanRateChanged, this, [this, workspace](double rate) {
        if (workspace == m_tabs->current())
            m_status->setScanRate(rate);
    });
    connect(workspace, &Workspace::stateChanged, &m_saveSoon, qOverload<>(&QTimer::start));
    m_tabs->add(workspace);
    return workspace;
}

Workspace *MainWindow::openServer(const ServerProfile &server, bool transient)
{
    Workspace *workspace = putUp(server, transient);
    if (!transient)
        remember(workspace->server());
    m_tabs->setCurrentWidget(workspace);
    showStartOrTabs();
    currentChanged();
    save();
    return workspace;
}

void MainWindow::restore()
{
    const QList<WorkspaceState> states = readWorkspaces(m_settings->folder());
    if (states.isEmpty())
        return;
    Workspace *current = nullptr;
    {
        // No tab connects while the others are still being put up.
        const QSignalBlocker quiet(m_tabs);
        for (const WorkspaceState &state : states) {
            Workspace *workspace = putUp(state.server, false);
            workspace->restore(state);
            if (state.isCurrent || !current)
                current = workspace;
        }
        m_tabs->setCurrentWidget(current);
    }
    showStartOrTabs();
    currentChanged();
}

void MainWindow::showStartOrTabs()
{
    m_stack->setCurrentWidget(m_tabs->count() ? static_cast<QWidget *>(m_tabs) : m_start);
}

void MainWindow::currentChanged()
{
    Workspace *workspace = m_tabs->current();
    m_status->setSession(workspace ? workspace->session() : nullptr,
                         workspace && workspace->isTransient() ? workspace->server().title() : QString());
    setWindowTitle(workspace ? tr("%1 – Vermilion").arg(workspace->server().title()) : QStringLiteral("Vermilion"));
    if (QAction *action = ActionRegistry::instance()->action(QStringLiteral("file.close")))
        action->setEnabled(workspace);
    if (workspace) {
        m_status->setScanRate(workspace->panels()->scanRate());
        workspace->activate();
    }
    m_saveSoon.start();
}

void MainWindow::askAboutEdits(const QString &what, std::function<void()> thenClose)
{
    Question question;
    question.title = tr("Discard unsaved edits?");
    question.text = tr("%1 has edits that are not saved on the server. They are lost when it is closed.").arg(what);
    question.accept = tr("Discard");
    question.dangerous = true;
    ask(this, question, [thenClose = std::move(thenClose)](bool accepted) {
        if (accepted)
            thenClose();
    });
}

void MainWindow::closeTab(Workspace *workspace)
{
    if (!workspace)
        return;
    if (workspace->hasUnsavedEdits())
        askAboutEdits(workspace->server().title(), [this, guard = QPointer<Workspace>(workspace)] {
            if (guard)
                remove(guard);
        });
    else
        remove(workspace);
}

void MainWindow::remove(Workspace *workspace)
{
    if (!workspace->isTransient())
        remember(workspace->state().server);
    const bool demo = workspace->isTransient();
    m_tabs->removeTab(m_tabs->indexOf(workspace));
    workspace->session()->close();
    workspace->deleteLater();
    showStartOrTabs();
    currentChanged();
    save();
    if (demo) {
        const QList<Workspace *> rest = m_tabs->workspaces();
        if (std::none_of(rest.begin(), rest.end(), [](const Workspace *one) { return one->isTransient(); }))
            emit demoFinished();
    }
}

bool MainWindow::hasUnsavedEdits() const
{
    const QList<Workspace *> all = m_tabs->workspaces();
    return std::any_of(all.begin(), all.end(), [](const Workspace *one) { return one->hasUnsavedEdits(); });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_mayClose) {
        for (Workspace *workspace : m_tabs->workspaces()) {
            if (!workspace->hasUnsavedEdits())
                continue;
            event->ignore();
            m_tabs->setCurrentWidget(workspace);
            askAboutEdits(workspace->server().title(), [this] {
                m_mayClose = true;
                QWidget::close();
            });
            return;
        }
    }
    saveNow();
    QMainWindow::closeEvent(event);
}

void MainWindow::saveNow()
{
    m_saveSoon.stop();
    m_writer.waitForDone();
    writeWorkspaces(m_settings->folder(), states());
    m_settings->set(Settings::Key::WindowGeometry, QString::fromLatin1(saveGeometry().toBase64()));
    m_settings->flush();
}

void MainWindow::save()
{
    m_saveSoon.stop();
    m_writer.start([folder = m_settings->folder(), states = states()] { writeWorkspaces(folder, states); });
}

QList<WorkspaceState> MainWindow::states() const
{
    QList<WorkspaceState> states;
    for (Workspace *workspace : m_tabs->workspaces()) {
        if (workspace->isTransient())
            continue;
        states.append(workspace->state());
        states.last().isCurrent = workspace == m_tabs->current();
    }
    return states;
}

QList<ServerProfile> MainWindow::recent() const
{
    QList<ServerProfile> servers;
    for (const QVariant &entry : m_settings->value(Settings::Key::RecentServers).toList()) {
        if (const auto server = ServerProfile::fromJson(QJsonObject::fromVariantMap(entry.toMap())))
            servers.append(*server);
    }
    return servers;
}

void MainWindow::setRecent(const QList<ServerProfile> &servers)
{
    QVariantList list;
    for (const ServerProfile &server : servers)
        list.append(server.json().toVariantMap());
    m_settings->set(Settings::Key::RecentServers, list);
    m_start->setRecent(servers);
}

void MainWindow::remember(const ServerProfile &server)
{
    QList<ServerProfile> servers = recent();
    servers.removeIf([&](const ServerProfile &other) { return other.isSamePlace(server); });
    servers.prepend(server);
    if (servers.size() > MostRecent)
        servers.resize(MostRecent);
    setRecent(servers);
}

void MainWindow::forget(const ServerProfile &server)
{
    QList<ServerProfile> servers = recent();
    servers.removeIf([&](const ServerProfile &other) { return other.isSamePlace(server); });
    setRecent(servers);
}

void MainWindow::tell(const QString &text)
{
    if (text.isEmpty())
        m_notice->hide();
    else
        m_notice->say(NoticeBar::Tone::Info, text);
}

void MainWindow::tellError(const Error &error)
{
    m_notice->say(NoticeBar::Tone::Danger, describe(error).paragraph());
}

void MainWindow::applyAll()
{
    const auto stored = m_settings->value(Settings::Key::Shortcuts).toMap();
    QHash<QString, QList<QKeySequence>> overrides;
    for (auto it = stored.cbegin(); it != stored.cend(); ++it)
        overrides.insert(it.key(), QKeySequence::listFromString(it.value().toString(), QKeySequence::PortableText));
    ActionRegistry::instance()->setOverrides(overrides);
    for (const Settings::Key key : {Settings::Key::Theme, Settings::Key::UiFontFamily, Settings::Key::DataFontFamily,
                                    Settings::Key::CompactRows, Settings::Key::Developer})
        apply(key);
}

void MainWindow::apply(Settings::Key key)
{
    using Key = Settings::Key;
    Theme *theme = Theme::current();
    switch (key) {
    case Key::Theme:
        if (theme->mode() != modeOf(m_settings->text(key)))
            theme->setMode(modeOf(m_settings->text(key)));
        break;
    case Key::UiFontFamily: theme->setUiFamily(m_settings->text(key)); break;
    case Key::DataFontFamily:
    case Key::DataFontSize: theme->setDataFont(m_settings->text(Key::DataFontFamily), m_settings->number(Key::DataFontSize)); break;
    case Key::CompactRows: theme->setCompact(m_settings->isOn(key)); break;
    case Key::Separators:
    case Key::ScanShare:
        for (Workspace *workspace : m_tabs->workspaces())
            workspace->panels()->applySettings();
        break;
    case Key::Developer:
        if (m_settings->isOn(key)) {
            m_stalls.start();
            m_stallSecond.start();
            m_status->setStalls(m_stalls.report());
        } else {
            m_stalls.stop();
            m_stallSecond.stop();
            m_status->setStalls({});
        }
        break;
    case Key::ConnectTimeout:
    case Key::RequestTimeout:
    case Key::Shortcuts:
    case Key::WindowGeometry:
    case Key::RecentServers: break;
    }
}

void MainWindow::showConnectDialog(const ServerProfile &server, Workspace *instead)
{
    ConnectionOptions options;
    options.connectTimeout = std::chrono::milliseconds(m_settings->number(Settings::Key::ConnectTimeout));
    auto *dialog = new ConnectDialog(options, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (instead)
        dialog->setServer(server);
    connect(dialog, &ConnectDialog::chosen, this, [this, guard = QPointer<Workspace>(instead)](const ServerProfile &chosen) {
        openServer(chosen);
        if (guard)
            remove(guard);
    });
    dialog->open();
}

void MainWindow::showShortcutSheet()
{
    auto *sheet = new ShortcutSheet(this);
    connect(sheet, &ShortcutSheet::changeRequested, this, [this] { showSettings(SettingsDialog::Page::Shortcuts); });
    sheet->open();
}

void MainWindow::showSettings(SettingsDialog::Page page)
{
    auto *dialog = new SettingsDialog(m_settings, &m_stalls, this);
    dialog->showPage(page);
    dialog->open();
}

void MainWindow::showAbout()
{
    (new AboutDialog(this))->open();
}

void MainWindow::showPalette()
{
    if (!m_palette)
        m_palette = new CommandPalette(this);
    Workspace *workspace = m_tabs->current();
    CommandPalette::Finder finder;
    if (workspace) {
        finder = [panels = QPointer<WorkspacePanels>(workspace->panels())](const QString &typed, auto found) {
            if (panels)
                panels->findKeys(typed, std::move(found));
        };
    }
    m_palette->open(paletteEntries(), std::move(finder));
}

QList<CommandPalette::Entry> MainWindow::paletteEntries() const
{
    QList<CommandPalette::Entry> entries = CommandPalette::actionEntries();
    if (Workspace *workspace = m_tabs->current())
        entries.append(workspace->panels()->databaseEntries());
    for (Workspace *workspace : m_tabs->workspaces()) {
        if (workspace != m_tabs->current())
            entries.append({workspace->server().title(), tr("Open connection"), {}, QStringLiteral("link"),
                            [this, workspace] { m_tabs->setCurrentWidget(workspace); }});
    }
    for (const ServerProfile &server : recent())
        entries.append({server.endpoint.text(), tr("Recent server"), {}, QStringLiteral("server"),
                        [window = const_cast<MainWindow *>(this), server] { window->openServer(server); }});
    return entries;
}

}  // namespace vermilion
