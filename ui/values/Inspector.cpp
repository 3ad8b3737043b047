// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Inspector.h"

#include "base/Bytes.h"
#include "base/ErrorText.h"
#include "base/Format.h"
#include "theme/Theme.h"
#include "values/RenameDialog.h"
#include "values/TtlDialog.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

namespace vermilion {

using namespace std::chrono_literals;
using State = ValuePresenter::State;

namespace {

QPushButton *button(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

QByteArray readCommand(const KeyDetails &details, const QByteArray &key)
{
    const QByteArray quoted = escaped(view(key));
    switch (details.kind) {
    case ValueKind::String: return "GET " + quoted;
    case ValueKind::List: return "LRANGE " + quoted + " 0 -1";
    case ValueKind::Hash: return "HGETALL " + quoted;
    case ValueKind::Set: return "SMEMBERS " + quoted;
    case ValueKind::SortedSet: return "ZRANGE " + quoted + " 0 -1 WITHSCORES";
    case ValueKind::Stream: return "XRANGE " + quoted + " - +";
    default: return "TYPE " + quoted;
    }
}

}  // namespace

Inspector::Inspector(ValuePresenter *presenter, QWidget *parent)
    : QWidget(parent), m_presenter(presenter), m_facts(new QFormLayout), m_empty(new QLabel(tr("No key is open."), this)), m_all(new QWidget(this))
{
    setObjectName(QStringLiteral("inspector"));
    m_facts->setHorizontalSpacing(Theme::S3);
    m_facts->setVerticalSpacing(Theme::S2);
    m_facts->setLabelAlignment(Qt::AlignRight);
    m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_ttl = addFact(tr("Expires in"), QStringLiteral("ttlLabel"));
    m_local = addFact(tr("Local"), QStringLiteral("ttlLocalLabel"));
    m_utc = addFact(tr("UTC"), QStringLiteral("ttlUtcLabel"));
    m_type = addFact(tr("Type"), QStringLiteral("typeLabel"));
    m_encoding = addFact(tr("Encoding"), QStringLiteral("encodingLabel"));
    m_length = addFact(tr("Length"), QStringLiteral("lengthLabel"));
    m_memory = addFact(tr("Memory"), QStringLiteral("memoryLabel"));
    m_use = addFact(tr("Last use"), QStringLiteral("useLabel"));
    m_editTtl = button(tr("Edit &TTL…"), QStringLiteral("editTtlButton"), m_all);
    m_rename = button(tr("&Rename…"), QStringLiteral("renameButton"), m_all);
    m_delete = button(tr("&Delete…"), QStringLiteral("deleteKeyButton"), m_all);
    m_copy = button(tr("&Copy command"), QStringLiteral("copyCommandButton"), m_all);
    m_copy->setToolTip(tr("Copy the redis-cli command that shows this key"));

    auto *column = new QVBoxLayout(m_all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::S2);
    column->addLayout(m_facts);
    column->addSpacing(Theme::S2);
    for (QPushButton *one : {m_editTtl, m_rename, m_copy, m_delete})
        column->addWidget(one);
    column->addStretch(1);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignCenter);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(Theme::S3, Theme::S3, Theme::S3, Theme::S3);
    outer->addWidget(m_empty);
    outer->addWidget(m_all);

