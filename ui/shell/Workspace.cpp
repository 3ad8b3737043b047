// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Workspace.h"

#include "base/ErrorText.h"
#include "shell/PasswordPage.h"
#include "shell/Settings.h"
#include "shell/WorkspacePanels.h"
#include "widgets/NoticeBar.h"
#include "widgets/StatePage.h"

#include <QBoxLayout>
#include <QStackedWidget>

namespace vermilion {

namespace {

bool wantsPassword(const Error &error)
{
    return error.code == ErrorCode::AuthRequired || error.code == ErrorCode::WrongPassword;
}

/// Trying again will not help: what the user told us about the server must change.
bool wantsAnotherDescription(ErrorCode code)
{
    switch (code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::SocketNotFound:
    case ErrorCode::NotRedis:
    case ErrorCode::TlsUntrusted:
    case ErrorCode::TlsHostName:
    case ErrorCode::TlsClientCertificate:
    case ErrorCode::TlsFile:
    case ErrorCode::TlsHandshake:
    case ErrorCode::DatabaseOutOfRange: return true;
    default: return false;
    }
}

Session::Options optionsOf(const ServerProfile &server, const Settings &settings)
{
    Session::Options options;
    options.name = server.title();
    options.policy = server.policy();
    options.connection.connectTimeout = std::chrono::milliseconds(settings.number(Settings::Key::ConnectTimeout));
    options.connection.requestTimeout = std::chrono::milliseconds(settings.number(Settings::Key::RequestTimeout));
    return options;
}

}  // namespace

Workspace::Workspace(ServerProfile server, Settings *settings, bool transient, QWidget *parent)
    : QWidget(parent), m_server(std::move(server)), m_settings(settings), m_transient(transient),
      m_session(new Session(m_server.endpoint, optionsOf(m_server, *settings), this)), m_stack(new QStackedWidget(this)),
      m_notice(new NoticeBar(this)), m_problem(new NoticeBar(this)), m_page(new StatePage(this)), m_password(new PasswordPage(this)),
      m_panels(new WorkspacePanels(m_session, m_server, settings, this))
{
    setObjectName(QStringLiteral("workspace"));
    m_notice->setObjectName(QStringLiteral("linkNotice"));
    m_page->setObjectName(QStringLiteral("linkPage"));
    // The session keeps it from here on; the description is what gets stored.
    m_server.endpoint.password.clear();
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_password);
    m_stack->addWidget(m_panels);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_problem->setObjectName(QStringLiteral("problemNotice"));
    m_problem->setClosable(true);
    column->addWidget(m_notice);
    column->addWidget(m_problem);
    column->addWidget(m_stack, 1);

    m_patience.setSingleShot(true);
    m_patience.setInterval(150);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_page->setState(QStringLiteral("link"), tr("Connecting to %1…").arg(m_server.title()));
        m_page->setButton(tr("Cancel"), [this] { m_session->close(); });
    });
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &Workspace::countDown);
    connect(m_session, &Session::stateChanged, this, &Workspace::linkChanged);
    connect(m_session, &Session::retryScheduled, this, [this](std::chrono::milliseconds in) {
        m_retryIn = in;
        m_sinceRetry.start();
        linkChanged(m_session->state(), m_session->error());
    });
    connect(m_session, &Session::databaseChanged, this, &Workspace::titleChanged);
    connect(m_session, &Session::databaseChanged, this, &Workspace::stateChanged);
    connect(m_panels, &WorkspacePanels::placeChanged, this, &Workspace::stateChanged);
    connect(m_panels, &WorkspacePanels::databaseNamesChanged, this, [this](const QMap<int, QString> &names) {
        m_server.databaseNames = names;
        emit stateChanged();
    });
    connect(m_panels, &WorkspacePanels::failed, this,
            [this](const Error &error) { m_problem->say(NoticeBar::Tone::Danger, describe(error).paragraph()); });
    connect(m_password, &PasswordPage::given, this, [this](const QByteArray &password) {
        m_session->setPassword(password);
        m_session->reconnectNow();
    });
    m_page->setState(QStringLiteral("link"), tr("Not connected yet"));
}

Workspace::~Workspace()
{
    // Panels and presenters go before the session that they use.
    delete m_panels;
}

