// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <optional>
#include <string_view>

// Keys and values are bytes. Text is a view of them, made here and nowhere else.
namespace vermilion {

inline std::string_view view(const QByteArray &bytes) { return {bytes.constData(), static_cast<size_t>(bytes.size())}; }
inline QByteArray bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

bool isUtf8(std::string_view bytes);
/// Valid UTF-8 without control characters other than tab, newline and carriage return.
bool isText(std::string_view bytes);

/// One line for a list: UTF-8 where valid; control characters, invalid bytes and backslashes as \n \t \\ \xHH.
/// `maxBytes` > 0 cuts the input first and ends the line with an ellipsis. Empty input gives an empty string.
QString printable(std::string_view bytes, qsizetype maxBytes = 0);

/// redis-cli's quoting: "…" with \" \\ \n \r \t \a \b \xHH; pure ASCII, safe to paste into a shell-free console.
QByteArray escaped(std::string_view bytes);
/// The reverse of printable() and of escaped() without its quotes; nothing when an escape is malformed.
std::optional<QByteArray> unescaped(QStringView text);

QString hexDump(std::string_view bytes);       ///< "48 65 6c": lower-case pairs with spaces
std::optional<QByteArray> fromHex(QStringView text);  ///< pairs, white space ignored; nothing when malformed

}  // namespace vermilion
