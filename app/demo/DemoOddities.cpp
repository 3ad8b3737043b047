// SPDX-License-Identifier: GPL-3.0-or-later
// db 0: names and values that break lesser tools, each once or twice.
#include "demo/DemoChapters.h"

namespace vermilion {

namespace {

void writeOddNames(DemoRandom &random, int, DemoCommands &out)
{
    QByteArray deep;
    for (int level = 1; level <= 40; ++level)
        deep += "level" + decimal(level) + ':';
    out.push_back({"SET", "odd:" + deep + "bottom", "forty folders down"});
    out.push_back({"SET", QByteArray("", 0), "a key whose name is empty"});
    out.push_back({"SET", "odd:two\nlines", "a name with a newline"});
    out.push_back({"SET", "odd:tab\there", "a name with a tab"});
    out.push_back({"SET", "odd:  spaces  ", "spaces at both ends"});
    out.push_back({"SET", "odd:quote\"and\\backslash", "quoting"});
    out.push_back({"SET", "odd::", "empty parts"});
    out.push_back({"SET", "odd:*?[a-z]", "a name that looks like a pattern"});
    out.push_back({"SET", QByteArray("odd:zero\0byte", 13), "a NUL inside the name"});
    out.push_back({"SET", "odd:invalid-utf8:\xff\xfe\xc3\x28", "not UTF-8"});
    out.push_back({"SET", "odd:right-to-left:\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"});
    out.push_back({"HSET", "\xE7\x94\xA8\xE6\x88\xB7:\xE5\xBC\xA0\xE4\xBC\x9F:\xE8\xB5\x84\xE6\x96\x99", "\xE5\x9F\x8E\xE5\xB8\x82",
                   "\xE4\xB8\x8A\xE6\xB5\xB7", "\xE8\xAF\xAD\xE8\xA8\x80", "\xE4\xB8\xAD\xE6\x96\x87"});
    out.push_back({"SET", "odd:long-name:" + random.hex(4096), "a name of four kilobytes"});
}

void writeBinaryName(DemoRandom &random, int i, DemoCommands &out)
{
    QByteArray name("bin:\x00\x01\xfe\xff", 8);
    for (int byte = 0; byte < 12; ++byte)
        name += static_cast<char>(random.below(256));
    ProtobufWriter message;
    message.varint(1, static_cast<uint64_t>(i)).bytes(2, random.hex(16));
    out.push_back({"SET", name, message.message()});
}

void writeOddValues(DemoRandom &random, int, DemoCommands &out)
{
    out.push_back({"SET", "odd:value:empty", QByteArray("", 0)});
    out.push_back({"SET", "odd:value:gzip", gzipped("{\"compressed\":true,\"text\":\"" + QByteArray(2000, 'x') + "\"}")});
    out.push_back({"SET", "odd:value:latin1", "caf\xe9 cr\xe8me"});
    out.push_back({"SET", "odd:value:big-number", "{\"id\":9007199254740993,\"exact\":1.10}"});
    out.push_back({"SET", "odd:value:broken-json", "{\"name\": \"ada\", \"tags\": [1, 2"});
    out.push_back({"SET", "odd:value:crlf", "first\r\nsecond\r\nthird"});
    out.push_back({"SET", "odd:value:nested-json", QByteArray(60, '[') + "1" + QByteArray(60, ']')});
    out.push_back({"SET", "odd:value:counter", "9223372036854775807"});
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    out.push_back({"SET", "odd:value:all-bytes", all});
    out.push_back({"HSET", "odd:value:binary-fields", QByteArray("\x00\x01", 2), all, "plain", "text", "\xff", floatVector(random, 8)});
    out.push_back({"ZADD", "odd:value:infinite-scores", "-inf", "lowest", "+inf", "highest", "0.1", "a tenth", "1e300", "huge"});
    out.push_back({"RPUSH", "odd:value:same-elements", "same", "same", "", "same"});
}

}  // namespace

void addOddityChapters(DemoChapters &chapters)
{
    chapters.push_back({0, 1, writeOddNames});
    chapters.push_back({0, 60, writeBinaryName});
    chapters.push_back({0, 1, writeOddValues});
}

}  // namespace vermilion
