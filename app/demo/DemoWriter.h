// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "net/Endpoint.h"

#include <QObject>

#include <memory>

namespace vermilion {

/// Fills the demo's server over a link of its own and then keeps a little traffic going. Made anywhere, moved to the I/O thread
/// before start(); everything happens there, in small batches, so that the console's own replies pass between them.
class DemoWriter : public QObject {
    Q_OBJECT
public:
    explicit DemoWriter(Endpoint endpoint);
    ~DemoWriter() override;

    void start();  ///< on its own thread

signals:
    void progressed(const vermilion::Progress &progress);
    void filled();
    void failed(const vermilion::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
