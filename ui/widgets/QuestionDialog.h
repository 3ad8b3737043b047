// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Question.h"

class QWidget;

namespace vermilion {

/// Shows the question as a window-modal dialog (never exec()) and calls `answer` exactly once.
void ask(QWidget *parent, const Question &question, Answer answer);

}  // namespace vermilion
