// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

#include <optional>
#include <string_view>

namespace vermilion {

/// Splits a line into words by redis-cli's rules (sdssplitargs in sds.c): white space separates; "…" knows \xHH \n \r \t \b \a \\ \";
/// '…' knows \'; a closing quote must be followed by white space or the end. Nothing when quotes do not match.
std::optional<QByteArrayList> splitCommandLine(std::string_view line);

}  // namespace vermilion
