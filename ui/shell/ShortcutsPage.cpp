// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ShortcutsPage.h"

#include "theme/ActionRegistry.h"
#include "theme/Theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

namespace vermilion {

ShortcutsPage::ShortcutsPage(QWidget *parent)
    : QWidget(parent), m_list(new QTreeWidget(this)), m_edit(new QKeySequenceEdit(this)), m_assign(new QPushButton(tr("Assign"), this)),
      m_reset(new QPushButton(tr("Use the default"), this)), m_conflict(new QLabel(this))
{
    m_list->setObjectName(QStringLiteral("shortcuts"));
    m_list->setAccessibleName(tr("Actions and their shortcuts"));
    m_list->setHeaderLabels({tr("Action"), tr("Shortcut"), tr("Group")});
    m_list->setRootIsDecorated(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(false);
    m_edit->setObjectName(QStringLiteral("shortcutEdit"));
    m_edit->setAccessibleName(tr("New shortcut"));
    m_assign->setObjectName(QStringLiteral("assign"));
    m_reset->setObjectName(QStringLiteral("reset"));
    for (QPushButton *button : {m_assign, m_reset})
        button->setAutoDefault(false);
    m_conflict->setObjectName(QStringLiteral("conflict"));
    m_conflict->setWordWrap(true);
    const auto dress = [this] {
        QPalette caution = palette();
        caution.setColor(QPalette::WindowText, Theme::current()->color(Theme::Role::Caution));
        m_conflict->setPalette(caution);
    };
    connect(Theme::current(), &Theme::changed, this, dress);
    dress();

    auto *row = new QHBoxLayout;
    row->addWidget(m_edit, 1);
    row->addWidget(m_assign);
    row->addWidget(m_reset);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_list, 1);
    column->addLayout(row);
    column->addWidget(m_conflict);

    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutsPage::select);
    connect(m_edit, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsPage::typed);
    connect(m_assign, &QPushButton::clicked, this, &ShortcutsPage::assign);
    connect(m_reset, &QPushButton::clicked, this, &ShortcutsPage::reset);
    fill();
}

void ShortcutsPage::fill()
{
    const QString before = currentId();
    m_list->clear();
    ActionRegistry *registry = ActionRegistry::instance();
    for (const ActionRegistry::Spec &spec : registry->specs()) {
        QStringList words;
        for (const QKeySequence &key : registry->shortcuts(spec.id))
            words.append(key.toString(QKeySequence::NativeText));
        auto *item = new QTreeWidgetItem(m_list, {nameOf(spec.id), words.join(QStringLiteral(", ")), spec.group});
        item->setData(0, Qt::UserRole, spec.id);
        QFont font = item->font(1);
        font.setWeight(registry->shortcuts(spec.id) == spec.shortcuts ? QFont::Normal : QFont::DemiBold);
        item->setFont(1, font);
        if (spec.id == before)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
}

QString ShortcutsPage::currentId() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item ? item->data(0, Qt::UserRole).toString() : QString();
}

QString ShortcutsPage::nameOf(const QString &id)
{
    for (const ActionRegistry::Spec &spec : ActionRegistry::instance()->specs()) {
        if (spec.id == id)
            return QString(spec.text).remove(QLatin1Char('&'));
    }
    return id;
}

void ShortcutsPage::select()
{
    const QList<QKeySequence> keys = ActionRegistry::instance()->shortcuts(currentId());
    m_edit->setKeySequence(keys.isEmpty() ? QKeySequence() : keys.first());
    m_reset->setEnabled(keys != ActionRegistry::instance()->defaultShortcuts(currentId()));
    typed();
}

void ShortcutsPage::typed()
{
    const QString other = ActionRegistry::instance()->conflict(currentId(), m_edit->keySequence());
    m_conflict->setText(other.isEmpty() ? QString() : tr("“%1” has this shortcut. Assigning it here takes it away there.").arg(nameOf(other)));
    m_assign->setText(other.isEmpty() ? tr("Assign") : tr("Take it"));
    m_assign->setEnabled(!currentId().isEmpty());
}

void ShortcutsPage::assign()
{
    ActionRegistry *registry = ActionRegistry::instance();
    const QString id = currentId();
    const QKeySequence key = m_edit->keySequence();
    if (const QString other = registry->conflict(id, key); !other.isEmpty()) {
        QList<QKeySequence> rest = registry->shortcuts(other);
        rest.removeAll(key);
        registry->setShortcuts(other, rest);
    }
    registry->setShortcuts(id, key.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{key});
    fill();
    select();
}

void ShortcutsPage::reset()
{
    ActionRegistry *registry = ActionRegistry::instance();
    registry->setShortcuts(currentId(), registry->defaultShortcuts(currentId()));
    fill();
    select();
}

}  // namespace vermilion
