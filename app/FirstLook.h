// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <functional>
#include <vector>

class QWidget;

namespace vermilion {

/// `--first-look DIRECTORY`: does the main job once with the window's own widgets – wait for the keys, find one, open it, edit it,
/// change its TTL – and leaves pictures of it, light and dark, in the directory. For machines without a display, and for the
/// documentation. Knows the window only by the names of its widgets, as a person or a screen reader does; waits for what it
/// expects to see, never for a time. A server that was not made for this is only looked at, never written to.
class FirstLook : public QObject {
    Q_OBJECT
public:
    /// `mayWrite`: the server is the demo's own.
    FirstLook(QWidget *window, QString directory, bool mayWrite, QObject *parent = nullptr);

    void start();  ///< when the window is shown

signals:
    void finished(int exitCode);  ///< 0: done; 1: something expected did not appear, which standard error names

private:
    /// One thing to do as soon as it can be done: true when it was.
    struct Step {
        QString name;
        std::function<bool()> attempt;
    };
    void plan();
    void planEdit();
    void planPictures();
    void then(const QString &name, std::function<bool()> attempt) { m_steps.push_back({name, std::move(attempt)}); }
    void advance();
    void fail(const QString &reason);

    bool settled();
    bool picture(const QString &name);
    bool calm();
    QPixmap wholePicture() const;
    bool type(const char *field, const QString &text);
    bool click(const char *button);
    bool openKey(const QString &name);
    template <typename Widget> Widget *find(const char *name) const;

    QPointer<QWidget> m_window;
    const QString m_directory;
    const bool m_mayWrite;
    std::vector<Step> m_steps;
    size_t m_step = 0;
    int m_attempts = 0;
    int m_lastRows = -1, m_calm = 0, m_wait = 0;
    QImage m_lastPicture;
    QTimer m_timer;
};

}  // namespace vermilion
