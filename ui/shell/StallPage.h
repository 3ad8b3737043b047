// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/StallMeter.h"

#include <QTimer>
#include <QWidget>

namespace vermilion {

/// The stall meter's histogram: how late the window answered, by class. Repaints only while it is seen.
class StallPage : public QWidget {
    Q_OBJECT
public:
    explicit StallPage(StallMeter *meter, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();

    StallMeter *const m_meter;   // not owned
    StallMeter::Report m_report;
    QTimer m_second;
};

}  // namespace vermilion