void Workspace::activate()
{
    if (!m_activated) {
        m_activated = true;
        m_session->open();
    }
    if (m_stack->currentWidget() == m_panels)
        m_panels->focusTree();
    else
        m_stack->currentWidget()->setFocus();
}

void Workspace::restore(const WorkspaceState &state)
{
    m_panels->restore(state.place);
}

WorkspaceState Workspace::state() const
{
    WorkspaceState state;
    state.server = m_server;
    state.server.endpoint.database = m_session->database();
    state.place = m_panels->place();
    return state;
}

bool Workspace::hasUnsavedEdits() const { return m_panels->hasUnsavedEdits(); }

void Workspace::linkChanged(LinkState state, const Error &error)
{
    m_patience.stop();
    m_second.stop();
    if (state == LinkState::Ready) {
        const bool first = !m_wasReady;
        m_wasReady = true;
        m_notice->hide();
        const bool hadFocus = first || (focusWidget() && m_stack->currentWidget()->isAncestorOf(focusWidget()));
        m_stack->setCurrentWidget(m_panels);
        if (hadFocus && isVisible())
            m_panels->focusTree();
        return;
    }
    if (state == LinkState::Waiting)
        m_second.start();
    if (m_wasReady)
        showOverPanels(state, error);
    else
        showInstead(state, error);
}

void Workspace::showOverPanels(LinkState state, const Error &error)
{
    const auto again = [this] { m_session->reconnectNow(); };
    const QString what = describe(error).oneLine();
    switch (state) {
    case LinkState::Waiting:
        m_notice->say(NoticeBar::Tone::Caution, tr("Connection lost: %1").arg(QString(what + u' ' + retryText())), tr("Now"), again);
        break;
    case LinkState::Connecting:
        m_notice->say(NoticeBar::Tone::Caution, tr("Connecting again…"));
        break;
    case LinkState::Failed:
        if (wantsPassword(error))
            m_notice->say(NoticeBar::Tone::Danger, what, tr("Enter the password…"), [this, error] { askPassword(error); });
        else
            m_notice->say(NoticeBar::Tone::Danger, describe(error).paragraph(), tr("Try again"), again);
        break;
    case LinkState::Closed:
        m_notice->say(NoticeBar::Tone::Info, tr("This connection is closed."), tr("Connect"), [this] { m_session->open(); });
        break;
    case LinkState::Ready: break;
    }
}

void Workspace::showInstead(LinkState state, const Error &error)
{
    if (state == LinkState::Failed && wantsPassword(error)) {
        askPassword(error);
        return;
    }
    if (state == LinkState::Connecting) {
        // A password that is being tried leaves its page up: it may come back with "wrong".
        if (m_stack->currentWidget() == m_page)
            m_patience.start();
        return;
    }
    m_stack->setCurrentWidget(m_page);
    if (state == LinkState::Closed) {
        m_page->setState(QStringLiteral("unlink"), tr("Not connected to %1").arg(m_server.title()));
        m_page->setButton(tr("Connect"), [this] { m_session->open(); });
        return;
    }
    m_page->setError(error, state == LinkState::Waiting ? retryText() : QString());
    if (state == LinkState::Waiting)
        m_page->setButton(tr("Try now"), [this] { m_session->reconnectNow(); });
    else if (wantsAnotherDescription(error.code))
        m_page->setButton(tr("Edit the connection…"), [this] { emit editRequested(); });
    else
        m_page->setButton(tr("Try again"), [this] { m_session->reconnectNow(); });
}

void Workspace::askPassword(const Error &error)
{
    const QString wrong = error.code == ErrorCode::WrongPassword ? describe(error).paragraph() : QString();
    m_password->ask(m_server.title(), QString::fromUtf8(m_server.endpoint.user), wrong);
    m_stack->setCurrentWidget(m_password);
    m_password->setFocus();
}

QString Workspace::retryText() const
{
    const auto left = m_retryIn - std::chrono::milliseconds(m_sinceRetry.isValid() ? m_sinceRetry.elapsed() : 0);
    const int seconds = int((std::max<qint64>(0, left.count()) + 999) / 1000);
    return seconds > 0 ? tr("Trying again in %1 s.").arg(seconds) : tr("Trying again.");
}

void Workspace::countDown()
{
    linkChanged(m_session->state(), m_session->error());
}

}  // namespace vermilion