    connect(m_editTtl, &QPushButton::clicked, this, &Inspector::editTtl);
    connect(m_rename, &QPushButton::clicked, this, &Inspector::rename);
    connect(m_delete, &QPushButton::clicked, this, &Inspector::remove);
    connect(m_copy, &QPushButton::clicked, this, &Inspector::copyCommand);
    connect(m_presenter, &ValuePresenter::changed, this, &Inspector::refresh);
    connect(&m_second, &QTimer::timeout, this, &Inspector::refreshTtl);
    refresh();
}

QLabel *Inspector::addFact(const QString &label, const QString &objectName)
{
    auto *name = new QLabel(label, m_all);
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *value = new QLabel(m_all);
    value->setObjectName(objectName);
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_facts->addRow(name, value);
    return value;
}

/// A fact that a refused command would have told says so, and why.
void Inspector::setFact(QLabel *value, const QString &text, const QByteArray &command)
{
    const auto &refusals = m_presenter->details().refusals;
    const auto refused = refusals.constFind(command);
    const bool isRefused = text.isEmpty() && refused != refusals.cend() && refused->code == ErrorCode::NoPermission;
    const QString shown = isRefused ? tr("Not allowed") : text;
    value->setText(shown);
    value->setToolTip(isRefused ? describe(*refused).paragraph() : QString());
    auto *label = qobject_cast<QLabel *>(m_facts->labelForField(value));
    label->setVisible(!shown.isEmpty());
    value->setVisible(!shown.isEmpty());
    value->setAccessibleName(QString(label->text() % u": " % shown));
}

void Inspector::refresh()
{
    const State state = m_presenter->state();
    const bool isShown = state == State::Ready;
    m_all->setVisible(isShown);
    m_empty->setVisible(!isShown);
    if (!isShown) {
        m_second.stop();
        return;
    }
    const KeyDetails &details = m_presenter->details();
    setFact(m_type, printable(view(details.type), 64));
    setFact(m_encoding, printable(view(details.encoding), 64), "object|encoding");
    const bool isString = details.kind == ValueKind::String;
    setFact(m_length, details.length < 0 ? QString() : isString ? formatBytes(details.length) : formatCount(details.length),
            lengthCommand(details.kind).toLower());
    setFact(m_memory, details.memory < 0 ? QString() : formatBytes(details.memory), "memory|usage");
    QString use;
    if (details.frequency >= 0)
        use = tr("Frequency %1 of 255").arg(details.frequency);
    else if (details.idleSeconds >= 0)
        use = details.idleSeconds == 0 ? tr("Just now") : tr("%1 ago").arg(formatDuration(std::chrono::seconds(details.idleSeconds)));
    setFact(m_use, use, "object|idletime");
    refreshTtl();
    const bool canWrite = !m_presenter->session()->policy().readOnly;
    for (QPushButton *one : {m_editTtl, m_rename, m_delete}) {
        one->setEnabled(canWrite);
        one->setToolTip(canWrite ? QString() : tr("This connection is read-only."));
    }
}

void Inspector::refreshTtl()
{
    const auto at = m_presenter->expiresAt();
    const KeyDetails &details = m_presenter->details();
    QString text;
    if (const auto remaining = m_presenter->remaining())
        text = *remaining == 0ms ? tr("Now") : formatDuration(*remaining);
    else if (details.isPersistent())
        text = tr("No expiry");
    setFact(m_ttl, text, "pttl");
    setFact(m_local, at ? formatMoment(*at) : QString());
    setFact(m_utc, at ? formatMoment(*at, true) : QString());
    const bool isSoon = at && m_presenter->remaining() < 2min;
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, Theme::current()->color(isSoon ? Theme::Role::Caution : at ? Theme::Role::Text : Theme::Role::Muted));
    m_ttl->setPalette(palette);
    if (at && !m_second.isActive())
        m_second.start(1s);
    else if (!at)
        m_second.stop();
}

void Inspector::editTtl()
{
    if (m_presenter->state() != State::Ready)
        return;
    const QByteArray key = m_presenter->key();
    auto *dialog = new TtlDialog(printable(view(key), 200), m_presenter->remaining(), this);
    connect(dialog, &TtlDialog::chosen, m_presenter, [this, key](const TtlChange &change) { m_presenter->commands()->setTtl(key, change); });
    dialog->open();
}

void Inspector::rename()
{
    if (m_presenter->state() != State::Ready)
        return;
    const QByteArray key = m_presenter->key();
    auto *dialog = new RenameDialog(key, this);
    connect(dialog, &RenameDialog::chosen, m_presenter, [this, key](const QByteArray &to) { m_presenter->commands()->rename(key, to); });
    dialog->open();
}

void Inspector::remove()
{
    if (m_presenter->state() == State::Ready)
        m_presenter->commands()->remove(m_presenter->key());
}

void Inspector::copyCommand()
{
    QGuiApplication::clipboard()->setText(QString::fromLatin1(readCommand(m_presenter->details(), m_presenter->key())));
}

}  // namespace vermilion
