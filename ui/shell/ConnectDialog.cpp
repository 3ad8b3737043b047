// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ConnectDialog.h"

#include "base/ErrorText.h"
#include "base/Format.h"
#include "theme/Theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>

namespace vermilion {

namespace {

constexpr int TitleBar = 60;  // of the desktop, and some air

QLineEdit *textField(const QString &name, const QString &accessible)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setAccessibleName(accessible);
    return field;
}

void prepare(QFormLayout *form)
{
    form->setContentsMargins(0, 0, 0, 0);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setHorizontalSpacing(Theme::S3);
    form->setVerticalSpacing(Theme::S2);
}

/// One label column through the whole dialog, although it is made of several forms.
void alignLabels(QWidget *dialog)
{
    int widest = 0;
    QList<QWidget *> labels;
    for (const QFormLayout *form : dialog->findChildren<QFormLayout *>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            if (const QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole); item && item->widget()) {
                labels.append(item->widget());
                widest = qMax(widest, item->widget()->sizeHint().width());
            }
        }
    }
    for (QWidget *label : labels) {
        label->setMinimumWidth(widest);
        if (auto *words = qobject_cast<QLabel *>(label))
            words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

}  // namespace

ConnectDialog::ConnectDialog(ConnectionOptions options, QWidget *parent) : QDialog(parent), m_options(std::move(options))
{
    setObjectName(QStringLiteral("connectDialog"));
    setWindowTitle(tr("Connect to a server"));
    setMinimumWidth(520);
    m_options.reconnect = false;

    m_url = textField(QStringLiteral("url"), tr("Address as a URL"));
    m_url->setPlaceholderText(tr("Paste a URL: redis://user:password@host:6379/0"));
    m_url->setClearButtonEnabled(true);
    m_urlProblem = new QLabel(this);
    m_urlProblem->setObjectName(QStringLiteral("urlProblem"));
    m_urlProblem->setWordWrap(true);
    m_urlProblem->setTextFormat(Qt::PlainText);
    m_urlProblem->hide();
    m_testResult = new QLabel(this);
    m_testResult->setObjectName(QStringLiteral("testResult"));
    m_testResult->setWordWrap(true);
    m_testResult->setTextFormat(Qt::PlainText);
    m_testResult->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_testResult->hide();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_connect = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    m_connect->setObjectName(QStringLiteral("accept"));
    m_connect->setDefault(true);
    m_test = buttons->addButton(tr("Test"), QDialogButtonBox::ActionRole);
    m_test->setObjectName(QStringLiteral("test"));
    m_test->setAutoDefault(false);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::S5, Theme::S5, Theme::S5, Theme::S4);
    column->setSpacing(Theme::S3);
    column->addWidget(m_url);
    column->addWidget(m_urlProblem);
    column->addWidget(makeFields(), 1);
    column->addWidget(m_testResult);
    column->addWidget(buttons);
    alignLabels(this);

    connect(m_url, &QLineEdit::textEdited, this, [this](const QString &text) {
        const bool pasted = text.size() > m_editedUrl.size() + 1;
        m_editedUrl = text;
        readUrl(text);
        if (pasted)
            hideUrlPassword();
    });
    connect(m_url, &QLineEdit::editingFinished, this, &ConnectDialog::hideUrlPassword);
    connect(Theme::current(), &Theme::changed, this, &ConnectDialog::dress);
    connect(m_test, &QPushButton::clicked, this, &ConnectDialog::test);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit chosen(server());
        accept();
    });
    setServer({});
    m_url->setFocus();
}

ConnectDialog::~ConnectDialog()
{
    endTest();
}

/// Small screens, and large letters on any, scroll the fields; what was pasted, the result and the buttons stay in sight.
QWidget *ConnectDialog::makeFields()
{
    auto *fields = new QWidget(this);
    auto *column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::S3);
    column->addWidget(makeServerFields());
    column->addWidget(makeTlsFields());
    column->addWidget(makeMannerFields());
    column->addStretch();
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(fields);
    return m_scroll;
}

void ConnectDialog::fit()
{
    layout()->activate();
    const int missing = m_scroll->widget()->sizeHint().height() - m_scroll->height();
    const int most = screen()->availableGeometry().height() - TitleBar;
    if (missing > 0)
        resize(width(), qMin(height() + missing, most));
}

void ConnectDialog::showEvent(QShowEvent *event)
{
    fit();
    QDialog::showEvent(event);
}

