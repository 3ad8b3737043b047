// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Session.h"
#include "values/KeyDetails.h"
#include "values/ValuePager.h"

#include <QObject>

namespace vermilion {

/// Reads one key on the session's everyday link: its details, then its value page by page. At most one page is on its way;
/// a new load() or stop() forgets what was asked before. GUI thread.
class ValueLoader : public QObject {
    Q_OBJECT
public:
    /// A string is read on to here and no further: a window is no place for more.
    static constexpr qint64 MostStringBytes = 16 << 20;
    static constexpr qint64 EnoughMatches = 200;  ///< a search pauses after so many, until more are wanted

    explicit ValueLoader(Session *session, QObject *parent = nullptr);

    void load(const QByteArray &key);
    void loadMore();
    void search(const QByteArray &match);  ///< starts over; empty: all elements
    void refreshDetails();                 ///< details only; the value stays
    void stop();

    bool isBusy() const { return m_busy; }
    bool hasMore() const;
    qint64 total() const { return m_pager ? m_pager->total() : -1; }
    qint64 looked() const { return m_pager ? m_pager->looked() : 0; }
    bool atEnd() const { return !m_pager || m_pager->atEnd(); }

signals:
    void detailsArrived(const vermilion::KeyDetails &details);
    void pageArrived(const vermilion::ValuePage &page);  ///< busy is over, unless a search goes on
    void failed(const vermilion::Error &error);

private:
    using Then = std::function<void(const KeyDetails &)>;
    void askDetails(Then then);
    void askLength();
    void askPage();
    void takePage(const std::vector<Result<Reply>> &replies);

    Session *const m_session;
    QByteArray m_key, m_match;
    KeyDetails m_details;
    std::unique_ptr<ValuePager> m_pager;
    RequestHandle m_request, m_detailsRequest;
    bool m_busy = false;
    qint64 m_matches = 0;
};

}  // namespace vermilion
