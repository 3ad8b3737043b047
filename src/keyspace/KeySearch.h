// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Session.h"
#include "keyspace/KeyStore.h"
#include "keyspace/Worker.h"

#include <QObject>
#include <QTimer>

namespace vermilion {

/// Search as you type: counts matches over all loaded names on a worker, and asks the server for the literal name first, so that
/// a key that exists is always found, loaded or not. GUI thread.
class KeySearch : public QObject {
    Q_OBJECT
public:
    using Matches = std::shared_ptr<const FilterCounts>;
    struct Exact {
        enum class State { None, Asking, Exists, Missing, Failed } state = State::None;
        QByteArray key;
        QByteArray type;   ///< of an existing key
        Error error;
    };

    KeySearch(Session *session, QObject *parent = nullptr);
    ~KeySearch() override;

    void setStore(std::shared_ptr<const KeyStore> store);  ///< what is searched from now on
    void storeChanged();                                   ///< counts again, now and then

    void setText(const QString &text);
    void setKind(NameFilter::Kind kind);                   ///< Substring, Glob or Exact
    void setIgnoreCase(bool ignore);
    QString text() const { return m_text; }
    NameFilter::Kind kind() const { return m_kind; }
    bool ignoresCase() const { return m_ignoreCase; }

    bool isActive() const { return !m_text.isEmpty(); }
    bool isCounting() const { return m_counting; }
    NameFilter filter() const;               ///< Kind::None without a text
    const Matches &matches() const { return m_matches; }  ///< null without a filter, or before its first count
    const Exact &exact() const { return m_exact; }

    /// The bytes that a typed text means: \xHH and the like as bytes, everything else as UTF-8.
    static QByteArray literal(const QString &text);
    /// The same filter as a MATCH pattern for the server.
    static QByteArray serverPattern(const NameFilter &filter);
    static QByteArray escapedPattern(std::string_view literal);

signals:
    void filtered();         ///< matches() are for another filter than before (or there is none now)
    void recounted();        ///< matches() are newer, for the same filter
    void countingChanged();
    void exactChanged();

private:
    void changeFilter();
    void startCount();
    void counted(FilterCounts counts, bool sameFilter);
    void lookUp();

    Session *const m_session;
    std::shared_ptr<const KeyStore> m_store;
    QString m_text;
    NameFilter::Kind m_kind = NameFilter::Kind::Substring;
    bool m_ignoreCase = true;
    Matches m_matches;
    Exact m_exact;
    RequestHandle m_lookUpRequest;
    StopFlag m_stop = makeStopFlag();
    bool m_counting = false;
    bool m_filterIsNew = false;
    uint64_t m_countedRevision = 0;
    uint64_t m_generation = 0;
    QTimer m_typing, m_lookUp, m_recount;
};

}  // namespace vermilion
