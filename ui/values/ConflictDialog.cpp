// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/ConflictDialog.h"

#include "base/Bytes.h"
#include "base/Format.h"
#include "theme/Theme.h"
#include "values/Codec.h"
#include "values/DataEdit.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace vermilion {

using Resolution = ValuePresenter::Resolution;

namespace {
constexpr qsizetype MostShown = 64 << 10;
}

ConflictDialog::ConflictDialog(const ValuePresenter::Conflict &conflict, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("conflictDialog"));
    setWindowTitle(conflict.theirs ? tr("The value was changed by someone else") : tr("The value is gone"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 380);

    auto *text = new QLabel(conflict.theirs
                                ? tr("It is not the one that you started from. Nothing has been written yet.")
                                : tr("It expired or was deleted since it was read. Nothing has been written yet. Written again, it has no TTL."),
                            this);
    text->setWordWrap(true);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(Theme::S3);
    sides->addWidget(side(tr("Mine"), QStringLiteral("mine"), conflict.mine));
    sides->addWidget(side(tr("Theirs"), QStringLiteral("theirs"), conflict.theirs));

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::S2);
    const auto add = [&](const QString &words, const QString &name, Resolution resolution) {
        auto *button = new QPushButton(words, this);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, [this, resolution] { choose(resolution); });
        buttons->addWidget(button);
        return button;
    };
    add(tr("&Overwrite with mine"), QStringLiteral("overwriteButton"), Resolution::Overwrite);
    add(conflict.theirs ? tr("&Take theirs") : tr("&Drop mine"), QStringLiteral("theirsButton"), Resolution::TakeTheirs);
    buttons->addStretch(1);
    QPushButton *keep = add(tr("&Keep editing"), QStringLiteral("keepButton"), Resolution::KeepEditing);
    keep->setDefault(true);
    keep->setFocus();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::S4, Theme::S4, Theme::S4, Theme::S4);
    column->setSpacing(Theme::S3);
    column->addWidget(text);
    column->addLayout(sides, 1);
    column->addLayout(buttons);
    connect(this, &QDialog::rejected, this, [this] { choose(Resolution::KeepEditing); });
}

QWidget *ConflictDialog::side(const QString &title, const QString &objectName, const std::optional<QByteArray> &bytes)
{
    auto *box = new QWidget(this);
    auto *label = new QLabel(title, box);
    label->setFont(Theme::current()->uiFont(Theme::Text::Normal, true));
    auto *edit = new DataEdit(box);
    edit->setObjectName(objectName);
    edit->setAccessibleName(title);
    edit->setReadOnly(true);
    label->setBuddy(edit);
    const bool isCut = bytes && bytes->size() > MostShown;
    const Decoded decoded = decodeValue(bytes ? view(*bytes).substr(0, MostShown) : std::string_view(), {nullptr, true, isCut});
    if (isCut)
        label->setText(tr("%1: the first %2 of %3").arg(title, formatBytes(MostShown), formatBytes(bytes->size())));
    edit->setData(bytes && decoded.text ? *decoded.text : QString());
    if (!bytes)
        edit->setPlaceholderText(tr("No such key, field or element."));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::S1);
    column->addWidget(label);
    column->addWidget(edit, 1);
    return box;
}

void ConflictDialog::choose(Resolution resolution)
{
    if (std::exchange(m_answered, true))
        return;
    emit resolved(resolution);
    close();
}

}  // namespace vermilion
