// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/ElementDialog.h"

#include <QComboBox>
#include <QLineEdit>

namespace vermilion {

using Kind = ValueEdit::Kind;

ElementDialog::ElementDialog(ValueKind kind, std::optional<std::pair<qint64, QByteArray>> before, QWidget *parent)
    : Form(tr("Add an element"), tr("Add"), parent), m_kind(kind), m_before(std::move(before))
{
    setObjectName(QStringLiteral("elementDialog"));
    if (kind != ValueKind::List)
        m_name = addBytes(kind == ValueKind::Hash ? tr("&Field:") : tr("&Member:"), QStringLiteral("nameField"));
    if (kind != ValueKind::Set)
        m_value = addBytes(kind == ValueKind::SortedSet ? tr("&Score:") : tr("&Value:"), QStringLiteral("valueField"));
    if (kind == ValueKind::SortedSet)
        m_value->setText(QStringLiteral("0"));
    if (kind == ValueKind::List) {
        m_place = new QComboBox(this);
        m_place->setObjectName(QStringLiteral("placeBox"));
        m_place->addItem(tr("At the end (RPUSH)"), int(Kind::PushTail));
        m_place->addItem(tr("At the start (LPUSH)"), int(Kind::PushHead));
        if (m_before)
            m_place->addItem(tr("Before the selected element"), int(Kind::InsertBefore));
        addRow(tr("&Place:"), m_place);
    }
    addNote(tr("\\n, \\t and \\xHH stand for bytes; \\\\ is one backslash."));
    for (QLineEdit *field : {m_name, m_value}) {
        if (field)
            connect(field, &QLineEdit::textChanged, this, &ElementDialog::check);
    }
    (m_name ? m_name : m_value)->setFocus();
}

Result<ValueEdit> ElementDialog::edit() const
{
    ValueEdit edit;
    if (m_name) {
        const auto name = bytesOf(m_name);
        if (!name)
            return tl::unexpected(name.error());
        edit.name = *name;
    }
    if (m_value) {
        auto value = bytesOf(m_value);
        if (value && m_kind == ValueKind::SortedSet)
            value = checkedScore(*value);
        if (!value)
            return tl::unexpected(value.error());
        edit.value = *value;
    }
    switch (m_kind) {
    case ValueKind::Hash: edit.kind = Kind::AddField; break;
    case ValueKind::Set: edit.kind = Kind::AddMember; break;
    case ValueKind::SortedSet: edit.kind = Kind::AddScored; break;
    default:
        edit.kind = Kind(m_place->currentData().toInt());
        if (edit.kind == Kind::InsertBefore) {
            edit.index = m_before->first;
            edit.base = m_before->second;
        }
    }
    return edit;
}

void ElementDialog::check()
{
    const Result<ValueEdit> now = edit();
    setProblem(now ? QString() : QString::fromUtf8(now.error().detail));
}

void ElementDialog::accept()
{
    if (const Result<ValueEdit> now = edit()) {
        emit chosen(*now);
        Form::accept();
    }
}

}  // namespace vermilion
