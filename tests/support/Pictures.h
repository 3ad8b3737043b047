// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace vermilion {

/// With VERMILION_PICTURES=folder: what the window looks like now, with the dialog over it, light and dark, large and small.
/// Without it nothing happens. QT_SCALE_FACTOR makes them as sharp screens show them.
inline void takePictures(QWidget *window, const QString &name)
{
    const QString folder = qEnvironmentVariable("VERMILION_PICTURES");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    const Theme::Mode before = Theme::current()->mode();
    for (const QSize &size : {QSize(1280, 800), QSize(800, 500)}) {
        window->resize(size);
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            Theme::current()->setMode(mode);
            QTest::qWait(120);
            QPixmap pixmap = window->grab();
            if (QWidget *dialog = QApplication::activeModalWidget()) {
                const QRect frame(QPoint((size.width() - dialog->width()) / 2, qMax(0, (size.height() - dialog->height()) / 2)), dialog->size());
                dialog->render(&pixmap, frame.topLeft());
                QPainter painter(&pixmap);
                painter.setPen(Theme::current()->color(Theme::Role::Muted));
                painter.drawRect(frame.adjusted(-1, -1, 0, 0));
            }
            const QString file = QStringLiteral("%1-%2-%3.png").arg(name, mode == Theme::Mode::Light ? QStringLiteral("light") : QStringLiteral("dark"),
                                                                    QString::number(size.width()));
            pixmap.save(QDir(folder).filePath(file));
        }
    }
    Theme::current()->setMode(before);
}

}  // namespace vermilion
