// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "CommandLine.h"
#include "demo/Demo.h"
#include "shell/MainWindow.h"

#include <QTranslator>

#include <memory>

namespace vermilion {

/// The composition root: puts the program together from its parts, and takes it apart in the right order.
class Composition : public QObject {
    Q_OBJECT
public:
    explicit Composition(CommandLine line);
    ~Composition() override;

    void start();
    MainWindow *window() { return m_window.get(); }

private:
    void loadTranslations();
    void endInOrder();
    void openDemo();
    void demoReady(const Endpoint &endpoint);
    void showPictures();

    CommandLine m_line;
    QList<std::shared_ptr<QTranslator>> m_translators;
    Settings m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Demo> m_demo;
};

}  // namespace vermilion
