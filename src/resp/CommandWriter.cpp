// SPDX-License-Identifier: GPL-3.0-or-later
#include "resp/CommandWriter.h"

#include <charconv>

namespace vermilion {

namespace {

void appendHeader(QByteArray &out, char type, qsizetype number)
{
    char text[24];
    text[0] = type;
    char *end = std::to_chars(text + 1, text + sizeof text - 2, static_cast<long long>(number)).ptr;
    *end++ = '\r';
    *end++ = '\n';
    out.append(text, end - text);
}

}  // namespace

void writeCommand(QByteArray &out, const QByteArrayList &command)
{
    qsizetype size = out.size() + 16;
    for (const QByteArray &part : command)
        size += part.size() + 24;
    if (out.capacity() < size)
        out.reserve(std::max(size, 2 * out.capacity()));

    appendHeader(out, '*', command.size());
    for (const QByteArray &part : command) {
        appendHeader(out, '$', part.size());
        out.append(part).append("\r\n", 2);
    }
}

}  // namespace vermilion
