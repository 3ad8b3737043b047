// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QLoggingCategory>
#include <QString>

namespace vermilion {

Q_DECLARE_LOGGING_CATEGORY(logNet)
Q_DECLARE_LOGGING_CATEGORY(logClient)
Q_DECLARE_LOGGING_CATEGORY(logKeyspace)
Q_DECLARE_LOGGING_CATEGORY(logUi)

/// A command for the log: its name and how many arguments, never values or secrets ("SET +2", "AUTH ***").
QString redacted(const QByteArrayList &command);

/// Replaces the password part of every URL in a text by "***".
QString withoutUrlPasswords(QString text);

}  // namespace vermilion
