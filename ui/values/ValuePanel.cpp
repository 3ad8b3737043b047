// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/ValuePanel.h"

#include "base/Bytes.h"
#include "base/ErrorText.h"
#include "base/Format.h"
#include "theme/ActionRegistry.h"
#include "theme/Theme.h"
#include "values/ConflictDialog.h"
#include "values/ElementDialog.h"
#include "values/NewKeyDialog.h"
#include "values/TypeChip.h"
#include "values/ValueEditor.h"
#include "widgets/NoticeBar.h"
#include "widgets/QuestionDialog.h"
#include "widgets/StatePage.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace vermilion {

using namespace std::chrono_literals;
using State = ValuePresenter::State;

namespace {

constexpr qsizetype LongestTitle = 300;

QToolButton *tool(const QString &objectName, const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(Theme::current()->icon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    return button;
}

}  // namespace

ValuePanel::ValuePanel(ValuePresenter *presenter, QWidget *parent) : QWidget(parent), m_presenter(presenter)
{
    setObjectName(QStringLiteral("valuePanel"));
    build();
    addActions();
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_loading->parentWidget()); });

    connect(m_presenter, &ValuePresenter::changed, this, &ValuePanel::refresh);
    connect(m_presenter, &ValuePresenter::contentChanged, this, &ValuePanel::showContent);
    connect(m_presenter, &ValuePresenter::saveFailed, this, &ValuePanel::say);
    connect(m_presenter, &ValuePresenter::saved, this, [this] { m_notice->hide(); });
    connect(m_presenter, &ValuePresenter::notice, this, [this](const QString &text) { m_notice->say(NoticeBar::Tone::Info, text); });
    connect(m_presenter, &ValuePresenter::asked, this, [this](const Question &question, const Answer &answer) { ask(window(), question, answer); });
    connect(m_presenter, &ValuePresenter::conflicted, this, [this] {
        if (!m_presenter->conflict())
            return;
        auto *dialog = new ConflictDialog(*m_presenter->conflict(), window());
        connect(dialog, &ConflictDialog::resolved, m_presenter, &ValuePresenter::resolve);
        dialog->open();
    });
    connect(m_editor, &ValueEditor::saveWanted, m_presenter, &ValuePresenter::save);
    connect(m_editor, &ValueEditor::editedChanged, m_presenter, &ValuePresenter::setEdited);
    connect(m_editor, &ValueEditor::refused, this, &ValuePanel::say);
    refresh();
}

void ValuePanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::S3, Theme::S2, Theme::S3, Theme::S2);
    column->setSpacing(Theme::S2);
    buildHeader(column);
    m_notice = new NoticeBar(this);
    m_notice->setObjectName(QStringLiteral("valueNotice"));
    m_notice->setClosable(true);
    m_notice->hide();
    column->addWidget(m_notice);

    m_stack = new QStackedWidget(this);
    m_statePage = new StatePage(m_stack);
    m_statePage->setObjectName(QStringLiteral("valueState"));
    auto *loadingPage = new QWidget(m_stack);
    m_loading = new QProgressBar(loadingPage);
    m_loading->setRange(0, 0);
    m_loading->setTextVisible(false);
    m_loading->setAccessibleName(tr("Loading"));
    auto *loadingColumn = new QVBoxLayout(loadingPage);
    loadingColumn->addWidget(m_loading, 0, Qt::AlignTop);
    m_content = new QSplitter(Qt::Vertical, m_stack);
    m_content->setChildrenCollapsible(false);
    buildTable();
    m_editor = new ValueEditor(m_content);
    m_content->addWidget(m_tableSide);
    m_content->addWidget(m_editor);
    m_content->setStretchFactor(0, 3);
    m_content->setStretchFactor(1, 2);
    m_stack->addWidget(m_statePage);
    m_stack->addWidget(loadingPage);
    m_stack->addWidget(m_content);
    column->addWidget(m_stack, 1);
}

