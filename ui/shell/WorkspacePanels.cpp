// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WorkspacePanels.h"

#include "base/Bytes.h"
#include "keyspace/KeyTreeView.h"
#include "keyspace/KeysPanel.h"
#include "shell/RowFinder.h"
#include "shell/Settings.h"
#include "theme/Theme.h"
#include "values/Inspector.h"
#include "values/RenameDialog.h"
#include "values/TtlDialog.h"
#include "values/ValuePanel.h"
#include "values/ValuePresenter.h"
#include "widgets/QuestionDialog.h"

#include <QAction>

namespace vermilion {

namespace {

constexpr int MostKeysFound = 30;
constexpr int MinimumKeysWidth = 310;  // names stay readable beside their TTL and size

/// The shortest names that hold `text`: what is closest to what was typed. Runs on a worker.
std::vector<std::string> namesWith(const KeyStore &store, const std::string &text, const StopFlag &stop)
{
    const NameFilter filter{NameFilter::Kind::Substring, text, true};
    const FilterCounts matches = store.count(filter, 1, stop.get());
    std::vector<std::string> best;
    if (matches.total == 0)
        return best;
    const auto shorter = [](const std::string &a, const std::string &b) { return a.size() != b.size() ? a.size() < b.size() : a < b; };
    size_t seen = 0;
    store.forEachBelow({}, &matches, [&](const std::vector<std::string> &names) {
        best.insert(best.end(), names.begin(), names.end());
        std::sort(best.begin(), best.end(), shorter);
        if (best.size() > MostKeysFound)
            best.resize(MostKeysFound);
        seen += names.size();
        return seen < 20'000 && !stop->load(std::memory_order_relaxed);
    });
    return best;
}

}  // namespace

WorkspacePanels::WorkspacePanels(Session *session, const ServerProfile &server, Settings *settings, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent), m_settings(settings), m_browser(session), m_value(new ValuePresenter(session, this)),
      m_keys(new KeysPanel(&m_browser, this)), m_tree(m_keys->findChild<KeyTreeView *>()), m_valuePanel(new ValuePanel(m_value, this))
{
    setObjectName(QStringLiteral("panels"));
    setChildrenCollapsible(false);
    addWidget(m_keys);
    addWidget(m_valuePanel);
    addWidget(new Inspector(m_value, this));
    setStretchFactor(0, 2);
    setStretchFactor(1, 4);
    setStretchFactor(2, 0);
    setSizes({380, 560, 240});
    m_keys->setMinimumWidth(MinimumKeysWidth);
    connectPresenters();
    connectDialogs();
    m_browser.setDatabaseNames(server.databaseNames);
    connect(&m_browser, &BrowserPresenter::databaseNamesChanged, this, &WorkspacePanels::databaseNamesChanged);
    connect(&m_browser, &BrowserPresenter::scanChanged, this, [this] { emit scanRateChanged(scanRate()); });
    connect(session, &Session::stateChanged, this, [this](LinkState state) {
        if (state == LinkState::Ready)
            resume();
    });
    watchPlace();
    applySettings();
}

WorkspacePanels::~WorkspacePanels()
{
    // Panels look at their presenters to the end: they go first.
    while (count() > 0)
        delete widget(0);
}

void WorkspacePanels::connectPresenters()
{
    // The dialog belongs to the window and may outlive the tab that asked.
    const auto asks = [this](const Question &question, const Answer &answer) {
        ask(window(), question, [guard = QPointer<WorkspacePanels>(this), answer](bool accepted) {
            if (guard && answer)
                answer(accepted);
        });
    };
    connect(&m_browser, &BrowserPresenter::asked, this, asks);
    connect(&m_browser, &BrowserPresenter::failed, this, &WorkspacePanels::failed);
    connect(&m_browser, &BrowserPresenter::keyOpened, m_value, &ValuePresenter::open);
    connect(&m_browser, &BrowserPresenter::keysGone, m_value, [this](const QByteArrayList &keys, bool more) {
        if (more || keys.contains(m_value->key()))
            m_value->recheck();
    });
    connect(m_value, &ValuePresenter::keyCreated, &m_browser, &BrowserPresenter::keyCreated);
    connect(m_value, &ValuePresenter::keyDeleted, &m_browser, [this](const QByteArray &key) { m_browser.keysDeleted({key}); });
    connect(m_value, &ValuePresenter::keyRenamed, &m_browser, &BrowserPresenter::keyRenamed);
    connect(m_value, &ValuePresenter::keyTouched, &m_browser, &BrowserPresenter::keyTouched);
}

void WorkspacePanels::connectDialogs()
{
    connect(&m_browser, &BrowserPresenter::newKeyRequested, m_valuePanel, &ValuePanel::newKey);
    connect(&m_browser, &BrowserPresenter::renameRequested, this, [this](const QByteArray &key) {
        auto *dialog = new RenameDialog(key, window());
        connect(dialog, &RenameDialog::chosen, m_value, [this, key](const QByteArray &to) { m_value->commands()->rename(key, to); });
        dialog->open();
    });
    connect(&m_browser, &BrowserPresenter::ttlRequested, this, [this](const QByteArrayList &keys) {
        if (keys.size() != 1)
            return;  // many keys have a dialog of the key panel's
        const QByteArray key = keys.first();
        auto *dialog = new TtlDialog(printable(view(key), 200), key == m_value->key() ? m_value->remaining() : std::nullopt, window());
        connect(dialog, &TtlDialog::chosen, m_value, [this, key](const TtlChange &change) { m_value->commands()->setTtl(key, change); });
        dialog->open();
    });
}

void WorkspacePanels::watchPlace()
{
    connect(&m_browser, &BrowserPresenter::keyOpened, this, &WorkspacePanels::placeChanged);
    connect(m_tree, &QTreeView::expanded, this, &WorkspacePanels::placeChanged);
    connect(m_tree, &QTreeView::collapsed, this, &WorkspacePanels::placeChanged);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WorkspacePanels::placeChanged);
    connect(this, &QSplitter::splitterMoved, this, &WorkspacePanels::placeChanged);
    connect(m_keys->findChild<QAction *>(QStringLiteral("keyspace.flat")), &QAction::toggled, this, &WorkspacePanels::placeChanged);
}

