// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/Theme.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace vermilion {

/// A line over a panel that says something without hiding what is under it: "Connection lost. Trying again in 4 s [Now]".
class NoticeBar : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Info, Caution, Danger };
    explicit NoticeBar(QWidget *parent = nullptr);

    void say(Tone tone, const QString &text, const QString &button = {}, std::function<void()> run = {});
    void setClosable(bool closable);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void dress();

    Tone m_tone = Tone::Info;
    std::function<void()> m_run;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
    QToolButton *m_close;
};

}  // namespace vermilion
