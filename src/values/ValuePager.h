// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Request.h"
#include "values/ValueKind.h"

#include <QSet>

namespace vermilion {

/// One element of a collection as it was read. `name` is what addresses it: the field, the member, the stream ID; lists use `index`.
struct ValueRow {
    QByteArray name;
    QByteArray value;   ///< hash value, list element, score as the server wrote it, stream fields in printable form
    qint64 index = -1;  ///< place in a list, rank in a sorted set read by rank
};

struct ValuePage {
    std::vector<ValueRow> rows;  ///< collections
    QByteArray bytes;            ///< strings: what follows the bytes read before
    QByteArray note;             ///< one printable line about the whole ("2 consumer groups: …"), streams only
};

/// Reads a value page by page: says what to ask next and takes the answers. Knows no socket; tests drive it by hand.
class ValuePager {
public:
    static constexpr qint64 PageBytes = 1 << 20;      ///< what a page aims at, by the average size of an element
    static constexpr qint64 MostRows = 2000;          ///< and the most elements of a page
    static constexpr qint64 WholeString = 1 << 20;    ///< strings up to here are read whole at once
    static constexpr qint64 FirstRange = 256 << 10;   ///< of larger ones, this comes first

    virtual ~ValuePager() = default;
    /// A pipeline; all of them only read. Empty when there is nothing left.
    virtual std::vector<QByteArrayList> next() = 0;
    virtual Result<ValuePage> take(const std::vector<Result<Reply>> &replies) = 0;

    bool atEnd() const { return m_atEnd; }
    qint64 total() const { return m_total; }      ///< bytes or elements of the whole value by its last answer; -1: not known
    qint64 looked() const { return m_looked; }    ///< bytes or elements seen so far, also those that did not match

    /// `sizeHint`: bytes of the whole by MEMORY USAGE, -1 unknown; `elements` likewise. `match` (glob by the server's rules) reads only
    /// fields or members – of lists, elements – that match. Null for kinds that cannot be paged.
    static std::unique_ptr<ValuePager> create(ValueKind kind, const QByteArray &key, qint64 sizeHint = -1, qint64 elements = -1,
                                              const QByteArray &match = {});

protected:
    bool m_atEnd = false;
    qint64 m_total = -1;
    qint64 m_looked = 0;
};

/// How many elements the next page asks for, from the sizes seen so far.
class PageBudget {
public:
    PageBudget(qint64 bytes, qint64 elements);
    qint64 count() const { return m_count; }
    void learn(qint64 bytes, qint64 elements);

private:
    qint64 m_count;
};

/// What a user typed into the search field as a server pattern: taken as it is when it holds * or ?, else as a substring.
QByteArray searchPattern(const QByteArray &typed);

}  // namespace vermilion
