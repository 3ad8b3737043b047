// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "net/Endpoint.h"

#include <QMap>
#include <QObject>

#include <memory>

namespace vermilion {

/// The demo: a private server, filled with data, with a little traffic. GUI thread; the filling happens on the I/O thread.
/// Keep it alive as long as the console shows it, and destroy it before shutdownIo(): the server goes with it.
class Demo : public QObject {
    Q_OBJECT
public:
    explicit Demo(QObject *parent = nullptr);
    ~Demo() override;

    void start();               ///< once; ready() or failed() follows
    Endpoint endpoint() const;  ///< from ready() on
    static QMap<int, QString> databaseNames();  ///< translated: what each database holds

signals:
    void progressed(const vermilion::Progress &progress);  ///< while it is filled
    void ready(const vermilion::Endpoint &endpoint);       ///< filled: connect to it
    void failed(const vermilion::Error &error);            ///< no server program, or it ended

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
