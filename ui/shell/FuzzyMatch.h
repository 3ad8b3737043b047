// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace vermilion {

/// How well `typed` fits `text`, as palettes do it: every typed letter in order, ignoring case. Starts of words, runs and an early
/// start score higher. 0: does not fit; an empty `typed` fits everything with 1.
int fuzzyScore(QStringView typed, QStringView text);

}  // namespace vermilion
