// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Demo.h"

#include "client/Connection.h"
#include "demo/DemoServer.h"
#include "demo/DemoWriter.h"

#include <QPointer>
#include <QThread>

namespace vermilion {

class Demo::Private {
public:
    void fill(Demo *demo);

    DemoServer server;
    QPointer<DemoWriter> writer;
};

Demo::Demo(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    connect(&d->server, &DemoServer::ready, this, [this] { d->fill(this); });
    connect(&d->server, &DemoServer::failed, this, &Demo::failed);
}

Demo::~Demo()
{
    // The writer belongs to the I/O thread and ends there.
    if (d->writer) {
        disconnect(d->writer, nullptr, this, nullptr);
        d->writer->deleteLater();
    }
}

void Demo::start() { d->server.start(); }

void Demo::Private::fill(Demo *demo)
{
    writer = new DemoWriter(server.endpoint());
    writer->moveToThread(ioThread());
    connect(writer, &DemoWriter::progressed, demo, &Demo::progressed);
    connect(writer, &DemoWriter::failed, demo, &Demo::failed);
    connect(writer, &DemoWriter::filled, demo, [demo] { emit demo->ready(demo->endpoint()); });
    QMetaObject::invokeMethod(writer, &DemoWriter::start, Qt::QueuedConnection);
}

Endpoint Demo::endpoint() const { return d->server.endpoint(); }

QMap<int, QString> Demo::databaseNames()
{
    return {{0, tr("Multimodal worker")}, {1, tr("Retrieval proxy")}, {2, tr("AI agents")}};
}

}  // namespace vermilion
