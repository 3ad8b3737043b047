// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StatusBar.h"

#include "base/ErrorText.h"
#include "base/Format.h"
#include "theme/Theme.h"
#include "widgets/ElidedLabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace vermilion {

namespace {

QPixmap dot(Theme::Role role, qreal ratio)
{
    QPixmap pixmap(QSize(10, 10) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current()->color(role));
    painter.drawEllipse(QRectF(1, 1, 8, 8));
    return pixmap;
}

Theme::Role roleOf(LinkState state)
{
    switch (state) {
    case LinkState::Ready: return Theme::Role::Good;
    case LinkState::Connecting:
    case LinkState::Waiting: return Theme::Role::Caution;
    case LinkState::Failed: return Theme::Role::Danger;
    case LinkState::Closed: break;
    }
    return Theme::Role::Muted;
}

QString productOf(const ServerFacts &facts)
{
    switch (facts.family) {
    case ServerFacts::Family::Redis: return QStringLiteral("Redis");
    case ServerFacts::Family::Valkey: return QStringLiteral("Valkey");
    case ServerFacts::Family::Other: break;
    }
    return {};
}

}  // namespace

StatusBar::StatusBar(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("statusBar"));
    setFixedHeight(Theme::Row + Theme::S1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::S3, 1, Theme::S3, 0);
    row->setSpacing(Theme::S4);
    const auto label = [this](const QString &name) {
        auto *made = new QLabel(this);
        made->setObjectName(name);
        made->setTextFormat(Qt::PlainText);
        made->setFont(Theme::current()->uiFont(Theme::Text::Small));
        return made;
    };
    m_dot = label(QStringLiteral("dot"));
    m_link = label(QStringLiteral("link"));
    m_server = new ElidedLabel({}, this);
    m_server->setObjectName(QStringLiteral("server"));
    m_server->setFont(Theme::current()->uiFont(Theme::Text::Small));
    m_database = label(QStringLiteral("database"));
    m_tls = label(QStringLiteral("tls"));
    m_policy = label(QStringLiteral("policy"));
    m_protocol = label(QStringLiteral("protocol"));
    m_scan = label(QStringLiteral("scan"));
    m_stalls = label(QStringLiteral("stalls"));
    m_dot->setAccessibleName(tr("Link"));
    // Latency changes all the time; its neighbours should not move when it does.
    m_link->setMinimumWidth(m_link->fontMetrics().horizontalAdvance(QStringLiteral("000.0 ms")));

    auto *link = new QHBoxLayout;
    link->setSpacing(Theme::S1 + 2);
    link->addWidget(m_dot);
    link->addWidget(m_link);
    row->addLayout(link);
    row->addWidget(m_server);
    for (QLabel *one : {m_database, m_tls, m_policy, m_protocol})
        row->addWidget(one);
    row->addStretch(1);
    row->addWidget(m_scan);
    row->addWidget(m_stalls);
    connect(Theme::current(), &Theme::changed, this, &StatusBar::refresh);
    refresh();
}

void StatusBar::setSession(Session *session, const QString &name)
{
    m_name = name;
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &Session::stateChanged, this, &StatusBar::refresh);
        connect(session, &Session::databaseChanged, this, &StatusBar::refresh);
        connect(session, &Session::factsChanged, this, &StatusBar::refresh);
        connect(session, &Session::policyChanged, this, &StatusBar::refresh);
        connect(session, &Session::latencyMeasured, this, &StatusBar::refreshLink);
    }
    setScanRate(0);
    refresh();
}

void StatusBar::show(QLabel *label, const QString &text, const QString &toolTip)
{
    label->setText(text);
    label->setToolTip(toolTip);
    label->setVisible(!text.isEmpty());
}

