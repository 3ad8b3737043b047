// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <QTimer>

#include <functional>

class QLineEdit;
class QListWidget;

namespace vermilion {

/// Every action, database and loaded key by a few letters and Enter. Covers the top of its window; keyboard only if one likes.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    struct Entry {
        QString text;
        QString group;            ///< what kind of thing it is: "Keys", "Database"
        QString shortcut;
        QString icon;             ///< for Theme::icon
        std::function<void()> run;
    };
    /// Finds things that take time (keys); hands them over whenever it has them. An answer to older words is ignored.
    using Finder = std::function<void(const QString &typed, std::function<void(QList<Entry>)> found)>;

    explicit CommandPalette(QWidget *window);

    /// The actions of the registry that are enabled now, without their mnemonics.
    static QList<Entry> actionEntries();
    void open(QList<Entry> entries, Finder finder = {});
    QStringList shown() const;     ///< texts of the rows, best first

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void type(const QString &typed);
    void find();
    void fill();
    void place();
    void run(int row);
    void leave();

    static constexpr int PauseMs = 120;   // a short pause in typing, before anything is looked for that costs

    QList<Entry> m_entries, m_found, m_rows;
    Finder m_finder;
    QString m_typed;
    QTimer m_pause;
    QPointer<QWidget> m_before;   // had the focus
    QLineEdit *m_field;
    QListWidget *m_list;
};

}  // namespace vermilion
