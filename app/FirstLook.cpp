// SPDX-License-Identifier: GPL-3.0-or-later
#include "FirstLook.h"

#include "keyspace/KeyModel.h"
#include "theme/Theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QTreeView>

#include <cstdio>

namespace vermilion {

namespace {

constexpr int TickMs = 50;
constexpr int AttemptLimit = 60'000 / TickMs;  // a step that is not possible after a minute never will be
constexpr int CalmTicks = 16;                  // rows that did not change for so long have all arrived
constexpr int CalmPictures = 7;
constexpr int WaitLimit = 4'000 / TickMs;

const QString ShowcaseKey = QStringLiteral("feature:flags");  // of the demo's data

void press(QWidget *widget, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier, const QString &text = {})
{
    QKeyEvent down(QEvent::KeyPress, key, modifiers, text);
    QKeyEvent up(QEvent::KeyRelease, key, modifiers, text);
    QCoreApplication::sendEvent(widget, &down);
    QCoreApplication::sendEvent(widget, &up);
}

/// Looks for a key among the rows that are loaded; opens the namespaces on the way to it.
QModelIndex keyIndex(QTreeView *tree, const QByteArray &name, const QModelIndex &parent = {})
{
    const QAbstractItemModel *model = tree->model();
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        const QByteArray key = index.data(KeyModel::KeyRole).toByteArray();
        if (!index.data(KeyModel::IsNamespaceRole).toBool()) {
            if (key == name && !index.data(KeyModel::IsMoreRole).toBool())
                return index;
        } else if (name.startsWith(key)) {
            tree->expand(index);
            return keyIndex(tree, name, index);
        }
    }
    return {};
}

}  // namespace

FirstLook::FirstLook(QWidget *window, QString directory, bool mayWrite, QObject *parent)
    : QObject(parent), m_window(window), m_directory(std::move(directory)), m_mayWrite(mayWrite)
{
    m_timer.setInterval(TickMs);
    connect(&m_timer, &QTimer::timeout, this, &FirstLook::advance);
}

void FirstLook::start()
{
    if (!QDir().mkpath(m_directory))
        return fail(QStringLiteral("cannot create ") + m_directory);
    plan();
    m_timer.start();
}

template <typename Widget> Widget *FirstLook::find(const char *name) const
{
    // Dialogs are windows of their own, and may lie on top of a widget with the same name.
    QWidgetList places = QApplication::topLevelWidgets();
    places.prepend(m_window);
    for (const QWidget *place : places) {
        const auto found = place->findChildren<Widget *>(QString::fromLatin1(name));
        for (Widget *widget : found) {
            if (widget->isVisible() && widget->isEnabled())
                return widget;
        }
    }
    return nullptr;
}

void FirstLook::plan()
{
    then(QStringLiteral("wait for the keys"), [this] { return settled(); });
    then(QStringLiteral("take a picture of the keys"), [this] { return picture(QStringLiteral("browse")); });
    if (m_mayWrite)
        planEdit();
    planPictures();
}

void FirstLook::planEdit()
{
    then(QStringLiteral("type into the search field"), [this] { return type("searchField", ShowcaseKey); });
    then(QStringLiteral("find the key"), [this] { return openKey(ShowcaseKey); });
    then(QStringLiteral("read its value"), [this] {
        auto *editor = find<QPlainTextEdit>("valueEditor");
        return editor && editor->toPlainText().contains(QStringLiteral("search_v2"));
    });
    then(QStringLiteral("take a picture of the value"), [this] { return picture(QStringLiteral("value")); });
    then(QStringLiteral("change the value"), [this] {
        auto *editor = find<QPlainTextEdit>("valueEditor");
        if (!editor || !editor->find(QStringLiteral("0.25"), QTextDocument::FindBackward)) {
            if (editor)
                editor->moveCursor(QTextCursor::End);
            return false;
        }
        editor->insertPlainText(QStringLiteral("0.50"));
        return true;
    });
    then(QStringLiteral("save it"), [this] { return click("saveButton"); });
    then(QStringLiteral("see that it was saved"), [this] { return find<QAbstractButton>("saveButton") == nullptr; });
    then(QStringLiteral("ask for the TTL"), [this] { return click("editTtlButton"); });
    then(QStringLiteral("type a TTL"), [this] { return type("ttlField", QStringLiteral("90d")); });
    then(QStringLiteral("take a picture of the question"), [this] { return picture(QStringLiteral("ttl")); });
    then(QStringLiteral("set the TTL"), [this] { return click("accept"); });
    then(QStringLiteral("see the question go"), [this] { return find<QLineEdit>("ttlField") == nullptr; });
    then(QStringLiteral("take a picture of the edited key"), [this] { return picture(QStringLiteral("edited")); });
    then(QStringLiteral("clear the search field"), [this] { return type("searchField", QString()); });
    then(QStringLiteral("wait for all keys again"), [this] { return settled(); });
}