QWidget *ConnectDialog::makeServerFields()
{
    auto *box = new QWidget(this);
    auto *form = new QFormLayout(box);
    prepare(form);
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("kind"));
    m_kind->setAccessibleName(tr("Reached by"));
    m_kind->addItem(tr("Network"), int(Endpoint::Kind::Tcp));
    m_kind->addItem(tr("Unix socket"), int(Endpoint::Kind::Unix));
    form->addRow(tr("Reached by"), m_kind);

    m_host = textField(QStringLiteral("host"), tr("Host"));
    m_port = new QSpinBox;
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setAccessibleName(tr("Port"));
    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setFixedWidth(72);
    auto *place = new QWidget;
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_host, 1);
    row->addWidget(new QLabel(tr("Port")));
    row->addWidget(m_port);
    form->addRow(tr("Host"), place);
    m_socket = textField(QStringLiteral("socket"), tr("Socket path"));
    m_socket->setPlaceholderText(QStringLiteral("/run/redis/redis.sock"));
    form->addRow(tr("Socket path"), m_socket);
    m_user = textField(QStringLiteral("user"), tr("User"));
    m_user->setPlaceholderText(tr("default"));
    form->addRow(tr("User"), m_user);
    m_password = textField(QStringLiteral("password"), tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("none; asked for when the server wants one"));
    form->addRow(tr("Password"), m_password);
    m_database = new QSpinBox;
    m_database->setObjectName(QStringLiteral("database"));
    m_database->setAccessibleName(tr("Database"));
    m_database->setRange(0, 1'000'000);
    m_database->setMaximumWidth(96);
    form->addRow(tr("Database"), m_database);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &ConnectDialog::updateFields);
    connect(m_host, &QLineEdit::textChanged, this, &ConnectDialog::updateFields);
    connect(m_socket, &QLineEdit::textChanged, this, &ConnectDialog::updateFields);
    return box;
}

QLineEdit *ConnectDialog::fileField(const QString &name, QFormLayout *form, const QString &label, const QString &dialogTitle)
{
    QLineEdit *field = textField(name, label);
    auto *choose = new QToolButton;
    choose->setIcon(Theme::current()->icon(QStringLiteral("folder"), Theme::Role::Muted));
    choose->setAccessibleName(dialogTitle);
    choose->setToolTip(dialogTitle);
    choose->setAutoRaise(true);
    auto *place = new QWidget;
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::S1);
    row->addWidget(field, 1);
    row->addWidget(choose);
    form->addRow(label, place);
    connect(choose, &QToolButton::clicked, this, [this, field, dialogTitle] {
        auto *dialog = new QFileDialog(this, dialogTitle);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
        dialog->open();
    });
    return field;
}

QWidget *ConnectDialog::makeTlsFields()
{
    auto *box = new QWidget(this);
    auto *form = new QFormLayout(box);
    prepare(form);
    m_tls = new QCheckBox(tr("Encrypt with TLS; chain and host name are always verified"));
    m_tls->setObjectName(QStringLiteral("tls"));
    form->addRow(new QLabel, m_tls);

    m_tlsFields = new QWidget(this);
    auto *files = new QFormLayout(m_tlsFields);
    prepare(files);
    m_ca = fileField(QStringLiteral("ca"), files, tr("CA file"), tr("Choose the CA file"));
    m_ca->setPlaceholderText(tr("the system's certificates"));
    m_certificate = fileField(QStringLiteral("certificate"), files, tr("Certificate"), tr("Choose the client certificate"));
    m_certificate->setPlaceholderText(tr("only where the server asks for one"));
    m_key = fileField(QStringLiteral("key"), files, tr("Key"), tr("Choose the key of the client certificate"));
    m_serverName = textField(QStringLiteral("serverName"), tr("Server name"));
    m_serverName->setPlaceholderText(tr("as the host"));
    files->addRow(tr("Server name"), m_serverName);
    form->addRow(m_tlsFields);
    connect(m_tls, &QCheckBox::toggled, this, &ConnectDialog::updateFields);
    return box;
}

QWidget *ConnectDialog::makeMannerFields()
{
    auto *box = new QWidget(this);
    auto *form = new QFormLayout(box);
    prepare(form);
    m_name = textField(QStringLiteral("name"), tr("Name"));
    m_name->setPlaceholderText(tr("as the address"));
    form->addRow(tr("Name"), m_name);
    m_environment = new QComboBox;
    m_environment->setObjectName(QStringLiteral("environment"));
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->addItem(tr("None"));
    for (const Environment environment : {Environment::Development, Environment::Staging, Environment::Production})
        m_environment->addItem(environmentWord(environment));
    m_environment->setToolTip(tr("In production, dangerous commands ask for the name to be typed."));
    form->addRow(tr("Environment"), m_environment);
    m_readOnly = new QCheckBox(tr("Read-only: nothing that writes leaves this window"));
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    form->addRow(new QLabel, m_readOnly);
    return box;
}

void ConnectDialog::setServer(const ServerProfile &server)
{
    showEndpoint(server.endpoint);
    m_name->setText(server.name);
    m_environment->setCurrentIndex(int(server.environment));
    m_readOnly->setChecked(server.readOnly);
}

