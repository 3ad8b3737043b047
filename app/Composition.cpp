// SPDX-License-Identifier: GPL-3.0-or-later
#include "Composition.h"

#include "FirstLook.h"
#include "FirstPaint.h"
#include "base/ErrorText.h"
#include "platform/EndSignals.h"
#include "shell/Workspace.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QSessionManager>

#include <clocale>
#include <cstdio>

static void initAppResources()
{
    Q_INIT_RESOURCE(translations);
}

namespace vermilion {

Composition::Composition(CommandLine line) : m_line(std::move(line))
{
    std::setlocale(LC_NUMERIC, "C");  // QApplication set the user's; hiredis and we read numbers of a protocol
    initAppResources();
    loadTranslations();
    Theme::install(Theme::Mode::System);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/brand/vermilion.svg")));
}

Composition::~Composition()
{
    m_window.reset();
    m_demo.reset();
    shutdownIo();
}

void Composition::loadTranslations()
{
    const QLocale locale;
    const auto add = [&](const QString &catalogue, const QString &folder) {
        auto translator = std::make_shared<QTranslator>();
        if (translator->load(locale, catalogue, QStringLiteral("_"), folder)) {
            QCoreApplication::installTranslator(translator.get());
            m_translators.append(std::move(translator));
        }
    };
    add(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English has plural forms only; it also serves where there is no catalogue of one's own language.
    auto english = std::make_shared<QTranslator>();
    if (english->load(QStringLiteral(":/i18n/vermilion_en.qm"))) {
        QCoreApplication::installTranslator(english.get());
        m_translators.append(std::move(english));
    }
    add(QStringLiteral("vermilion"), QStringLiteral(":/i18n"));
}

void Composition::start()
{
    m_window = std::make_unique<MainWindow>(&m_settings);
    m_window->setDemoStarter([this] { openDemo(); });
    connect(m_window.get(), &MainWindow::demoFinished, this, [this] { m_demo.reset(); });
    if (m_line.firstLook.isEmpty())
        m_window->restore();
    if (m_line.announceFirstPaint)
        new FirstPaint(m_window.get());
    m_window->show();
    endInOrder();
    if (m_line.server) {
        ServerProfile server;
        server.endpoint = *m_line.server;
        m_window->openServer(server);
    }
    if (m_line.demo)
        openDemo();
    else if (!m_line.firstLook.isEmpty())
        showPictures();
}

/// Other ends than closing the window. None of them may ask a question that nobody answers; unsaved edits only hold up a session
/// manager that says that there is someone to ask.
void Composition::endInOrder()
{
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] { m_window->saveNow(); });
    connect(
        qApp, &QGuiApplication::commitDataRequest, this,
        [this](QSessionManager &manager) {
            m_window->saveNow();
            if (m_window->hasUnsavedEdits() && manager.allowsInteraction()) {
                manager.release();
                manager.cancel();
                m_window->close();
            }
        },
        Qt::DirectConnection);
    // Not quit(), which asks every window first.
    onEndSignals(this, [] { QCoreApplication::exit(); });
}

void Composition::openDemo()
{
    if (m_demo)
        return;
    m_demo = std::make_unique<Demo>();
    connect(m_demo.get(), &Demo::ready, this, &Composition::demoReady);
    connect(m_demo.get(), &Demo::failed, this, [this](const Error &error) {
        m_window->tellError(error);
        m_demo.release()->deleteLater();  // it is still in its own signal
        if (!m_line.firstLook.isEmpty()) {
            std::fprintf(stderr, "vermilion: %s\n", qUtf8Printable(describe(error).paragraph()));
            QCoreApplication::exit(1);
        }
    });
    m_window->tell(tr("Filling a private server with sample data…"));
    m_demo->start();
}

void Composition::demoReady(const Endpoint &endpoint)
{
    ServerProfile server;
    server.endpoint = endpoint;
    server.name = tr("demo");
    server.databaseNames = Demo::databaseNames();
    m_window->tell({});
    m_window->openServer(server, true);
    if (!m_line.firstLook.isEmpty())
        showPictures();
}

void Composition::showPictures()
{
    // Only the demo's data may be changed for a picture.
    auto *look = new FirstLook(m_window.get(), m_line.firstLook, m_line.demo, this);
    connect(look, &FirstLook::finished, this, [](int exitCode) { QCoreApplication::exit(exitCode); });
    look->start();
}

}  // namespace vermilion
