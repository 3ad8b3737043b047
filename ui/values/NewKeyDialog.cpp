// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/NewKeyDialog.h"

#include "values/Expiry.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace vermilion {

NewKeyDialog::NewKeyDialog(const QByteArray &prefix, QWidget *parent)
    : Form(tr("New key"), tr("Create"), parent), m_key(addBytes(tr("&Key:"), QStringLiteral("keyField"), prefix)), m_kind(new QComboBox(this))
{
    setObjectName(QStringLiteral("newKeyDialog"));
    m_kind->setObjectName(QStringLiteral("kindBox"));
    m_kind->addItem(tr("String"), int(ValueKind::String));
    m_kind->addItem(tr("Hash"), int(ValueKind::Hash));
    m_kind->addItem(tr("List"), int(ValueKind::List));
    m_kind->addItem(tr("Set"), int(ValueKind::Set));
    m_kind->addItem(tr("Sorted set"), int(ValueKind::SortedSet));
    addRow(tr("&Type:"), m_kind);
    m_name = addBytes(tr("&Field:"), QStringLiteral("nameField"));
    m_value = addBytes(tr("&Value:"), QStringLiteral("valueField"));
    m_ttl = addBytes(tr("Expires &in:"), QStringLiteral("ttlField"));
    m_ttl->setPlaceholderText(tr("Never, or 90, 15m, 7d"));
    addNote(tr("\\n, \\t and \\xHH stand for bytes; \\\\ is one backslash. A key that exists is never replaced."));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &NewKeyDialog::chooseKind);
    for (QLineEdit *field : {m_key, m_name, m_value, m_ttl})
        connect(field, &QLineEdit::textChanged, this, &NewKeyDialog::check);
    chooseKind();
    m_key->setFocus();
    m_key->end(false);
}

void NewKeyDialog::chooseKind()
{
    const auto kind = ValueKind(m_kind->currentData().toInt());
    const auto setRow = [this](QLineEdit *field, bool visible, const QString &label) {
        auto *its = qobject_cast<QLabel *>(m_form->labelForField(field));
        its->setText(label);
        its->setVisible(visible);
        field->setVisible(visible);
        QString name = label;
        field->setAccessibleName(name.remove(u'&').remove(u':'));
    };
    setRow(m_name, kind == ValueKind::Hash || kind == ValueKind::Set || kind == ValueKind::SortedSet,
           kind == ValueKind::Hash ? tr("&Field:") : tr("&Member:"));
    setRow(m_value, kind != ValueKind::Set, kind == ValueKind::SortedSet ? tr("&Score:") : tr("&Value:"));
    check();
}

Result<NewKey> NewKeyDialog::newKey() const
{
    NewKey key;
    key.kind = ValueKind(m_kind->currentData().toInt());
    const std::pair<const QLineEdit *, QByteArray *> fields[] = {{m_key, &key.key}, {m_name, &key.name}, {m_value, &key.value}};
    for (const auto &[field, bytes] : fields) {
        const Result<QByteArray> typed = bytesOf(field);
        if (!typed)
            return tl::unexpected(typed.error());
        *bytes = *typed;
    }
    if (key.kind == ValueKind::SortedSet) {
        const Result<QByteArray> score = checkedScore(key.value.isEmpty() ? QByteArray("0") : key.value);
        if (!score)
            return tl::unexpected(score.error());
        key.value = *score;
    }
    if (m_ttl->text().trimmed().isEmpty())
        return key;
    const Result<TtlChange> ttl = TtlChange::parsed(m_ttl->text());
    if (!ttl)
        return tl::unexpected(ttl.error());
    if (ttl->time.count() <= 0)
        return failure(ErrorCode::InvalidInput, tr("The key would be gone at once.").toUtf8());
    key.ttl = ttl->time;
    return key;
}

void NewKeyDialog::check()
{
    const Result<NewKey> now = newKey();
    setProblem(now ? QString() : QString::fromUtf8(now.error().detail));
}

void NewKeyDialog::accept()
{
    if (const Result<NewKey> now = newKey()) {
        emit chosen(*now);
        Form::accept();
    }
}

}  // namespace vermilion
