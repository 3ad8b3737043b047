// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/CommandPalette.h"

#include "shell/FuzzyMatch.h"
#include "theme/ActionRegistry.h"
#include "theme/Theme.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>

namespace vermilion {

namespace {

constexpr int WeakestPerLetter = 24;  // letters scattered over a text are chance, and keys should stand above them
constexpr int MostRows = 60, RowsInSight = 12, Width = 620;
constexpr int GroupRole = Qt::UserRole, ShortcutRole = Qt::UserRole + 1;

/// Icon and text on the left; group and shortcut muted on the right.
class EntryDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme *theme = Theme::current();
        const bool selected = option.state & QStyle::State_Selected;
        if (selected)
            painter->fillRect(option.rect, theme->color(Theme::Role::Accent));
        const QColor ink = theme->color(selected ? Theme::Role::OnAccent : Theme::Role::Text);
        const QColor quiet = selected ? ink : theme->color(Theme::Role::Muted);
        QRect rest = option.rect.adjusted(Theme::S3, 0, -Theme::S3, 0);

        const QString icon = index.data(Qt::UserRole + 2).toString();
        if (!icon.isEmpty())
            theme->icon(icon, selected ? Theme::Role::OnAccent : Theme::Role::Muted)
                .paint(painter, QRect(rest.left(), rest.center().y() - 7, 16, 16));
        rest.setLeft(rest.left() + 16 + Theme::S3);

        const auto right = [&](const QString &text, const QColor &color) {
            if (text.isEmpty())
                return;
            painter->setPen(color);
            painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
            rest.setRight(rest.right() - option.fontMetrics.horizontalAdvance(text) - Theme::S4);
        };
        painter->setFont(option.font);
        right(index.data(ShortcutRole).toString(), quiet);
        right(index.data(GroupRole).toString(), quiet);
        painter->setPen(ink);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, rest.width()));
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {option.rect.width(), Theme::ControlHeight};
    }
};

}  // namespace

CommandPalette::CommandPalette(QWidget *window) : QFrame(window), m_field(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setPlaceholderText(tr("Search commands, databases and loaded keys"));
    m_field->setAccessibleName(tr("Search commands, databases and loaded keys"));
    m_field->setFrame(false);
    m_field->setFont(Theme::current()->uiFont(Theme::Text::Large));
    m_field->addAction(Theme::current()->icon(QStringLiteral("search"), Theme::Role::Muted), QLineEdit::LeadingPosition);
    m_field->setMinimumHeight(Theme::ControlHeight + Theme::S3);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Matches"));
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, Theme::S1);
    column->setSpacing(0);
    column->addWidget(m_field);
    column->addWidget(m_list);

    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, &CommandPalette::find);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::type);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { run(m_list->row(item)); });
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    setAutoFillBackground(true);
    hide();
}

QList<CommandPalette::Entry> CommandPalette::actionEntries()
{
    ActionRegistry *registry = ActionRegistry::instance();
    QList<Entry> entries;
    for (const ActionRegistry::Spec &spec : registry->specs()) {
        QAction *action = registry->action(spec.id);
        if (!spec.inPalette || !action || !action->isEnabled())
            continue;
        QString text = spec.text;
        text.remove(QLatin1Char('&'));
        const QList<QKeySequence> keys = registry->shortcuts(spec.id);
        entries.append({text, spec.group, keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText), spec.icon,
                        [guard = QPointer<QAction>(action)] {
                            if (guard)
                                guard->trigger();
                        }});
    }
    return entries;
}

void CommandPalette::open(QList<Entry> entries, Finder finder)
{
    m_entries = std::move(entries);
    m_finder = std::move(finder);
    m_before = QApplication::focusWidget();
    m_field->clear();
    type({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::type(const QString &typed)
{
    m_typed = typed;
    m_found.clear();
    fill();
    if (m_finder && typed.trimmed().size() > 1)
        m_pause.start();
    else
        m_pause.stop();
}

void CommandPalette::find()
{
    m_finder(m_typed, [guard = QPointer<CommandPalette>(this), typed = m_typed](QList<Entry> found) {
        if (!guard || guard->m_typed != typed || !guard->isVisible())
            return;
        guard->m_found = std::move(found);
        guard->fill();
    });
}

void CommandPalette::fill()
{
    struct Hit { int score; const Entry *entry; };
    QList<Hit> hits;
    for (const Entry &entry : std::as_const(m_entries)) {
        const int score = std::max(fuzzyScore(m_typed, entry.text), fuzzyScore(m_typed, QString(entry.group + u' ' + entry.text)) * 3 / 4);
        if (m_typed.isEmpty() || score >= WeakestPerLetter * m_typed.size())
            hits.append({score, &entry});
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score > b.score; });

    const int row = m_found.isEmpty() ? 0 : qMax(0, m_list->currentRow());
    m_rows.clear();
    for (const Hit &hit : hits)
        m_rows.append(*hit.entry);
    m_rows.append(m_found);
    if (m_rows.size() > MostRows)
        m_rows.resize(MostRows);
    m_list->clear();
    for (const Entry &entry : std::as_const(m_rows)) {
        auto *item = new QListWidgetItem(entry.text, m_list);
        item->setData(GroupRole, entry.group);
        item->setData(ShortcutRole, entry.shortcut);
        item->setData(Qt::UserRole + 2, entry.icon);
        item->setData(Qt::AccessibleTextRole, QString(entry.text + u", " + entry.group));
    }
    // Found keys come after what stands there: the row under the finger stays.
    m_list->setCurrentRow(qMin(row, int(m_rows.size()) - 1));
    place();
}

void CommandPalette::place()
{
    const int rows = qBound(1, int(m_rows.size()), RowsInSight);
    m_list->setFixedHeight(rows * Theme::ControlHeight);
    const QWidget *window = parentWidget();
    resize(qMin(Width, window->width() - 2 * Theme::S5), sizeHint().height());
    move((window->width() - width()) / 2, qMin(Theme::S5 * 3, window->height() / 6));
}

void CommandPalette::run(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    const Entry entry = m_rows.at(row);
    leave();
    if (entry.run)
        entry.run();
}

void CommandPalette::leave()
{
    m_pause.stop();
    m_finder = {};
    if (!isVisible())
        return;
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

QStringList CommandPalette::shown() const
{
    QStringList texts;
    for (const Entry &entry : m_rows)
        texts.append(entry.text);
    return texts;
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_field)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason
        && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
        m_before = nullptr;  // the focus went where the user put it
        leave();
        return false;
    }
    // Every key is ours while it is open: Ctrl+K closes it again, and no panel's shortcut fires behind it.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const int last = m_list->count() - 1, row = m_list->currentRow();
    switch (key->key()) {
    case Qt::Key_Escape: leave(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(row); return true;
    case Qt::Key_Down: m_list->setCurrentRow(row >= last ? 0 : row + 1); return true;
    case Qt::Key_Up: m_list->setCurrentRow(row <= 0 ? last : row - 1); return true;
    case Qt::Key_PageDown: m_list->setCurrentRow(qMin(last, row + RowsInSight)); return true;
    case Qt::Key_PageUp: m_list->setCurrentRow(qMax(0, row - RowsInSight)); return true;
    case Qt::Key_K:
        if (key->modifiers() == Qt::ControlModifier) {
            leave();
            return true;
        }
        break;
    default: break;
    }
    return false;
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    const Theme *theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme->color(Theme::Role::Ground));
    painter.setPen(theme->color(Theme::Role::Accent));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.fillRect(QRect(1, m_list->y() - 1, width() - 2, 1), theme->color(Theme::Role::Line));
}

}  // namespace vermilion
