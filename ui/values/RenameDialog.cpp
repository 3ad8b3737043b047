// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/RenameDialog.h"

#include <QLineEdit>

namespace vermilion {

RenameDialog::RenameDialog(const QByteArray &key, QWidget *parent)
    : Form(tr("Rename the key"), tr("Rename"), parent), m_name(addBytes(tr("&Name:"), QStringLiteral("nameField"), key))
{
    setObjectName(QStringLiteral("renameDialog"));
    addNote(tr("The TTL stays. You are asked before a key that has this name is replaced."));
    connect(m_name, &QLineEdit::textChanged, this, [this] {
        const auto bytes = bytesOf(m_name);
        setProblem(bytes ? QString() : QString::fromUtf8(bytes.error().detail));
    });
    m_name->selectAll();
    m_name->setFocus();
}

void RenameDialog::accept()
{
    if (const auto bytes = bytesOf(m_name)) {
        emit chosen(*bytes);
        Form::accept();
    }
}

}  // namespace vermilion
