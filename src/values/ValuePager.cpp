// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/ValuePager.h"

#include "base/Bytes.h"
#include "keyspace/Glob.h"

namespace vermilion {

namespace {

QByteArray number(qint64 n) { return QByteArray::number(n); }

/// The first error of a pipeline, if any.
const Error *firstError(const std::vector<Result<Reply>> &replies, size_t most = SIZE_MAX)
{
    for (size_t i = 0; i < replies.size() && i < most; ++i) {
        if (!replies[i])
            return &replies[i].error();
    }
    return nullptr;
}

qint64 sizeOf(const std::vector<ValueRow> &rows)
{
    qint64 bytes = 0;
    for (const ValueRow &row : rows)
        bytes += row.name.size() + row.value.size();
    return bytes;
}

class StringPager final : public ValuePager {
public:
    explicit StringPager(QByteArray key) : m_key(std::move(key)) {}

    std::vector<QByteArrayList> next() override
    {
        if (m_atEnd)
            return {};
        const qint64 range = m_looked == 0 ? FirstRange : PageBytes;
        return {{"STRLEN", m_key}, {"GETRANGE", m_key, number(m_looked), number(m_looked + range - 1)}};
    }

    Result<ValuePage> take(const std::vector<Result<Reply>> &replies) override
    {
        if (const Error *error = firstError(replies))
            return tl::unexpected(*error);
        const qint64 total = replies[0]->root().integer();
        // A length that moves between two ranges means that the parts are of different values.
        if (m_total >= 0 && total != m_total)
            return failure(ErrorCode::ChangedSinceRead, {}, m_key);
        m_total = total;
        ValuePage page;
        page.bytes = replies[1]->root().bytes();
        m_looked += page.bytes.size();
        m_atEnd = m_looked >= m_total || page.bytes.isEmpty();
        return page;
    }

private:
    QByteArray m_key;
};

/// HSCAN and SSCAN, and ZSCAN for searches. A cursor may return an element twice: each is shown once.
class CursorPager final : public ValuePager {
public:
    CursorPager(ValueKind kind, QByteArray key, PageBudget budget, QByteArray match)
        : m_kind(kind), m_key(std::move(key)), m_match(std::move(match)), m_budget(budget) {}

    std::vector<QByteArrayList> next() override
    {
        if (m_atEnd)
            return {};
        const QByteArray verb = m_kind == ValueKind::Hash ? "HSCAN" : m_kind == ValueKind::Set ? "SSCAN" : "ZSCAN";
        // Searching looks at many to return few: ask for full pages.
        m_asked = m_match.isEmpty() ? m_budget.count() : MostRows;
        QByteArrayList scan{verb, m_key, m_cursor, "COUNT", number(m_asked)};
        if (!m_match.isEmpty())
            scan << "MATCH" << m_match;
        return {{lengthCommand(m_kind), m_key}, scan};
    }

    Result<ValuePage> take(const std::vector<Result<Reply>> &replies) override
    {
        if (replies[0])
            m_total = replies[0]->root().integer(-1);
        if (!replies[1])
            return tl::unexpected(replies[1].error());
        const ReplyView root = replies[1]->root();
        m_cursor = root.at(0).bytes();
        m_atEnd = m_cursor.isEmpty() || m_cursor == "0";
        ValuePage page;
        const ReplyView elements = root.at(1);
        for (auto it = elements.begin(); it != elements.end(); ++it) {
            ValueRow row;
            row.name = (*it).bytes();
            if (m_kind != ValueKind::Set) {
                if (++it == elements.end())
                    break;
                row.value = m_kind == ValueKind::Hash ? (*it).bytes() : scoreText(*it);
            }
            if (m_seen.contains(row.name))
                continue;
            m_seen.insert(row.name);
            page.rows.push_back(std::move(row));
        }
        if (m_match.isEmpty()) {
            m_budget.learn(sizeOf(page.rows), qint64(page.rows.size()));
            m_looked += qint64(page.rows.size());
        } else {
            m_looked += m_asked;
        }
        if (m_atEnd && m_total >= 0)
            m_looked = m_match.isEmpty() ? m_looked : m_total;
        else if (m_total >= 0)
            m_looked = std::min(m_looked, m_total);
        return page;
    }

private:
    ValueKind m_kind;
    QByteArray m_key, m_match, m_cursor = "0";
    PageBudget m_budget;
    qint64 m_asked = 0;
    QSet<QByteArray> m_seen;
};

/// LRANGE and ZRANGE: pages by place.
class RangePager final : public ValuePager {
public:
    RangePager(ValueKind kind, QByteArray key, PageBudget budget, const QByteArray &match)
        : m_kind(kind), m_key(std::move(key)), m_budget(budget), m_match(match) {}

    std::vector<QByteArrayList> next() override
    {
        if (m_atEnd)
            return {};
        m_asked = m_budget.count();
        const QByteArray last = number(m_looked + m_asked - 1);
        if (m_kind == ValueKind::List)
            return {{"LLEN", m_key}, {"LRANGE", m_key, number(m_looked), last}};
        return {{"ZCARD", m_key}, {"ZRANGE", m_key, number(m_looked), last, "WITHSCORES"}};
    }

