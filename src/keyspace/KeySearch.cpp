// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/KeySearch.h"

#include "base/Bytes.h"

#include <QThread>

namespace vermilion {

namespace {

constexpr std::chrono::milliseconds TypingPause{30};   // a fast typist's strokes are farther apart; a burst counts once
constexpr std::chrono::milliseconds LookUpPause{180};  // one question a word for the server, not one a letter
constexpr std::chrono::milliseconds RecountEvery{500};

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void appendIgnoringCase(QByteArray &pattern, char c)
{
    if (isLetter(c))
        pattern += '[' + QByteArray(1, char(c | 0x20)) + QByteArray(1, char(c & ~0x20)) + ']';
    else
        pattern += c;
}

}  // namespace

KeySearch::KeySearch(Session *session, QObject *parent) : QObject(parent), m_session(session)
{
    for (QTimer *timer : {&m_typing, &m_lookUp, &m_recount})
        timer->setSingleShot(true);
    m_typing.setInterval(TypingPause);
    m_lookUp.setInterval(LookUpPause);
    m_recount.setInterval(RecountEvery);
    connect(&m_typing, &QTimer::timeout, this, &KeySearch::startCount);
    connect(&m_lookUp, &QTimer::timeout, this, &KeySearch::lookUp);
    connect(&m_recount, &QTimer::timeout, this, [this] {
        if (m_counting)
            m_recount.start();
        else
            startCount();
    });
}

KeySearch::~KeySearch()
{
    *m_stop = true;
    m_lookUpRequest.cancel();
}

void KeySearch::setStore(std::shared_ptr<const KeyStore> store)
{
    m_store = std::move(store);
    m_matches.reset();
    if (isActive()) {
        m_filterIsNew = true;
        startCount();
    }
}

void KeySearch::storeChanged()
{
    if (isActive() && m_store && m_store->revision() != m_countedRevision && !m_recount.isActive())
        m_recount.start();
}

void KeySearch::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    m_lookUpRequest.cancel();
    m_exact = {};
    if (isActive())
        m_lookUp.start();
    else
        m_lookUp.stop();
    emit exactChanged();
    changeFilter();
}

void KeySearch::setKind(NameFilter::Kind kind)
{
    if (m_kind == kind)
        return;
    m_kind = kind;
    changeFilter();
}

void KeySearch::setIgnoreCase(bool ignore)
{
    if (m_ignoreCase == ignore)
        return;
    m_ignoreCase = ignore;
    changeFilter();
}

NameFilter KeySearch::filter() const
{
    if (!isActive())
        return {};
    // A pattern's backslash belongs to the pattern, as the server reads it.
    const QByteArray wanted = m_kind == NameFilter::Kind::Glob ? m_text.toUtf8() : literal(m_text);
    return {m_kind, std::string(view(wanted)), m_ignoreCase};
}

void KeySearch::changeFilter()
{
    m_filterIsNew = true;
    if (isActive())
        m_typing.start();
    else
        startCount();
}

void KeySearch::startCount()
{
    m_typing.stop();
    m_recount.stop();
    *m_stop = true;  // what was being counted is superseded
    m_stop = makeStopFlag();
    const uint64_t generation = ++m_generation;
    if (!isActive() || !m_store) {
        m_matches.reset();
        m_filterIsNew = false;
        m_counting = false;
        emit countingChanged();
        emit filtered();
        return;
    }
    m_counting = true;
    emit countingChanged();
    m_countedRevision = m_store->revision();
    runOnWorker(
        this,
        [store = m_store, filter = filter(), stop = m_stop, threads = std::max(1, QThread::idealThreadCount())] {
            return store->count(filter, threads, stop.get());
        },
        [this, generation, sameFilter = !m_filterIsNew](FilterCounts counts) {
            if (generation == m_generation)
                counted(std::move(counts), sameFilter);
        });
}

void KeySearch::counted(FilterCounts counts, bool sameFilter)
{
    m_matches = std::make_shared<const FilterCounts>(std::move(counts));
    m_counting = false;
    m_filterIsNew = false;
    emit countingChanged();
    if (sameFilter)
        emit recounted();
    else
        emit filtered();
    storeChanged();
}

void KeySearch::lookUp()
{
    if (!isActive())
        return;
    const QByteArray key = literal(m_text);
    m_exact = {Exact::State::Asking, key, {}, {}};
    emit exactChanged();
    m_lookUpRequest = m_session->link()->send(Request{{"TYPE", key}, true, {}, {}}, this, [this, key](Result<Reply> result) {
        m_exact = {Exact::State::Failed, key, {}, result ? Error{} : result.error()};
        if (result) {
            m_exact.type = result->root().bytes();
            m_exact.state = m_exact.type == "none" ? Exact::State::Missing : Exact::State::Exists;
        }
        emit exactChanged();
    });
}

QByteArray KeySearch::literal(const QString &text)
{
    return unescaped(text).value_or(text.toUtf8());
}

QByteArray KeySearch::escapedPattern(std::string_view literal)
{
    QByteArray pattern;
    for (const char c : literal) {
        if (std::string_view("*?[]^-\\").find(c) != std::string_view::npos)
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

QByteArray KeySearch::serverPattern(const NameFilter &filter)
{
    QByteArray pattern = filter.kind == NameFilter::Kind::Glob ? bytes(filter.text) : escapedPattern(filter.text);
    if (filter.ignoreCase) {
        QByteArray folded;
        bool inClass = false;
        for (qsizetype i = 0; i < pattern.size(); ++i) {
            const char c = pattern[i];
            if (c == '\\' && i + 1 < pattern.size()) {
                folded += c;
                folded += pattern[++i];
                continue;
            }
            inClass = inClass ? c != ']' : c == '[';
            if (inClass)
                folded += c;
            else
                appendIgnoringCase(folded, c);
        }
        pattern = folded;
    }
    switch (filter.kind) {
    case NameFilter::Kind::None: return {};
    case NameFilter::Kind::Substring: return "*" + pattern + "*";
    default: return pattern;
    }
}

}  // namespace vermilion
