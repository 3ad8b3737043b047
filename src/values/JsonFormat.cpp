// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/JsonFormat.h"

#include "base/Bytes.h"

#include <QCoreApplication>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace vermilion {

namespace {

constexpr int IndentWidth = 2;
constexpr int DeepestIndent = 100;  // deeper levels stay at this column, or hostile nesting would grow by its square

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The end of the token that starts at `at`: a string, a bracket, a comma or colon, or a run of anything else.
size_t tokenEnd(std::string_view json, size_t at)
{
    if (json[at] == '"') {
        for (size_t i = at + 1; i < json.size(); ++i) {
            if (json[i] == '\\')
                ++i;
            else if (json[i] == '"')
                return i + 1;
        }
        return json.size();
    }
    const size_t end = std::string_view("{}[],:").find(json[at]) != std::string_view::npos
        ? at + 1
        : json.find_first_of("{}[],:\" \t\r\n", at);
    return end == std::string_view::npos ? json.size() : end;
}

template <typename Each> void forEachToken(std::string_view json, Each each)
{
    for (size_t at = 0; at < json.size();) {
        if (isSpace(json[at])) {
            ++at;
            continue;
        }
        const size_t end = tokenEnd(json, at);
        if (!each(json.substr(at, end - at)))
            return;
        at = end;
    }
}

/// Accepts everything: the reader checks, nobody keeps.
struct Nobody : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Nobody> {
    bool Default() { return true; }
};

}  // namespace

Result<void> checkJson(std::string_view bytes)
{
    const auto invalid = [](size_t offset, const char *reason) {
        const QString text = QCoreApplication::translate("vermilion::Codec", "Not valid JSON at byte %1: %2").arg(offset).arg(QString::fromLatin1(reason));
        return failure(ErrorCode::InvalidInput, text.toUtf8());
    };
    // The reader takes a zero byte for the end.
    if (const size_t zero = bytes.find('\0'); zero != std::string_view::npos)
        return invalid(zero, "a zero byte");
    rapidjson::MemoryStream stream(bytes.data(), bytes.size());
    rapidjson::Reader reader;
    Nobody nobody;
    constexpr unsigned Flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
    const rapidjson::ParseResult result = reader.Parse<Flags>(stream, nobody);
    if (result.IsError())
        return invalid(result.Offset(), rapidjson::GetParseError_En(result.Code()));
    return {};
}

Result<QByteArray> indentedJson(std::string_view json, qsizetype mostBytes)
{
    QByteArray out;
    out.reserve(qsizetype(json.size()) + qsizetype(json.size()) / 2);
    int depth = 0;
    bool opened = false;  // the last token opened a container
    const auto breakLine = [&] {
        out += '\n';
        out.append(IndentWidth * std::min(depth, DeepestIndent), ' ');
    };
    forEachToken(json, [&](std::string_view token) {
        const char c = token.front();
        const bool closes = c == '}' || c == ']';
        if (closes)
            --depth;
        if (closes ? !opened : opened)
            breakLine();
        out.append(token.data(), qsizetype(token.size()));
        opened = c == '{' || c == '[';
        if (opened)
            ++depth;
        else if (c == ',')
            breakLine();
        else if (c == ':')
            out += ' ';
        return out.size() <= mostBytes;
    });
    if (out.size() > mostBytes)
        return failure(ErrorCode::TooLarge);
    return out;
}

JsonStyle jsonStyle(std::string_view json)
{
    if (json.find('\n') != std::string_view::npos)
        return JsonStyle::Lines;
    JsonStyle style = JsonStyle::Tight;
    forEachToken(json, [&](std::string_view token) {
        if (token.front() != ':' && token.front() != ',')
            return true;
        const size_t after = size_t(token.data() - json.data()) + 1;
        if (after < json.size() && json[after] == ' ')
            style = JsonStyle::Spaced;
        return false;
    });
    return style;
}

QByteArray oneLineJson(std::string_view json, JsonStyle style)
{
    QByteArray out;
    out.reserve(qsizetype(json.size()));
    forEachToken(json, [&](std::string_view token) {
        out.append(token.data(), qsizetype(token.size()));
        if (style == JsonStyle::Spaced && (token.front() == ':' || token.front() == ','))
            out += ' ';
        return true;
    });
    return out;
}

}  // namespace vermilion