void ValuePanel::buildHeader(QVBoxLayout *column)
{
    auto *bar = new QHBoxLayout;
    bar->setSpacing(Theme::S2);
    m_chip = new TypeChip(this);
    m_name = new QLabel(this);
    m_name->setObjectName(QStringLiteral("keyName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont font = Theme::current()->dataFont();
    font.setBold(true);
    m_name->setFont(font);
    m_progress = new QLabel(this);
    m_progress->setObjectName(QStringLiteral("progressLabel"));
    m_progress->setForegroundRole(QPalette::PlaceholderText);
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("loadMoreButton"));
    m_more->setText(tr("Load more"));
    m_reload = tool(QStringLiteral("reloadButton"), QStringLiteral("refresh"), tr("Read again"), this);
    bar->addWidget(m_chip);
    bar->addWidget(m_name, 1);
    bar->addWidget(m_progress);
    bar->addWidget(m_more);
    bar->addWidget(m_reload);
    column->addLayout(bar);
    connect(m_more, &QToolButton::clicked, m_presenter, &ValuePresenter::loadMore);
    connect(m_reload, &QToolButton::clicked, m_presenter, &ValuePresenter::reload);
}

void ValuePanel::buildTable()
{
    m_tableSide = new QWidget(m_content);
    m_search = new QLineEdit(m_tableSide);
    m_search->setObjectName(QStringLiteral("memberSearch"));
    m_search->setPlaceholderText(tr("Search in this key, Enter"));
    m_search->setAccessibleName(tr("Search in this key"));
    m_search->setClearButtonEnabled(true);
    m_add = tool(QStringLiteral("addElementButton"), QStringLiteral("plus"), tr("Add an element"), m_tableSide);
    m_remove = tool(QStringLiteral("removeElementButton"), QStringLiteral("trash"), tr("Delete the selected element"), m_tableSide);
    m_note = new QLabel(m_tableSide);
    m_note->setObjectName(QStringLiteral("noteLabel"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_table = new QTableView(m_tableSide);
    m_table->setObjectName(QStringLiteral("valueTable"));
    m_table->setAccessibleName(tr("Elements"));
    m_table->setModel(m_presenter->table());
    m_table->setFont(Theme::current()->dataFont());
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(Theme::current()->rowHeight());
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setFont(Theme::current()->uiFont());
    connect(Theme::current(), &Theme::changed, m_table, [table = m_table] {
        table->setFont(Theme::current()->dataFont());
        table->horizontalHeader()->setFont(Theme::current()->uiFont());
        table->verticalHeader()->setDefaultSectionSize(Theme::current()->rowHeight());
    });

    auto *bar = new QHBoxLayout;
    bar->setSpacing(Theme::S2);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_add);
    bar->addWidget(m_remove);
    auto *column = new QVBoxLayout(m_tableSide);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::S2);
    column->addLayout(bar);
    column->addWidget(m_note);
    column->addWidget(m_table, 1);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { m_presenter->search(m_search->text().toUtf8()); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            m_presenter->search({});
    });
    connect(m_add, &QToolButton::clicked, this, &ValuePanel::addElement);
    connect(m_remove, &QToolButton::clicked, this, &ValuePanel::removeElement);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ValuePanel::cellChosen);
}

void ValuePanel::addActions()
{
    auto *registry = ActionRegistry::instance();
    const QString group = tr("Value");
    registry->add({QStringLiteral("value.save"), tr("&Save value"), QStringLiteral("save"), {QKeySequence::Save}, group}, this,
                  [this] { m_editor->save(); });
    registry->add({QStringLiteral("value.revert"), tr("&Revert value"), QStringLiteral("undo"), {}, group}, this, [this] { m_editor->revert(); });
    registry->add({QStringLiteral("value.reload"), tr("Read value &again"), QStringLiteral("refresh"), {QKeySequence::Refresh}, group}, this,
                  [this] { m_presenter->reload(); });
    registry->add({QStringLiteral("value.more"), tr("Load &more of the value"), {}, {}, group}, this, [this] { m_presenter->loadMore(); });
    registry->add({QStringLiteral("value.add"), tr("Add &element…"), QStringLiteral("plus"), {QKeySequence(Qt::CTRL | Qt::Key_Insert)}, group}, this,
                  [this] { addElement(); });
    registry->add({QStringLiteral("value.removeElement"), tr("Delete e&lement…"), QStringLiteral("trash"), {QKeySequence::Delete}, group}, m_table,
                  [this] { removeElement(); });
    registry->add({QStringLiteral("value.search"), tr("Search in the &key"), QStringLiteral("search"), {QKeySequence::Find}, group}, this,
                  [this] { m_search->setFocus(); m_search->selectAll(); });
}

void ValuePanel::refresh()
{
    const QByteArray key = m_presenter->key();
    const bool isOpen = m_presenter->state() != State::Empty;
    if (key != m_shownKey || !isOpen) {
        m_shownKey = key;
        m_notice->hide();
        const QSignalBlocker quiet(m_search);
        m_search->clear();
    }
    QString name = printable(view(key), LongestTitle);
    if (isOpen && key.isEmpty())
        name = tr("(empty name)");
    m_name->setText(name);
    m_name->setToolTip(name);
    m_name->setAccessibleName(isOpen ? tr("Key %1").arg(name) : QString());
    m_chip->setType(isOpen ? m_presenter->details().type : QByteArray());
    m_reload->setVisible(isOpen);
    m_progress->setText(m_presenter->progressText());
    refreshState();
    refreshTools();
}

