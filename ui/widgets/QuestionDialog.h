// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Question.h"

class QWidget;

namespace vermilion {

/// Shows the question as a window-modal dialog (never exec()) and calls `answer` exactly once; not at all when `parent` is
/// destroyed first, since whoever asked went with it.
void ask(QWidget *parent, const Question &question, Answer answer);

}  // namespace vermilion
