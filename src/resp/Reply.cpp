// SPDX-License-Identifier: GPL-3.0-or-later
#include "resp/Reply.h"

#include <charconv>

namespace vermilion {

bool ReplyView::isText() const
{
    switch (type()) {
    case ReplyType::Status: case ReplyType::Error: case ReplyType::String: case ReplyType::Verbatim: case ReplyType::BigNumber:
        return isValid();
    default:
        return false;
    }
}

std::string_view ReplyView::text() const
{
    if (!isText())
        return {};
    return std::string_view(m_reply->arena).substr(node().text.offset, node().text.length);
}

QByteArray ReplyView::bytes() const
{
    const std::string_view t = text();
    return {t.data(), static_cast<qsizetype>(t.size())};
}

int64_t ReplyView::integer(int64_t otherwise) const
{
    if (type() == ReplyType::Integer || type() == ReplyType::Bool)
        return node().integer;
    const std::string_view t = text();
    int64_t value = 0;
    const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value);
    return error == std::errc() && end == t.data() + t.size() && !t.empty() ? value : otherwise;
}

double ReplyView::real(double otherwise) const
{
    if (type() == ReplyType::Double)
        return node().real;
    if (type() == ReplyType::Integer)
        return static_cast<double>(node().integer);
    // QByteArray's conversion does not look at the locale and knows inf and nan.
    bool ok = false;
    const double value = isText() ? bytes().toDouble(&ok) : 0;
    return ok ? value : otherwise;
}

uint32_t ReplyView::size() const
{
    return isAggregate() ? node().count : 0;
}

ReplyView ReplyView::at(uint32_t i) const
{
    if (i >= size())
        return {};
    Iterator it = begin();
    for (; i > 0; --i)
        ++it;
    return *it;
}

Reply ReplyView::copy() const
{
    Reply out;
    if (!isValid())
        return out;
    out.nodes.assign(m_reply->nodes.begin() + m_index, m_reply->nodes.begin() + node().end);
    for (uint32_t i = 0; i < out.nodes.size(); ++i) {
        out.nodes[i].end -= m_index;
        const ReplyView original(m_reply, m_index + i);
        if (!original.isText())
            continue;
        out.nodes[i].text.offset = static_cast<uint32_t>(out.arena.size());
        out.arena.append(original.text());
    }
    return out;
}

ReplyView ReplyView::value(std::string_view key) const
{
    for (auto it = begin(), last = end(); it != last; ++it) {
        const bool found = (*it).isText() && (*it).text() == key;
        if (++it == last)
            break;
        if (found)
            return *it;
    }
    return {};
}

ReplyView::Iterator ReplyView::begin() const
{
    return isAggregate() ? Iterator(m_reply, m_index + 1) : Iterator();
}

ReplyView::Iterator ReplyView::end() const
{
    return isAggregate() ? Iterator(m_reply, node().end) : Iterator();
}

}  // namespace vermilion