void WorkspacePanels::restore(const WorkspaceState::Place &place)
{
    m_toResume = place;
    m_keys->setExpandedPrefixes(place.expanded);
    m_keys->setFlat(place.flat);
    if (!place.splitter.isEmpty())
        restoreState(place.splitter);
}

void WorkspacePanels::resume()
{
    const WorkspaceState::Place place = std::exchange(m_toResume, {});
    if (!place.selectedNamespace.isEmpty())
        new RowFinder(m_tree, place.selectedNamespace, true);
    else if (!place.key.isEmpty())
        new RowFinder(m_tree, place.key, false);
    if (!place.key.isEmpty())
        m_browser.openKey(place.key);
}

WorkspaceState::Place WorkspacePanels::place() const
{
    WorkspaceState::Place place;
    place.splitter = saveState();
    place.flat = m_keys->isFlat();
    place.expanded = m_keys->expandedPrefixes();
    if (m_browser.hasCurrentKey())
        place.key = m_browser.currentKey();
    const BulkTarget selected = m_keys->target();
    if (selected.keys.isEmpty() && selected.prefixes.size() == 1)
        place.selectedNamespace = selected.prefixes.first();
    if (!m_toResume.key.isEmpty())
        place.key = m_toResume.key;
    if (!m_toResume.selectedNamespace.isEmpty())
        place.selectedNamespace = m_toResume.selectedNamespace;
    return place;
}

bool WorkspacePanels::hasUnsavedEdits() const { return m_value->hasUnsavedEdits(); }
void WorkspacePanels::focusTree() { m_keys->focusKeys(); }

void WorkspacePanels::applySettings()
{
    const std::string separators = m_settings->text(Settings::Key::Separators).toStdString();
    if (separators != m_browser.separators())
        m_browser.setSeparators(separators);
    m_browser.setScanShare(m_settings->number(Settings::Key::ScanShare));
}

double WorkspacePanels::scanRate() const
{
    const ScanProgress progress = m_browser.scan();
    return progress.phase == ScanProgress::Phase::Running ? progress.rate : 0;
}

QList<CommandPalette::Entry> WorkspacePanels::databaseEntries()
{
    QList<CommandPalette::Entry> entries;
    for (const DatabaseInfo &info : m_browser.databases()) {
        if (info.index == m_browser.database())
            continue;
        entries.append({m_browser.databaseLabel(info.index), tr("Database"), {}, QStringLiteral("database"),
                        [browser = QPointer<BrowserPresenter>(&m_browser), index = info.index] {
                            if (browser)
                                browser->selectDatabase(index);
                        }});
    }
    return entries;
}

void WorkspacePanels::findKeys(const QString &typed, std::function<void(QList<CommandPalette::Entry>)> found)
{
    m_search->store(true);
    m_search = makeStopFlag();
    const std::string text = KeySearch::literal(typed.trimmed()).toStdString();
    runOnWorker(
        this, [store = m_browser.store(), text, stop = m_search] { return namesWith(*store, text, stop); },
        [this, stop = m_search, found = std::move(found)](const std::vector<std::string> &names) {
            if (stop->load())
                return;
            QList<CommandPalette::Entry> entries;
            for (const std::string &name : names)
                entries.append({printable(name, 500), tr("Key"), {}, QStringLiteral("key"),
                                [browser = QPointer<BrowserPresenter>(&m_browser), key = QByteArray::fromStdString(name)] {
                                    if (browser)
                                        browser->openKey(key);
                                }});
            found(entries);
        });
}

}  // namespace vermilion
