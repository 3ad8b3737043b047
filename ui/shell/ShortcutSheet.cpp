// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ShortcutSheet.h"

#include "shell/FuzzyMatch.h"
#include "theme/ActionRegistry.h"
#include "theme/Theme.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

namespace vermilion {

namespace {

QString inWords(const QList<QKeySequence> &shortcuts)
{
    QStringList words;
    for (const QKeySequence &shortcut : shortcuts)
        words.append(shortcut.toString(QKeySequence::NativeText));
    return words.join(QStringLiteral(",  "));
}

}  // namespace

ShortcutSheet::ShortcutSheet(QWidget *parent) : QDialog(parent), m_sheet(new QTreeWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(520, 560);

    auto *field = new QLineEdit(this);
    field->setPlaceholderText(tr("Filter"));
    field->setAccessibleName(tr("Filter the shortcuts"));
    field->setClearButtonEnabled(true);
    m_sheet->setAccessibleName(tr("Keyboard shortcuts"));
    m_sheet->setHeaderLabels({tr("Action"), tr("Shortcut")});
    m_sheet->setRootIsDecorated(false);
    m_sheet->setIndentation(Theme::S3);
    m_sheet->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_sheet->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_sheet->header()->setStretchLastSection(false);

    ActionRegistry *registry = ActionRegistry::instance();
    QHash<QString, QTreeWidgetItem *> groups;
    for (const ActionRegistry::Spec &spec : registry->specs()) {
        QTreeWidgetItem *&group = groups[spec.group];
        if (!group) {
            group = new QTreeWidgetItem(m_sheet, {spec.group});
            group->setFont(0, Theme::current()->uiFont(Theme::Text::Normal, true));
            group->setFlags(Qt::ItemIsEnabled);
            group->setExpanded(true);
        }
        QString text = spec.text;
        text.remove(QLatin1Char('&'));
        new QTreeWidgetItem(group, {text, inWords(registry->shortcuts(spec.id))});
    }

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *change = buttons->addButton(tr("Change…"), QDialogButtonBox::ActionRole);
    change->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(Theme::S3);
    column->addWidget(field);
    column->addWidget(m_sheet);
    column->addWidget(buttons);
    connect(field, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(change, &QPushButton::clicked, this, [this] {
        close();
        emit changeRequested();
    });
}

void ShortcutSheet::filter(const QString &typed)
{
    for (int g = 0; g < m_sheet->topLevelItemCount(); ++g) {
        QTreeWidgetItem *group = m_sheet->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem *item = group->child(i);
            const bool fits = fuzzyScore(typed, item->text(0)) > 0 || item->text(1).contains(typed, Qt::CaseInsensitive);
            item->setHidden(!fits);
            any |= fits;
        }
        group->setHidden(!any);
    }
}

}  // namespace vermilion
