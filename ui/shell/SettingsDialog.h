// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/Settings.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QListWidget;
class QSpinBox;
class QStackedWidget;

namespace vermilion {

class StallMeter;

/// Every setting in four pages. What is changed holds at once; there is nothing to apply.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    enum class Page { Appearance, Browsing, Shortcuts, Developer };
    SettingsDialog(Settings *settings, StallMeter *stalls, QWidget *parent = nullptr);
    void showPage(Page page);

private:
    QWidget *appearancePage();
    QWidget *browsingPage();
    QWidget *developerPage(StallMeter *stalls);
    QSpinBox *number(Settings::Key key, const QString &name, int from, int to, const QString &suffix);
    void addHelp(QFormLayout *form, const QString &text);

    Settings *const m_settings;   // not owned
    QListWidget *m_pages;
    QStackedWidget *m_stack;
};

}  // namespace vermilion
