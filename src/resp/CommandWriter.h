// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace vermilion {

/// Appends a command as a RESP array of bulk strings.
void writeCommand(QByteArray &out, const QByteArrayList &command);

}  // namespace vermilion
