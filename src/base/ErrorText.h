// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <QString>

namespace vermilion {

/// An error in words: what happened, why (as far as it is known), and what to do next. Translated.
struct ErrorText {
    QString what;
    QString why;
    QString next;

    QString oneLine() const;    ///< `what`, with the server's words where they add something
    QString paragraph() const;  ///< the three sentences that are not empty, joined by spaces
};

ErrorText describe(const Error &error);

}  // namespace vermilion