    Result<ValuePage> take(const std::vector<Result<Reply>> &replies) override
    {
        if (replies[0])
            m_total = replies[0]->root().integer(-1);
        if (!replies[1])
            return tl::unexpected(replies[1].error());
        std::vector<ValueRow> rows = m_kind == ValueKind::List ? listRows(replies[1]->root()) : scoredRows(replies[1]->root());
        m_looked += qint64(rows.size());
        m_budget.learn(sizeOf(rows), qint64(rows.size()));
        m_atEnd = qint64(rows.size()) < m_asked || (m_total >= 0 && m_looked >= m_total);
        if (!m_match.isEmpty())
            std::erase_if(rows, [this](const ValueRow &row) { return !globMatches(view(m_match), view(row.value)); });
        ValuePage page;
        page.rows = std::move(rows);
        return page;
    }

private:
    std::vector<ValueRow> listRows(ReplyView root) const
    {
        std::vector<ValueRow> rows;
        for (const ReplyView element : root)
            rows.push_back({{}, element.bytes(), m_looked + qint64(rows.size())});
        return rows;
    }

    /// RESP2: member, score, member, score …; RESP3: pairs.
    std::vector<ValueRow> scoredRows(ReplyView root) const
    {
        std::vector<ValueRow> rows;
        for (auto it = root.begin(); it != root.end(); ++it) {
            const qint64 rank = m_looked + qint64(rows.size());
            if ((*it).isAggregate()) {
                rows.push_back({(*it).at(0).bytes(), scoreText((*it).at(1)), rank});
                continue;
            }
            const QByteArray member = (*it).bytes();
            if (++it == root.end())
                break;
            rows.push_back({member, scoreText(*it), rank});
        }
        return rows;
    }

    ValueKind m_kind;
    QByteArray m_key;
    PageBudget m_budget;
    QByteArray m_match;  // the server cannot search lists: their pages are filtered here
    qint64 m_asked = 0;
};

class StreamPager final : public ValuePager {
public:
    StreamPager(QByteArray key, PageBudget budget) : m_key(std::move(key)), m_budget(budget) {}

    std::vector<QByteArrayList> next() override
    {
        if (m_atEnd)
            return {};
        m_asked = m_budget.count();
        // Exclusive ranges "(id" came with 6.2 only: the last entry comes again, and is dropped.
        std::vector<QByteArrayList> commands{{"XLEN", m_key},
                                             {"XRANGE", m_key, m_last.isEmpty() ? "-" : m_last, "+", "COUNT", number(m_asked + 1)}};
        if (m_last.isEmpty())
            commands.push_back({"XINFO", "GROUPS", m_key});
        return commands;
    }

    Result<ValuePage> take(const std::vector<Result<Reply>> &replies) override
    {
        if (replies[0])
            m_total = replies[0]->root().integer(-1);
        if (!replies[1])
            return tl::unexpected(replies[1].error());
        ValuePage page;
        for (const ReplyView entry : replies[1]->root()) {
            ValueRow row;
            row.name = entry.at(0).bytes();
            if (row.name == m_last)
                continue;
            row.value = fieldsText(entry.at(1));
            page.rows.push_back(std::move(row));
        }
        m_atEnd = qint64(replies[1]->root().size()) < m_asked + 1;
        if (!page.rows.empty())
            m_last = page.rows.back().name;
        m_looked += qint64(page.rows.size());
        m_budget.learn(sizeOf(page.rows), qint64(page.rows.size()));
        if (replies.size() > 2 && replies[2])
            page.note = groupsText(replies[2]->root());
        return page;
    }

private:
    static QByteArray fieldsText(ReplyView fields)
    {
        QByteArray text;
        bool isName = true;
        for (const ReplyView part : fields) {
            if (isName && !text.isEmpty())
                text += '\n';
            text += printable(part.text()).toUtf8();
            if (isName)
                text += " = ";
            isName = !isName;
        }
        return text;
    }

    static QByteArray groupsText(ReplyView groups)
    {
        QByteArrayList parts;
        for (const ReplyView group : groups)
            parts += printable(group.value("name").text()).toUtf8() + " (" + number(group.value("consumers").integer()) + ", "
                + number(group.value("pending").integer()) + ')';
        return parts.join(", ");
    }

    QByteArray m_key, m_last;
    PageBudget m_budget;
    qint64 m_asked = 0;
};

}  // namespace

PageBudget::PageBudget(qint64 bytes, qint64 elements) : m_count(100)
{
    if (elements <= 0 && bytes > 0 && bytes <= ValuePager::PageBytes)
        m_count = ValuePager::MostRows;
    learn(bytes, elements);
}

void PageBudget::learn(qint64 bytes, qint64 elements)
{
    if (bytes <= 0 || elements <= 0)
        return;
    const qint64 average = std::max<qint64>(1, bytes / elements);
    m_count = std::clamp<qint64>(ValuePager::PageBytes / average, 1, ValuePager::MostRows);
}

std::unique_ptr<ValuePager> ValuePager::create(ValueKind kind, const QByteArray &key, qint64 sizeHint, qint64 elements, const QByteArray &match)
{
    const PageBudget budget(sizeHint, elements);
    switch (kind) {
    case ValueKind::String: return std::make_unique<StringPager>(key);
    case ValueKind::Hash:
    case ValueKind::Set: return std::make_unique<CursorPager>(kind, key, budget, match);
    case ValueKind::SortedSet:
        if (!match.isEmpty())
            return std::make_unique<CursorPager>(kind, key, budget, match);
        [[fallthrough]];
    case ValueKind::List: return std::make_unique<RangePager>(kind, key, budget, match);
    case ValueKind::Stream: return std::make_unique<StreamPager>(key, budget);
    case ValueKind::None:
    case ValueKind::Other: break;
    }
    return nullptr;
}

QByteArray searchPattern(const QByteArray &typed)
{
    if (typed.isEmpty() || typed.contains('*') || typed.contains('?'))
        return typed;
    QByteArray pattern = "*";
    for (const char c : typed) {
        if (c == '[' || c == ']' || c == '\\' || c == '^')
            pattern += '\\';
        pattern += c;
    }
    return pattern + '*';
}

}  // namespace vermilion
