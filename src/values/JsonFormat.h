// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <string_view>

// JSON without loss: tokens are copied as they are written, only the white space between them changes.
namespace vermilion {

/// Is it one JSON document (RFC 8259, valid UTF-8, any depth)? If not: InvalidInput with the place in words.
Result<void> checkJson(std::string_view bytes);

// The following expect a document that checkJson() accepted.
Result<QByteArray> indentedJson(std::string_view json, qsizetype mostBytes);  ///< TooLarge when it would grow over mostBytes

/// How a document is written: over lines, on one line with spaces after commas and colons (Python's way), or without any.
enum class JsonStyle { Lines, Spaced, Tight };
JsonStyle jsonStyle(std::string_view json);
QByteArray oneLineJson(std::string_view json, JsonStyle style);

}  // namespace vermilion