void FirstLook::planPictures()
{
    if (m_mayWrite) {
        for (const QString &key : {QStringLiteral("catalog:prices"), QStringLiteral("leaderboard:season3"), QStringLiteral("events:jobs")}) {
            then(QStringLiteral("open ") + key, [this, key] { return openKey(key); });
            then(QStringLiteral("read ") + key, [this] { return settled(); });
            then(QStringLiteral("take a picture of ") + key,
                 [this, key] { return picture(QString(key).replace(u':', u'-')); });
        }
    }
}

void FirstLook::advance()
{
    if (!m_window)
        return fail(QStringLiteral("the window is gone"));
    if (m_step == m_steps.size()) {
        m_timer.stop();
        emit finished(0);
        return;
    }
    if (m_steps[m_step].attempt()) {
        ++m_step;
        m_attempts = 0;
        m_calm = 0;
        m_wait = 0;
        m_lastRows = -1;
    } else if (++m_attempts == AttemptLimit) {
        fail(QStringLiteral("could not ") + m_steps[m_step].name);
    }
}

void FirstLook::fail(const QString &reason)
{
    m_timer.stop();
    if (m_window)
        m_window->grab().save(QDir(m_directory).filePath(QStringLiteral("failed.png")));
    std::fprintf(stderr, "first look: %s\n", qPrintable(reason));
    emit finished(1);
}

bool FirstLook::settled()
{
    const auto *tree = find<QTreeView>("keyTree");
    const int rows = tree && tree->model() ? tree->model()->rowCount() : 0;
    m_calm = rows > 0 && rows == m_lastRows ? m_calm + 1 : 0;
    m_lastRows = rows;
    return m_calm >= CalmTicks;
}

/// The window, and over it the dialog that is open, in a frame in place of the one that the desktop would draw.
QPixmap FirstLook::wholePicture() const
{
    QPixmap pixmap = m_window->grab();
    QWidget *dialog = QApplication::activeModalWidget();
    if (!dialog || dialog == m_window)
        return pixmap;
    const QPoint at = dialog->mapToGlobal(QPoint()) - m_window->mapToGlobal(QPoint());
    dialog->render(&pixmap, at);
    QPainter painter(&pixmap);
    painter.setPen(Theme::current()->color(Theme::Role::Muted));
    painter.drawRect(QRect(at, dialog->size()).adjusted(-1, -1, 0, 0));
    return pixmap;
}

bool FirstLook::picture(const QString &name)
{
    Theme *theme = Theme::current();
    if (m_attempts == 0) {
        theme->setMode(Theme::Mode::Light);
        return false;
    }
    if (!calm())
        return false;
    const bool dark = theme->isDark();
    const QString file = QDir(m_directory).filePath(QString(name + (dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png"))));
    if (!m_lastPicture.save(file)) {
        fail(QStringLiteral("cannot write ") + file);
        return false;
    }
    m_calm = 0;
    m_wait = 0;
    theme->setMode(dark ? Theme::Mode::Light : Theme::Mode::Dark);
    return dark;
}

/// Facts of a key arrive one by one, and a switch of the theme repaints by events: a picture is taken when nothing moves any more,
/// or, where something always does, after a few seconds.
bool FirstLook::calm()
{
    const QImage now = wholePicture().toImage();
    m_calm = now == m_lastPicture ? m_calm + 1 : 0;
    m_lastPicture = now;
    return m_calm >= CalmPictures || ++m_wait >= WaitLimit;
}

bool FirstLook::type(const char *field, const QString &text)
{
    auto *edit = find<QLineEdit>(field);
    if (!edit)
        return false;
    edit->setFocus();
    edit->selectAll();
    if (text.isEmpty())
        press(edit, Qt::Key_Backspace);
    for (const QChar c : text)
        press(edit, 0, Qt::NoModifier, QString(c));
    return edit->text() == text;
}

bool FirstLook::click(const char *button)
{
    auto *found = find<QAbstractButton>(button);
    if (found)
        found->click();
    return found != nullptr;
}

bool FirstLook::openKey(const QString &name)
{
    auto *tree = find<QTreeView>("keyTree");
    if (!tree || !tree->model())
        return false;
    const QModelIndex index = keyIndex(tree, name.toUtf8());
    if (!index.isValid())
        return false;
    tree->setFocus();
    tree->setCurrentIndex(index);
    tree->scrollTo(index);
    press(tree, Qt::Key_Return);
    return true;
}

}  // namespace vermilion
