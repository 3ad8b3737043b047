// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "values/KeyCommands.h"
#include "values/ValueLoader.h"
#include "values/ValueTableModel.h"

#include <QTimer>

namespace vermilion {

/// One key: its value, its edits, its life. A panel binds to it and decides nothing about Redis; tests drive it without one.
/// Edits that are not saved live through lost links, expiry and failures until the user saves or drops them. GUI thread.
class ValuePresenter : public QObject {
    Q_OBJECT
public:
    enum class State {
        Empty,    ///< no key
        Loading,
        Ready,    ///< what could be read is here
        Gone,     ///< there is no such key, or not any more: nobody can tell which
        Refused,  ///< the user may not read it: error() names what is missing
        Failed
    };
    Q_ENUM(State)
    enum class Resolution { Overwrite, TakeTheirs, KeepEditing };

    /// What the editor shows: a whole string, or one cell of a collection.
    struct Target {
        bool isValid = false;
        int row = -1;           ///< -1: the string
        QByteArray bytes;       ///< as read
        bool isWhole = true;    ///< false: the first part of a long string
        bool isEditable = false;
    };
    struct Conflict {
        QByteArray mine;
        std::optional<QByteArray> theirs;  ///< nothing: gone
        std::optional<QByteArray> base;    ///< as it was when it was read
    };

    explicit ValuePresenter(Session *session, QObject *parent = nullptr, const Clock &clock = systemClock());

    State state() const { return m_state; }
    Error error() const { return m_error; }      ///< of Refused and Failed
    QByteArray key() const { return m_key; }
    int database() const { return m_database; }  ///< the one that the key was opened in
    const KeyDetails &details() const { return m_details; }
    ValueTableModel *table() { return &m_table; }
    KeyCommands *commands() { return &m_commands; }
    Session *session() const { return m_session; }
    /// What stands against the last save; nothing: nothing does.
    const std::optional<Conflict> &conflict() const { return m_conflict; }
    const Target &target() const { return m_target; }
    bool isEditable() const;                     ///< writes are possible: a type we edit, and no read-only policy
    bool canAdd() const { return m_state == State::Ready && isEditable() && isCollection(m_details.kind); }

    bool isBusy() const { return m_loader.isBusy(); }
    bool isSaving() const { return m_saving; }
    bool hasMore() const { return m_loader.hasMore(); }
    QByteArray searchText() const { return m_search; }
    QByteArray note() const { return m_note; }   ///< consumer groups of a stream
    QString progressText() const;                ///< "2,000 of 200,000 fields", "256 KiB of 20.0 MiB"

    /// When the key goes away, by this machine's clock; nothing: never, or not known.
    std::optional<std::chrono::milliseconds> expiresAt() const { return m_expiresAt; }
    std::optional<std::chrono::milliseconds> remaining() const;

    bool hasUnsavedEdits() const { return m_edited || m_saving; }
    void setEdited(bool edited);                 ///< the editor's text differs from target()

    // Intents
    void open(const QByteArray &key);            ///< asks first when there are unsaved edits
    void reload();                               ///< likewise
    void close();                                ///< drops everything
    void recheck();                              ///< keys were deleted or made elsewhere: is this one there? Asks EXISTS once
    void loadMore();
    void search(const QByteArray &typed);
    void openCell(int row);                      ///< asks first when there are unsaved edits
    void save(const QByteArray &bytes);          ///< of target()
    void resolve(Resolution resolution);
    void editCell(int row, int column, const QByteArray &bytes);  ///< names and scores, from the inline editor
    void add(const ValueEdit &edit);             ///< the Add… and Insert/Push kinds
    void removeRow(int row);                     ///< asks first

signals:
    void changed();                              ///< state, details, progress, target: look again
    /// target() has other bytes: the editor shows them. With unsaved edits: the user chose to stay, only the selection goes back.
    void contentChanged();
    void saved();
    void saveFailed(const vermilion::Error &error);  ///< the edit is still there
    void conflicted();                           ///< see conflict(); answer with resolve()
    void notice(const QString &text);            ///< one sentence worth telling: "The last field is gone, and the key with it."
    void asked(const vermilion::Question &question, const vermilion::Answer &answer);
    void keyCreated(const QByteArray &key);
    void keyDeleted(const QByteArray &key);
    void keyRenamed(const QByteArray &from, const QByteArray &to);
    void keyTouched(const QByteArray &key);      ///< TTL, size or type may be another now

private:
    void begin(QByteArray key);  // a copy: it may be m_key, which close() clears
    void unlessUnsaved(std::function<void()> act, std::function<void()> otherwise = {});
    void setState(State state, const Error &error = {});
    void takeDetails(const KeyDetails &details);
    void takePage(const ValuePage &page);
    void takeFailure(const Error &error);
    void setExpiry();
    void becomeGone();
    void targetString(const QByteArray &bytes);
    void dropTarget();
    ValueEdit targetEdit(const QByteArray &bytes) const;
    void runEdit(const ValueEdit &edit);
    void editEnded(const ValueEdit &edit, EditPlan &plan, const Outcome &outcome);
    void applyEdit(const ValueEdit &edit);
    void goneByEdit();
    QString unitText(qint64 count) const;

    Session *const m_session;
    const Clock &m_clock;
    KeyCommands m_commands;
    ValueLoader m_loader;
    ValueTableModel m_table;
    QTimer m_expiryTimer;
    RequestHandle m_existence;
    State m_state = State::Empty;
    Error m_error;
    QByteArray m_key, m_search, m_note;
    int m_database = 0;
    KeyDetails m_details;
    Target m_target;
    bool m_edited = false, m_saving = false, m_fresh = false;
    int m_retries = 0;
    std::optional<std::chrono::milliseconds> m_expiresAt;
    std::optional<ValueEdit> m_pending;
    std::optional<Conflict> m_conflict;
};

}  // namespace vermilion