void ValuePanel::refreshState()
{
    const State state = m_presenter->state();
    const bool isKept = m_presenter->hasUnsavedEdits() && state != State::Ready && state != State::Loading;
    if (state == State::Loading) {
        if (!m_patience.isActive() && m_stack->currentWidget() != m_loading->parentWidget())
            m_patience.start(150ms);
        return;
    }
    m_patience.stop();
    m_statePage->setButton({});
    if (isKept) {
        m_notice->say(NoticeBar::Tone::Caution, state == State::Gone
                          ? tr("The key is gone: it expired, or was deleted or renamed. Your edit is still here and can be written again.")
                          : describe(m_presenter->error()).paragraph());
        m_stack->setCurrentWidget(m_content);
        return;
    }
    switch (state) {
    case State::Empty:
        m_statePage->setState(QStringLiteral("key"), tr("Select a key to see its value."), {});
        break;
    case State::Gone:
        m_statePage->setState(QStringLiteral("clock"), tr("There is no key of this name."), tr("It may have expired, or been deleted or renamed."));
        m_statePage->setButton(tr("Look again"), [this] { m_presenter->reload(); });
        break;
    case State::Refused:
    case State::Failed:
        m_statePage->setError(m_presenter->error());
        m_statePage->setButton(tr("Try again"), [this] { m_presenter->reload(); });
        break;
    case State::Ready:
        if (m_presenter->details().kind == ValueKind::Other) {
            m_statePage->setState(QStringLiteral("info"), tr("Values of type %1 cannot be shown yet.").arg(printable(view(m_presenter->details().type), 64)),
                                  tr("Its size, encoding and TTL are beside it."));
            break;
        }
        m_stack->setCurrentWidget(m_content);
        return;
    case State::Loading: break;
    }
    m_stack->setCurrentWidget(m_statePage);
}

void ValuePanel::refreshTools()
{
    const ValueKind kind = m_presenter->details().kind;
    const bool isReady = m_presenter->state() == State::Ready;
    m_tableSide->setVisible(isCollection(kind));
    m_more->setVisible(isReady && m_presenter->hasMore());
    m_more->setEnabled(!m_presenter->isBusy());
    m_search->setVisible(kind != ValueKind::Stream);
    m_add->setVisible(kind != ValueKind::Stream);
    m_remove->setVisible(kind != ValueKind::Stream);
    m_add->setEnabled(m_presenter->canAdd() && !m_presenter->isSaving());
    m_remove->setEnabled(m_presenter->canAdd() && !m_presenter->isSaving() && m_table->currentIndex().isValid());
    m_note->setVisible(!m_presenter->note().isEmpty());
    m_note->setText(tr("Consumer groups (consumers, pending): %1").arg(QString::fromUtf8(m_presenter->note())));
    m_editor->setVisible(!isCollection(kind) || m_presenter->target().isValid);
    m_editor->setBusy(m_presenter->isSaving());
}

void ValuePanel::showContent()
{
    const ValuePresenter::Target &target = m_presenter->target();
    if (!m_presenter->hasUnsavedEdits())
        m_editor->show(target.bytes, target.isEditable, target.isWhole);
    if (!target.isWhole)
        m_notice->say(NoticeBar::Tone::Info, tr("%1 of this string are loaded. It can be edited when all of it is here.")
                          .arg(m_presenter->progressText()));
    // The selection follows what is open, also after a "no".
    if (target.row < 0 || m_table->currentIndex().row() == target.row)
        return;
    m_settingCell = true;
    m_table->selectRow(target.row);
    m_settingCell = false;
}

void ValuePanel::cellChosen()
{
    if (!m_settingCell)
        m_presenter->openCell(m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1);
    refreshTools();
}

void ValuePanel::addElement()
{
    if (!m_presenter->canAdd())
        return;
    std::optional<std::pair<qint64, QByteArray>> before;
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid() && m_presenter->details().kind == ValueKind::List) {
        const ValueRow &row = m_presenter->table()->row(current.row());
        before.emplace(row.index, row.value);
    }
    auto *dialog = new ElementDialog(m_presenter->details().kind, before, window());
    connect(dialog, &ElementDialog::chosen, m_presenter, [this, key = m_presenter->key()](const ValueEdit &edit) {
        if (m_presenter->key() == key)
            m_presenter->add(edit);
    });
    dialog->open();
}

void ValuePanel::removeElement()
{
    m_presenter->removeRow(m_table->currentIndex().row());
}

void ValuePanel::newKey(const QByteArray &prefix)
{
    auto *dialog = new NewKeyDialog(prefix, window());
    connect(dialog, &NewKeyDialog::chosen, m_presenter, [this](const NewKey &key) { m_presenter->commands()->create(key); });
    dialog->open();
}

void ValuePanel::focusValue()
{
    if (m_tableSide->isVisible())
        m_table->setFocus();
    else
        m_editor->setFocus();
}

void ValuePanel::say(const Error &error)
{
    const bool isUnknown = error.code == ErrorCode::OutcomeUnknown || error.code == ErrorCode::ChangedSinceRead;
    const QString kept = m_presenter->hasUnsavedEdits() ? QString(u' ' % tr("Your edit is still here.")) : QString();
    m_notice->say(isUnknown ? NoticeBar::Tone::Caution : NoticeBar::Tone::Danger, describe(error).paragraph() + kept);
    m_notice->show();
}

}  // namespace vermilion
