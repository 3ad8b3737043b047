// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Form.h"

#include "base/Bytes.h"
#include "theme/Theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace vermilion {

Form::Form(const QString &title, const QString &verb, QWidget *parent)
    : QDialog(parent), m_form(new QFormLayout), m_problem(new QLabel(this)), m_accept(nullptr)
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setHorizontalSpacing(Theme::S3);
    m_form->setVerticalSpacing(Theme::S2);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, Theme::current()->color(Theme::Role::Danger));
    m_problem->setPalette(palette);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(verb, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::S4, Theme::S4, Theme::S4, Theme::S4);
    column->setSpacing(Theme::S3);
    column->addLayout(m_form);
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setProblem({});
}

QLineEdit *Form::addBytes(const QString &label, const QString &objectName, const QByteArray &value)
{
    auto *field = new QLineEdit(printable(view(value)), this);
    field->setObjectName(objectName);
    field->setFont(Theme::current()->dataFont());
    addRow(label, field);
    return field;
}

void Form::addRow(const QString &label, QWidget *field)
{
    m_form->addRow(label, field);
    QString name = label;
    field->setAccessibleName(name.remove(u'&').remove(u':'));
}

void Form::addNote(const QString &text)
{
    auto *note = new QLabel(text, this);
    note->setWordWrap(true);
    note->setTextFormat(Qt::PlainText);
    note->setForegroundRole(QPalette::PlaceholderText);
    m_form->addRow(QString(), note);
}

void Form::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_accept->setEnabled(text.isEmpty());
}

Result<QByteArray> Form::bytesOf(const QLineEdit *field)
{
    if (const auto bytes = unescaped(field->text()))
        return *bytes;
    return failure(ErrorCode::InvalidInput, tr("A backslash starts an escape: write \\\\ for a backslash, \\n, \\t or \\xHH.").toUtf8());
}

}  // namespace vermilion
