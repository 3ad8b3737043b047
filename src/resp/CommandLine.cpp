// SPDX-License-Identifier: GPL-3.0-or-later
#include "resp/CommandLine.h"

#include <QByteArray>

namespace vermilion {

namespace {

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char unescapedLetter(char c)
{
    switch (c) {
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'b': return '\b';
    case 'a': return '\a';
    default: return c;
    }
}

/// Walks one line; each function consumes what it is named after.
class Splitter {
public:
    explicit Splitter(std::string_view line) : m_rest(line) {}

    std::optional<QByteArrayList> words()
    {
        QByteArrayList all;
        for (skipSpace(); !m_rest.empty(); skipSpace()) {
            QByteArray word;
            if (!takeWord(word))
                return std::nullopt;
            all += word;
        }
        return all;
    }

private:
    char take()
    {
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        return c;
    }
    bool atWordEnd() const { return m_rest.empty() || isSpace(m_rest.front()); }
    void skipSpace()
    {
        while (!m_rest.empty() && isSpace(m_rest.front()))
            m_rest.remove_prefix(1);
    }

    bool takeWord(QByteArray &word)
    {
        while (!atWordEnd()) {
            const char c = take();
            if (c == '"' || c == '\'')
                return (c == '"' ? takeDoubleQuoted(word) : takeSingleQuoted(word)) && atWordEnd();
            word += c;
        }
        return true;
    }

    bool takeDoubleQuoted(QByteArray &word)
    {
        while (!m_rest.empty()) {
            const char c = take();
            if (c == '"')
                return true;
            if (c != '\\' || m_rest.empty())
                word += c;
            else if (m_rest.size() >= 3 && m_rest[0] == 'x' && hexDigit(m_rest[1]) >= 0 && hexDigit(m_rest[2]) >= 0) {
                word += static_cast<char>(hexDigit(m_rest[1]) * 16 + hexDigit(m_rest[2]));
                m_rest.remove_prefix(3);
            } else
                word += unescapedLetter(take());
        }
        return false;
    }

    bool takeSingleQuoted(QByteArray &word)
    {
        while (!m_rest.empty()) {
            const char c = take();
            if (c == '\'')
                return true;
            if (c == '\\' && !m_rest.empty() && m_rest.front() == '\'')
                word += take();
            else
                word += c;
        }
        return false;
    }

    std::string_view m_rest;
};

}  // namespace

std::optional<QByteArrayList> splitCommandLine(std::string_view line)
{
    return Splitter(line).words();
}

}  // namespace vermilion
