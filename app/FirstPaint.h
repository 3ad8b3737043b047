// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace vermilion {

/// Prints a line on standard output once the window has been painted for the first time: how benchmarks tell when a start is over.
class FirstPaint : public QObject {
public:
    explicit FirstPaint(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

}  // namespace vermilion
