// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/QuestionDialog.h"

#include "theme/Theme.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace vermilion {

namespace {

QString text(const char *source) { return QCoreApplication::translate("QuestionDialog", source); }

QLabel *wrapped(const QString &words, QWidget *parent)
{
    auto *label = new QLabel(words, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void addSamples(const QStringList &samples, QBoxLayout *column, QWidget *parent)
{
    auto *list = new QListWidget(parent);
    list->addItems(samples);
    list->setFont(Theme::current()->dataFont());
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setFocusPolicy(Qt::NoFocus);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setAccessibleName(text(QT_TRANSLATE_NOOP("QuestionDialog", "Some of what is concerned")));
    const int rows = int(qMin<qsizetype>(samples.size(), 6));
    list->setFixedHeight(rows * Theme::current()->rowHeight() + 2 * Theme::S1);
    column->addWidget(list);
}

/// Enables the button only while the field holds exactly what must be typed.
void addConfirmation(const QString &expected, QBoxLayout *column, QDialog *dialog, QPushButton *accept)
{
    auto *label = wrapped(text(QT_TRANSLATE_NOOP("QuestionDialog", "This is production. Type %1 to confirm:")).arg(expected), dialog);
    auto *field = new QLineEdit(dialog);
    field->setObjectName(QStringLiteral("confirmation"));
    field->setFont(Theme::current()->dataFont());
    label->setBuddy(field);
    field->setAccessibleName(label->text());
    column->addWidget(label);
    column->addWidget(field);
    accept->setEnabled(false);
    QObject::connect(field, &QLineEdit::textChanged, accept, [accept, expected](const QString &typed) { accept->setEnabled(typed == expected); });
    field->setFocus();
}

}  // namespace

void ask(QWidget *parent, const Question &question, Answer answer)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setObjectName(QStringLiteral("question"));
    dialog->setWindowTitle(question.title);
    dialog->setMinimumWidth(440);

    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(Theme::S5, Theme::S5, Theme::S5, Theme::S4);
    column->setSpacing(Theme::S3);
    QLabel *title = wrapped(question.title, dialog);
    title->setFont(Theme::current()->uiFont(Theme::Text::Large, true));
    column->addWidget(title);
    if (!question.text.isEmpty())
        column->addWidget(wrapped(question.text, dialog));
    if (!question.samples.isEmpty())
        addSamples(question.samples, column, dialog);

    auto *buttons = new QDialogButtonBox(dialog);
    QPushButton *accept = buttons->addButton(question.accept.isEmpty() ? text(QT_TRANSLATE_NOOP("QuestionDialog", "OK")) : question.accept,
                                             QDialogButtonBox::AcceptRole);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    accept->setObjectName(QStringLiteral("accept"));
    cancel->setObjectName(QStringLiteral("cancel"));
    if (question.dangerous) {
        const auto dress = [accept, dialog] {
            QPalette red = dialog->palette();
            // Not while it is disabled: it should look like it.
            for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive})
                red.setColor(group, QPalette::ButtonText, Theme::current()->color(Theme::Role::Danger));
            accept->setPalette(red);
        };
        QObject::connect(Theme::current(), &Theme::changed, accept, dress);
        dress();
        accept->setAutoDefault(false);
    }
    QPushButton *safe = question.dangerous ? cancel : accept;
    safe->setDefault(true);
    safe->setFocus();
    if (!question.typeToConfirm.isEmpty())
        addConfirmation(question.typeToConfirm, column, dialog, accept);
    column->addSpacing(Theme::S1);
    column->addWidget(buttons);

    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, dialog, [answer = std::move(answer)](int result) {
        if (answer)
            answer(result == QDialog::Accepted);
    });
    dialog->open();
}

}  // namespace vermilion
