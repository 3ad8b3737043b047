// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <functional>

namespace vermilion {

/// Something only the user can decide. Presenters emit it; a dialog – or a test – answers. All texts are translated.
struct Question {
    QString title;          ///< "Delete 1,204 keys?"
    QString text;           ///< what will happen, on which server, in which database
    QStringList samples;    ///< a few of the things concerned, printable
    QString accept;         ///< the verb on the button: "Delete"
    bool dangerous = false; ///< the safe button is the default
    QString typeToConfirm;  ///< not empty (production): must be typed before the button is enabled
};
using Answer = std::function<void(bool accepted)>;

}  // namespace vermilion

Q_DECLARE_METATYPE(vermilion::Question)
Q_DECLARE_METATYPE(vermilion::Answer)
