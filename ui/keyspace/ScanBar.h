// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QProgressBar;
class QToolButton;

namespace vermilion {

class BrowserPresenter;
class ElidedLabel;

/// How far the scan – or a bulk action – is, in words and as a bar, with pause, stop and politeness beside it.
class ScanBar : public QWidget {
    Q_OBJECT
public:
    explicit ScanBar(BrowserPresenter *presenter, QWidget *parent = nullptr);

private:
    void update();
    void showBulk();
    void showScan();
    void showLookUp();
    void addShareMenu();

    BrowserPresenter *const m_presenter;
    ElidedLabel *m_text;
    QProgressBar *m_bar;
    QToolButton *m_again, *m_lookUp, *m_pause, *m_stop, *m_share;
};

}  // namespace vermilion
