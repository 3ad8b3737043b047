// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/ValueLoader.h"

namespace vermilion {

ValueLoader::ValueLoader(Session *session, QObject *parent) : QObject(parent), m_session(session) {}

void ValueLoader::load(const QByteArray &key)
{
    stop();
    m_key = key;
    m_match.clear();
    m_busy = true;
    askDetails([this](const KeyDetails &details) {
        // Small or long elements? Where all may be more than a page, their number tells.
        if (isCollection(details.kind) && (details.memory < 0 || details.memory > ValuePager::PageBytes))
            return askLength();
        m_pager = ValuePager::create(details.kind, m_key, details.memory);
        m_busy = false;
        loadMore();
    });
}

void ValueLoader::askLength()
{
    m_request = m_session->link()->send(Request{{lengthCommand(m_details.kind), m_key}, true, {}, {}}, this, [this](Result<Reply> reply) {
        m_details.length = reply ? reply->root().integer(-1) : -1;
        m_pager = ValuePager::create(m_details.kind, m_key, m_details.memory, m_details.length);
        m_busy = false;
        loadMore();
    });
}

void ValueLoader::refreshDetails()
{
    m_detailsRequest.cancel();
    askDetails([](const KeyDetails &) {});
}

void ValueLoader::search(const QByteArray &match)
{
    m_request.cancel();
    m_busy = false;
    m_match = match;
    m_matches = 0;
    m_pager = ValuePager::create(m_details.kind, m_key, m_details.memory, m_details.length, match);
    loadMore();
}

void ValueLoader::stop()
{
    m_request.cancel();
    m_detailsRequest.cancel();
    m_pager.reset();
    m_details = {};
    m_busy = false;
    m_matches = 0;
}

bool ValueLoader::hasMore() const
{
    const bool isEnough = m_details.kind == ValueKind::String && looked() >= MostStringBytes;
    return m_pager && !m_pager->atEnd() && !isEnough;
}

void ValueLoader::loadMore()
{
    if (m_busy || !hasMore())
        return;
    m_matches = 0;
    askPage();
}

void ValueLoader::askDetails(Then then)
{
    auto plan = std::make_shared<KeyDetailsPlan>(m_key, m_session->link()->refusals());
    std::vector<Request> requests;
    for (const QByteArrayList &command : plan->commands())
        requests.push_back({command, true, {}, {}});
    m_detailsRequest = m_session->link()->sendAll(std::move(requests), this, [this, plan, then = std::move(then)](auto replies) {
        Result<KeyDetails> details = plan->take(replies);
        if (!details) {
            m_busy = false;
            emit failed(details.error());
            return;
        }
        details->length = m_details.length;
        m_details = *details;
        emit detailsArrived(m_details);
        then(m_details);
    });
}

void ValueLoader::askPage()
{
    m_busy = true;
    std::vector<Request> requests;
    for (const QByteArrayList &command : m_pager->next())
        requests.push_back({command, true, {}, {}});
    m_request = m_session->link()->sendAll(std::move(requests), this, [this](auto replies) { takePage(replies); });
}

void ValueLoader::takePage(const std::vector<Result<Reply>> &replies)
{
    m_busy = false;
    const Result<ValuePage> page = m_pager->take(replies);
    if (!page) {
        emit failed(page.error());
        return;
    }
    m_details.length = m_pager->total();
    m_matches += qint64(page->rows.size());
    // Small strings come whole, and a search looks on until there is something to see.
    const bool isSmallString = m_details.kind == ValueKind::String && m_pager->total() <= ValuePager::WholeString;
    const bool searchesOn = !m_match.isEmpty() && m_matches < EnoughMatches;
    const bool goesOn = hasMore() && (isSmallString || searchesOn);
    m_busy = goesOn;
    emit pageArrived(*page);
    // A slot may have stopped this load or begun another.
    if (goesOn && m_busy && m_pager)
        askPage();
}

}  // namespace vermilion
