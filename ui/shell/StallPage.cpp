// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StallPage.h"

#include "base/Format.h"
#include "theme/Theme.h"

#include <QPainter>

#include <cmath>

namespace vermilion {

namespace {

constexpr int Bars = int(std::tuple_size_v<decltype(StallMeter::Report::histogram)>);

QString classLabel(int i)
{
    const auto &bounds = StallMeter::Report::Bounds;
    return i < int(bounds.size()) ? QString(u'≤' + QString::number(bounds[size_t(i)])) : QString(u'>' + QString::number(bounds.back()));
}

}  // namespace

StallPage::StallPage(StallMeter *meter, QWidget *parent) : QWidget(parent), m_meter(meter)
{
    setMinimumHeight(150);
    setAccessibleName(tr("How late the window answered"));
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &StallPage::refresh);
}

void StallPage::showEvent(QShowEvent *) { refresh(); m_second.start(); }
void StallPage::hideEvent(QHideEvent *) { m_second.stop(); }

void StallPage::refresh()
{
    m_report = m_meter->report();
    const qint64 longest = std::chrono::duration_cast<std::chrono::milliseconds>(m_report.longest).count();
    setAccessibleDescription(tr("%1 samples, %2 over 16 ms, longest %3 ms")
                                 .arg(formatCount(qint64(m_report.samples)), formatCount(qint64(m_report.stalls))).arg(longest));
    update();
}

void StallPage::paintEvent(QPaintEvent *)
{
    const Theme *theme = Theme::current();
    QPainter painter(this);
    painter.setFont(theme->uiFont(Theme::Text::Small));
    const int line = painter.fontMetrics().height();
    painter.setPen(theme->color(Theme::Role::Muted));
    painter.drawText(QRect(0, 0, width(), line), Qt::AlignLeft,
                     m_meter->isRunning() ? accessibleDescription() : tr("Not running. Switch it on to measure."));

    // Logarithmic: one stall must be visible beside a million good answers.
    uint64_t most = 1;
    for (const uint64_t n : m_report.histogram)
        most = std::max(most, n);
    const QRectF area(0, line + Theme::S3, width(), height() - 2 * line - 2 * Theme::S3);
    const double step = area.width() / Bars;
    for (int i = 0; i < Bars; ++i) {
        const uint64_t n = m_report.histogram[size_t(i)];
        const double share = n ? std::log1p(double(n)) / std::log1p(double(most)) : 0;
        const bool late = i > 0 && StallMeter::Report::Bounds[size_t(i - 1)] >= 16;
        const QRectF bar(area.left() + i * step + 2, area.bottom() - share * area.height(), step - 4, share * area.height());
        painter.fillRect(bar, theme->color(late ? Theme::Role::Danger : Theme::Role::Accent));
        painter.drawText(QRectF(area.left() + i * step, area.bottom() + 2, step, line), Qt::AlignHCenter, classLabel(i));
    }
    painter.setPen(theme->color(Theme::Role::Line));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setPen(theme->color(Theme::Role::Muted));
}

}  // namespace vermilion
