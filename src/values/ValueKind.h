// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ServerFacts.h"
#include "resp/Reply.h"

#include <QByteArray>

namespace vermilion {

/// How a value is read and edited. Other is every type that modules bring, and whatever comes next.
enum class ValueKind { None, String, List, Hash, Set, SortedSet, Stream, Other };

/// From the answer of TYPE ("none" for a key that is not there).
ValueKind valueKind(const QByteArray &type);
/// STRLEN, LLEN …; empty for kinds that have no such command.
QByteArray lengthCommand(ValueKind kind);
bool isCollection(ValueKind kind);
/// A score as text: as the server wrote it, or – RESP3 sends doubles – the shortest that means the same number.
QByteArray scoreText(ReplyView score);

}  // namespace vermilion
