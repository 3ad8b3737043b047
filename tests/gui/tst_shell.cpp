// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/AboutDialog.h"
#include "shell/CommandPalette.h"
#include "shell/ConnectDialog.h"
#include "shell/MainWindow.h"
#include "shell/SettingsDialog.h"
#include "shell/ShortcutSheet.h"
#include "shell/ShortcutsPage.h"
#include "shell/StartPage.h"
#include "support/Pictures.h"
#include "theme/ActionRegistry.h"
#include "theme/Theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>
#include <QtTest>

using namespace vermilion;

// The window without a server.
class ShellTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    template <typename T> T *find(const char *name) const
    {
        T *found = m_window->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no widget called %s", name);
        return found;
    }

private slots:
    void initTestCase() { Theme::install(Theme::Mode::Light); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));  // offscreen has no size hints
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->path());
        m_window = std::make_unique<MainWindow>(m_settings.get());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
    }

    void startPageTeachesTheWayIn()
    {
        QVERIFY(find<StartPage>("startPage")->isVisible());
        QVERIFY(find<QPushButton>("connect")->isVisible());
        QVERIFY(!find<QPushButton>("demo")->isVisible());
        int demos = 0;
        m_window->setDemoStarter([&] { ++demos; });
        find<QPushButton>("demo")->click();
        QCOMPARE(demos, 1);
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Vermilion"));
        takePictures(m_window.get(), QStringLiteral("start"));
        find<QPushButton>("connect")->click();
        QVERIFY(find<ConnectDialog>("connectDialog")->isVisible());
    }

    void recentServersShowNoPasswords()
    {
        auto *page = find<StartPage>("startPage");
        ServerProfile server;
        server.endpoint = *Endpoint::fromUrl(QStringLiteral("redis://me:hunter2@cache:7000/1"));
        server.name = QStringLiteral("shop");
        page->setRecent({server});
        auto *list = find<QListWidget>("recentServers");
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().contains(QStringLiteral("shop")));
        QVERIFY(!list->item(0)->text().contains(QStringLiteral("hunter2")));
        takePictures(m_window.get(), QStringLiteral("start-recent"));
        QSignalSpy chosen(page, &StartPage::recentChosen);
        QSignalSpy forgotten(page, &StartPage::recentForgotten);
        disconnect(page, nullptr, m_window.get(), nullptr);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(forgotten.count(), 1);
    }

    void connectDialogReadsAPastedUrl()
    {
        m_window->showConnectDialog();
        auto *dialog = find<ConnectDialog>("connectDialog");
        auto *url = dialog->findChild<QLineEdit *>(QStringLiteral("url"));
        QGuiApplication::clipboard()->setText(QStringLiteral("rediss://me:p%40ss%3A1@[::1]:7000/4?ca=/etc/ca.pem"));
        url->setFocus();
        url->paste();
        QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("host"))->text(), QStringLiteral("::1"));
        QCOMPARE(dialog->findChild<QSpinBox *>(QStringLiteral("port"))->value(), 7000);
        QCOMPARE(dialog->findChild<QSpinBox *>(QStringLiteral("database"))->value(), 4);
        QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("user"))->text(), QStringLiteral("me"));
        auto *password = dialog->findChild<QLineEdit *>(QStringLiteral("password"));
        QCOMPARE(password->text(), QStringLiteral("p@ss:1"));
        QCOMPARE(password->echoMode(), QLineEdit::Password);
        QVERIFY2(!url->text().contains(QStringLiteral("ss%3A1")), "the password stays readable in the URL field");
        QVERIFY(dialog->findChild<QCheckBox *>(QStringLiteral("tls"))->isChecked());
        takePictures(m_window.get(), QStringLiteral("connect-tls"));
        const ServerProfile server = dialog->server();
        QVERIFY(server.endpoint.tls);
        QCOMPARE(server.endpoint.tlsPolicy.caFile, QStringLiteral("/etc/ca.pem"));
        QCOMPARE(server.endpoint.password, QByteArray("p@ss:1"));
    }

    void connectDialogSaysWhatIsWrong()
    {
        m_window->showConnectDialog();
        auto *dialog = find<ConnectDialog>("connectDialog");
        auto *url = dialog->findChild<QLineEdit *>(QStringLiteral("url"));
        auto *problem = dialog->findChild<QLabel *>(QStringLiteral("urlProblem"));
        QTest::keyClicks(url, QStringLiteral("redis://me:hunter2@host:notaport"));
        QVERIFY(problem->isVisible());
        QVERIFY(!problem->text().contains(QStringLiteral("hunter2")));
        QCOMPARE(url->text(), QStringLiteral("redis://me:hunter2@host:notaport"));  // nothing changes under one's fingers
        url->setText(QStringLiteral("redis://me:hunter2@host"));
        QTRY_COMPARE(QApplication::focusWidget(), url);
        QTest::keyClick(url, Qt::Key_Tab);
        QVERIFY(!url->text().contains(QStringLiteral("hunter2")));

        dialog->findChild<QLineEdit *>(QStringLiteral("host"))->clear();
        QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("accept"))->isEnabled());
        dialog->findChild<QComboBox *>(QStringLiteral("kind"))->setCurrentIndex(1);
        QVERIFY(dialog->findChild<QLineEdit *>(QStringLiteral("socket"))->isVisible());
        QVERIFY(!dialog->findChild<QLineEdit *>(QStringLiteral("host"))->isVisible());
        dialog->findChild<QLineEdit *>(QStringLiteral("socket"))->setText(m_folder->filePath(QStringLiteral("nothing.sock")));
        dialog->findChild<QPushButton *>(QStringLiteral("test"))->click();
        auto *result = dialog->findChild<QLabel *>(QStringLiteral("testResult"));
        QTRY_VERIFY(dialog->findChild<QPushButton *>(QStringLiteral("test"))->isEnabled());
        QVERIFY2(result->text().contains(QStringLiteral("nothing.sock")), qPrintable(result->text()));
        takePictures(m_window.get(), QStringLiteral("connect-problem"));
    }

    void paletteFindsAndRunsAnAction()
    {
        m_window->showPalette();
        auto *palette = find<CommandPalette>("commandPalette");
        auto *field = find<QLineEdit>("paletteField");
        QTRY_COMPARE(QApplication::focusWidget(), field);
        QVERIFY(palette->shown().size() > 5);
        QTest::keyClicks(field, QStringLiteral("darkth"));
        QCOMPARE(palette->shown().value(0), QStringLiteral("Dark theme"));
        takePictures(m_window.get(), QStringLiteral("palette"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QVERIFY(Theme::current()->isDark());
        QCOMPARE(m_settings->text(Settings::Key::Theme), QStringLiteral("dark"));
        m_settings->set(Settings::Key::Theme, QStringLiteral("light"));
        QVERIFY(!Theme::current()->isDark());
    }

    void paletteIsClosedByEscape()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = find<CommandPalette>("commandPalette");
        QTRY_VERIFY(palette->isVisible());
        QTest::keyClick(find<QLineEdit>("paletteField"), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }

    void paletteAsksForKeysAfterAPause()
    {
        CommandPalette palette(m_window.get());
        QStringList asked;
        palette.open({}, [&](const QString &typed, auto found) {
            asked.append(typed);
            found({{QStringLiteral("user:12"), QStringLiteral("Key"), {}, QStringLiteral("key"), {}}});
        });
        auto *field = palette.findChild<QLineEdit *>(QStringLiteral("paletteField"));
        QTest::keyClicks(field, QStringLiteral("user"));
        QTRY_COMPARE(palette.shown(), QStringList{QStringLiteral("user:12")});
        QCOMPARE(asked.last(), QStringLiteral("user"));
    }

    void shortcutsAreReboundAndConflictsNamed()
    {
        m_window->showSettings(SettingsDialog::Page::Shortcuts);
        auto *list = find<QTreeWidget>("shortcuts");
        const auto row = [list](const QString &id) {
            for (int i = 0; i < list->topLevelItemCount(); ++i) {
                if (list->topLevelItem(i)->data(0, Qt::UserRole).toString() == id)
                    return list->topLevelItem(i);
            }
            return static_cast<QTreeWidgetItem *>(nullptr);
        };
        list->setCurrentItem(row(QStringLiteral("view.fullScreen")));
        auto *edit = find<QKeySequenceEdit>("shortcutEdit");
        edit->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_W));
        QVERIFY(find<QLabel>("conflict")->text().contains(QStringLiteral("Close tab")));
        takePictures(m_window.get(), QStringLiteral("settings-shortcuts"));
        find<QPushButton>("assign")->click();
        ActionRegistry *registry = ActionRegistry::instance();
        QCOMPARE(registry->shortcuts(QStringLiteral("view.fullScreen")), QList<QKeySequence>{QKeySequence(Qt::CTRL | Qt::Key_W)});
        QVERIFY(registry->shortcuts(QStringLiteral("file.close")).isEmpty());
        QVERIFY(m_settings->value(Settings::Key::Shortcuts).toMap().contains(QStringLiteral("file.close")));

        for (const char *id : {"view.fullScreen", "file.close"}) {
            list->setCurrentItem(row(QLatin1String(id)));
            find<QPushButton>("reset")->click();
        }
        QCOMPARE(registry->action(QStringLiteral("file.close"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_W));
        QVERIFY(m_settings->value(Settings::Key::Shortcuts).toMap().isEmpty());
    }

    void sheetListsEveryAction()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QTRY_VERIFY(m_window->findChild<ShortcutSheet *>(QStringLiteral("shortcutSheet")));
        auto *tree = find<ShortcutSheet>("shortcutSheet")->findChild<QTreeWidget *>();
        int rows = 0;
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            rows += tree->topLevelItem(i)->childCount();
        QCOMPARE(rows, int(ActionRegistry::instance()->specs().size()));
        takePictures(m_window.get(), QStringLiteral("shortcuts"));
    }

    void aboutNamesWhatWeRunOn()
    {
        const QString versions = AboutDialog::versions();
        for (const char *part : {"Vermilion", "Qt 6", "hiredis", "RESP"})
            QVERIFY2(versions.contains(QLatin1String(part)), part);
        m_window->showAbout();
        takePictures(m_window.get(), QStringLiteral("about"));
    }

    void developerOptionShowsTheStallMeter()
    {
        auto *stalls = find<QLabel>("stalls");
        QVERIFY(!stalls->isVisible());
        m_settings->set(Settings::Key::Developer, true);
        QVERIFY(stalls->isVisible());
        QVERIFY(m_window->stallMeter()->isRunning());
        m_settings->set(Settings::Key::Developer, false);
        QVERIFY(!stalls->isVisible());
    }

    void settingsFitTheirPages()
    {
        const std::pair<SettingsDialog::Page, QString> pages[] = {
            {SettingsDialog::Page::Appearance, QStringLiteral("settings-appearance")},
            {SettingsDialog::Page::Browsing, QStringLiteral("settings-browsing")},
            {SettingsDialog::Page::Developer, QStringLiteral("settings-developer")}};
        for (const auto &[page, name] : pages) {
            m_window->showSettings(page);
            QWidget *dialog = QApplication::activeModalWidget();
            QVERIFY(dialog && dialog->isVisible());
            takePictures(m_window.get(), name);
            QTest::keyClick(dialog, Qt::Key_Escape);
            QVERIFY(!dialog->isVisible());
        }
    }

    void everyControlHasAName()
    {
        m_window->showConnectDialog();
        m_window->showSettings();
        const auto nameless = [](const QWidget *widget) {
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            return !face || face->text(QAccessible::Name).isEmpty();
        };
        for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
            const bool control = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget)
                                 || qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QAbstractItemView *>(widget)
                                 || (qobject_cast<const QLineEdit *>(widget)
                                     && !qobject_cast<const QAbstractSpinBox *>(widget->parentWidget())
                                     && !qobject_cast<const QComboBox *>(widget->parentWidget())
                                     && !qobject_cast<const QKeySequenceEdit *>(widget->parentWidget()));
            if (control && widget->isVisible() && !widget->objectName().startsWith(QLatin1String("qt_")))
                QVERIFY2(!nameless(widget), qPrintable(QString(QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName())));
        }
    }
};

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