void StatusBar::refreshLink()
{
    const LinkState state = m_session ? m_session->state() : LinkState::Closed;
    m_dot->setPixmap(dot(roleOf(state), devicePixelRatioF()));
    QString words;
    switch (state) {
    case LinkState::Ready: {
        const std::chrono::microseconds latency = m_session->link()->latency();
        words = latency.count() > 0 ? formatLatency(latency) : tr("connected");
        break;
    }
    case LinkState::Connecting: words = tr("connecting"); break;
    case LinkState::Waiting: words = tr("trying again"); break;
    case LinkState::Failed: words = tr("not connected"); break;
    case LinkState::Closed: words = m_session ? tr("closed") : tr("no server"); break;
    }
    const QString why = m_session && state != LinkState::Ready ? describe(m_session->error()).oneLine() : QString();
    show(m_link, words, why.isEmpty() ? tr("Time of a round trip to the server") : why);
}

void StatusBar::refresh()
{
    refreshLink();
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, Theme::current()->color(Theme::Role::Muted));
    for (QLabel *label : {m_link, m_database, m_tls, m_protocol, m_scan, m_stalls})
        label->setPalette(quiet);
    m_server->setPalette(quiet);
    if (!m_session) {
        m_server->setVisible(false);
        for (QLabel *label : {m_database, m_tls, m_policy, m_protocol})
            label->hide();
        return;
    }
    const ServerFacts facts = m_session->facts();
    const Endpoint endpoint = m_session->endpoint();
    // The demo's address is a temporary file's path, which tells nobody anything.
    QStringList server{m_name.isEmpty() ? endpoint.address() : m_name};
    const QString version = facts.version.isEmpty() ? QString() : QString(productOf(facts) + u' ' + facts.version);
    for (const QString &part : {facts.role, version}) {
        if (!part.isEmpty())
            server.append(part);
    }
    m_server->setText(server.join(QStringLiteral("  ·  ")));
    m_server->setVisible(true);
    show(m_database, tr("db %1").arg(m_session->database()));
    show(m_tls, endpoint.tls ? (m_session->state() == LinkState::Ready ? tr("TLS verified") : tr("TLS")) : QString(),
         tr("The server's certificate and name were verified."));
    const CommandGate::Policy policy = m_session->policy();
    QStringList words;
    if (policy.production)
        words.append(tr("production"));
    if (policy.readOnly)
        words.append(tr("read-only"));
    show(m_policy, words.join(QStringLiteral(" · ")));
    QPalette loud = palette();
    loud.setColor(QPalette::WindowText, Theme::current()->color(policy.production ? Theme::Role::Danger : Theme::Role::Caution));
    m_policy->setPalette(loud);
    show(m_protocol, m_session->state() == LinkState::Ready ? tr("RESP%1").arg(facts.protocol) : QString(),
         tr("Version of the protocol in use"));
}

void StatusBar::setScanRate(double keysPerSecond)
{
    show(m_scan, keysPerSecond > 0 ? tr("scan %1/s").arg(formatAbout(qint64(keysPerSecond))) : QString());
}

void StatusBar::setStalls(const std::optional<StallMeter::Report> &report)
{
    if (!report) {
        m_stalls->hide();
        return;
    }
    const qint64 longest = std::chrono::duration_cast<std::chrono::milliseconds>(report->longest).count();
    show(m_stalls, tr("%1 % in 16 ms, longest %2 ms").arg(report->shareWithinBudget() * 100.0, 0, 'f', 2).arg(longest),
         tr("How often the window answered within a frame"));
}

QString StatusBar::text() const
{
    QStringList parts;
    for (const QLabel *label : {m_link, m_database, m_tls, m_policy, m_protocol, m_scan, m_stalls}) {
        if (!label->isHidden())
            parts.append(label->text());
    }
    if (!m_server->isHidden())
        parts.insert(1, m_server->text());
    return parts.join(u' ');
}

void StatusBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current()->color(Theme::Role::Raised));
    painter.fillRect(QRect(0, 0, width(), 1), Theme::current()->color(Theme::Role::Line));
}

}  // namespace vermilion