ServerProfile ConnectDialog::server() const
{
    ServerProfile server;
    Endpoint &endpoint = server.endpoint;
    endpoint.kind = Endpoint::Kind(m_kind->currentData().toInt());
    const bool network = endpoint.kind == Endpoint::Kind::Tcp;
    if (network) {
        endpoint.host = m_host->text().trimmed();
        endpoint.port = quint16(m_port->value());
    } else {
        endpoint.socketPath = m_socket->text();
    }
    endpoint.user = m_user->text().toUtf8();
    endpoint.password = m_password->text().toUtf8();
    endpoint.database = m_database->value();
    endpoint.tls = network && m_tls->isChecked();
    if (endpoint.tls)
        endpoint.tlsPolicy = {m_ca->text(), m_certificate->text(), m_key->text(), m_serverName->text().trimmed()};
    endpoint.valkey = m_valkey;
    server.name = m_name->text().trimmed();
    server.environment = Environment(m_environment->currentIndex());
    server.readOnly = m_readOnly->isChecked();
    return server;
}

void ConnectDialog::readUrl(const QString &text)
{
    const QString url = text.trimmed();
    if (!url.contains(QLatin1String("://"))) {
        m_urlProblem->hide();
        return;
    }
    const Result<Endpoint> endpoint = Endpoint::fromUrl(url);
    m_urlProblem->setVisible(!endpoint);
    if (!endpoint) {
        m_urlProblem->setText(tr("This URL cannot be read: %1.").arg(QString::fromUtf8(endpoint.error().detail)));
        return;
    }
    showEndpoint(*endpoint);
}

/// The field is readable on the screen; what it held of the password is in the password field. Not while it is typed: a text that
/// changes under one's fingers is worse.
void ConnectDialog::hideUrlPassword()
{
    const Result<Endpoint> endpoint = Endpoint::fromUrl(m_url->text().trimmed());
    if (!endpoint || endpoint->password.isEmpty())
        return;
    m_editedUrl = endpoint->text();
    m_url->setText(m_editedUrl);
    m_urlProblem->hide();
    m_url->setToolTip(tr("The password was moved into its field."));
}

void ConnectDialog::showEndpoint(const Endpoint &endpoint)
{
    m_valkey = endpoint.valkey;
    m_kind->setCurrentIndex(m_kind->findData(int(endpoint.kind)));
    m_host->setText(endpoint.host);
    m_port->setValue(endpoint.port);
    m_socket->setText(endpoint.socketPath);
    m_user->setText(QString::fromUtf8(endpoint.user));
    m_password->setText(QString::fromUtf8(endpoint.password));
    m_database->setValue(endpoint.database);
    m_tls->setChecked(endpoint.tls);
    m_ca->setText(endpoint.tlsPolicy.caFile);
    m_certificate->setText(endpoint.tlsPolicy.certificateFile);
    m_key->setText(endpoint.tlsPolicy.keyFile);
    m_serverName->setText(endpoint.tlsPolicy.serverName);
    updateFields();
}

void ConnectDialog::updateFields()
{
    const bool network = m_kind->currentData().toInt() == int(Endpoint::Kind::Tcp);
    auto *form = qobject_cast<QFormLayout *>(m_kind->parentWidget()->layout());
    for (QWidget *field : {m_host->parentWidget(), static_cast<QWidget *>(m_socket)}) {
        const bool shown = (field != m_socket) == network;
        field->setVisible(shown);
        form->labelForField(field)->setVisible(shown);
    }
    m_tls->setVisible(network);
    m_tlsFields->setVisible(network && m_tls->isChecked());
    if (isVisible())
        fit();
    const bool complete = network ? !m_host->text().trimmed().isEmpty() : !m_socket->text().isEmpty();
    m_connect->setEnabled(complete);
    m_test->setEnabled(complete && !m_trial);
}

void ConnectDialog::test()
{
    endTest();
    Session::Options options;
    options.connection = m_options;
    options.policy = {true, false};
    m_trial = new Session(server().endpoint, options, this);
    m_test->setEnabled(false);
    showTest(tr("Connecting…"), true);
    connect(m_trial, &Session::stateChanged, this, [this](LinkState state, const Error &error) {
        if (state == LinkState::Ready) {
            const ServerFacts facts = m_trial->facts();
            const QString product = facts.family == ServerFacts::Family::Valkey ? QStringLiteral("Valkey") : QStringLiteral("Redis");
            showTest(facts.version.isEmpty() ? tr("It works.") : tr("It works: %1 %2.").arg(product, facts.version), true);
        } else if (error.code != ErrorCode::None) {
            showTest(describe(error).paragraph(), false);
        } else {
            return;
        }
        endTest();
    });
    m_trial->open();
}

void ConnectDialog::showTest(const QString &text, bool good)
{
    m_testIsGood = good;
    dress();
    m_testResult->setText(text);
    m_testResult->show();
}

void ConnectDialog::dress()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, Theme::current()->color(m_testIsGood ? Theme::Role::Text : Theme::Role::Danger));
    m_testResult->setPalette(colors);
}

void ConnectDialog::endTest()
{
    if (!m_trial)
        return;
    m_trial->disconnect(this);
    m_trial->close();
    m_trial->deleteLater();
    m_trial = nullptr;
    updateFields();
}

}  // namespace vermilion
