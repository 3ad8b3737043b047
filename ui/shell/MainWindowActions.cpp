// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/MainWindow.h"
#include "shell/WorkspaceTabs.h"
#include "theme/ActionRegistry.h"
#include "theme/Theme.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

// What the window itself can do, and the menus, which are views of the registry.
namespace vermilion {

void MainWindow::addActions()
{
    ActionRegistry *registry = ActionRegistry::instance();
    const QString file = tr("File"), edit = tr("Edit"), view = tr("View"), help = tr("Help");
    const auto keys = [](std::initializer_list<QKeySequence> list) { return QList<QKeySequence>(list); };

    registry->add({QStringLiteral("file.connect"), tr("&Connect to a server…"), QStringLiteral("link"),
                   keys({QKeySequence(Qt::CTRL | Qt::Key_T)}), file}, this, [this] { showConnectDialog(); });
    registry->add({QStringLiteral("file.demo"), tr("Open the &demo"), QStringLiteral("database"), {}, file}, this, [this] {
        if (m_openDemo)
            m_openDemo();
    });
    registry->add({QStringLiteral("file.close"), tr("Close &tab"), {}, keys({QKeySequence(Qt::CTRL | Qt::Key_W)}), file}, this,
                  [this] { closeTab(m_tabs->current()); });
    QAction *quit = registry->add({QStringLiteral("file.quit"), tr("&Quit"), {}, keys({QKeySequence(Qt::CTRL | Qt::Key_Q)}), file}, this,
                                  [this] { QWidget::close(); });
    quit->setMenuRole(QAction::QuitRole);

    QAction *settings = registry->add({QStringLiteral("edit.settings"), tr("&Settings…"), QStringLiteral("settings"),
                                       keys({QKeySequence(Qt::CTRL | Qt::Key_Comma)}), edit}, this, [this] { showSettings(); });
    settings->setMenuRole(QAction::PreferencesRole);

    registry->add({QStringLiteral("view.palette"), tr("Command &palette"), QStringLiteral("palette"),
                   keys({QKeySequence(Qt::CTRL | Qt::Key_K)}), view, false}, this, [this] { showPalette(); });
    const auto step = [this](int by) {
        if (const int count = m_tabs->count())
            m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + count) % count);
    };
    registry->add({QStringLiteral("view.nextTab"), tr("&Next tab"), {},
                   keys({QKeySequence(Qt::CTRL | Qt::Key_Tab), QKeySequence(Qt::CTRL | Qt::Key_PageDown)}), view}, this, [step] { step(1); });
    registry->add({QStringLiteral("view.previousTab"), tr("P&revious tab"), {},
                   keys({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), QKeySequence(Qt::CTRL | Qt::Key_PageUp)}), view}, this,
                  [step] { step(-1); });
    const auto theme = [&](const QString &id, const QString &text, const QString &value) {
        registry->add({id, text, {}, {}, view}, this, [this, value] { m_settings->set(Settings::Key::Theme, value); })->setCheckable(true);
    };
    theme(QStringLiteral("view.themeSystem"), tr("Theme as the s&ystem"), QStringLiteral("system"));
    theme(QStringLiteral("view.themeLight"), tr("&Light theme"), QStringLiteral("light"));
    theme(QStringLiteral("view.themeDark"), tr("&Dark theme"), QStringLiteral("dark"));
    registry->add({QStringLiteral("view.compact"), tr("&Compact rows"), {}, {}, view}, this, [this] {
        m_settings->set(Settings::Key::CompactRows, !m_settings->isOn(Settings::Key::CompactRows));
    })->setCheckable(true);
    registry->add({QStringLiteral("view.fullScreen"), tr("&Full screen"), {}, keys({QKeySequence(Qt::Key_F11)}), view}, this,
                  [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });

    registry->add({QStringLiteral("help.shortcuts"), tr("&Keyboard shortcuts"), QStringLiteral("info"),
                   keys({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)}), help}, this, [this] { showShortcutSheet(); });
    QAction *about = registry->add({QStringLiteral("help.about"), tr("&About Vermilion"), {}, {}, help}, this, [this] { showAbout(); });
    about->setMenuRole(QAction::AboutRole);
}

void MainWindow::addMenus()
{
    const auto own = [this](const char *id) {
        return findChild<QAction *>(QLatin1String(id), Qt::FindDirectChildrenOnly);
    };
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addActions({own("file.connect"), own("file.demo")});
    file->addSeparator();
    file->addActions({own("file.close"), own("file.quit")});
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(own("edit.settings"));

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addAction(own("view.palette"));
    view->addSeparator();
    view->addActions({own("view.nextTab"), own("view.previousTab")});
    view->addSeparator();
    auto *themes = new QActionGroup(this);
    for (const char *id : {"view.themeSystem", "view.themeLight", "view.themeDark"}) {
        themes->addAction(own(id));
        view->addAction(own(id));
    }
    view->addSeparator();
    view->addActions({own("view.compact"), own("view.fullScreen")});
    connect(view, &QMenu::aboutToShow, this, [this, own] {
        const QString theme = m_settings->text(Settings::Key::Theme);
        own("view.themeSystem")->setChecked(theme == QLatin1String("system"));
        own("view.themeLight")->setChecked(theme == QLatin1String("light"));
        own("view.themeDark")->setChecked(theme == QLatin1String("dark"));
        own("view.compact")->setChecked(m_settings->isOn(Settings::Key::CompactRows));
    });

    QMenu *keys = menuBar()->addMenu(tr("&Keys"));
    connect(keys, &QMenu::aboutToShow, this, [this, keys] { fillKeysMenu(keys); });
    fillKeysMenu(keys);
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addActions({own("help.shortcuts"), own("help.about")});
}

void MainWindow::fillKeysMenu(QMenu *menu)
{
    // Panels register what they can do; the menu shows what the one that had the focus last can do now.
    menu->clear();
    QString section;
    ActionRegistry *registry = ActionRegistry::instance();
    for (const ActionRegistry::Spec &spec : registry->specs()) {
        const QString domain = spec.id.section(u'.', 0, 0);
        QAction *action = registry->action(spec.id);
        if (!action || action->parent() == this)
            continue;
        if (!section.isEmpty() && domain != section)
            menu->addSeparator();
        section = domain;
        menu->addAction(action);
    }
    if (menu->isEmpty())
        menu->addAction(tr("Connect to a server first"))->setEnabled(false);
}

}  // namespace vermilion
