// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoWriter.h"

#include "client/Connection.h"
#include "demo/DemoData.h"
#include "demo/DemoTraffic.h"

#include <QTimer>

namespace vermilion {

namespace {

constexpr int BatchesOnTheWay = 3;  // the next ones are made while the server works on these

std::vector<Request> asRequests(std::vector<QByteArrayList> commands)
{
    std::vector<Request> requests;
    requests.reserve(commands.size());
    for (QByteArrayList &command : commands)
        requests.push_back({std::move(command), false, {}, {}});
    return requests;
}

}  // namespace

class DemoWriter::Private {
public:
    void pump();
    void batchDone(const std::vector<Result<Reply>> &results);
    void fail(const Error &error);
    void beginTraffic();

    DemoWriter *q = nullptr;
    Endpoint endpoint;
    std::unique_ptr<Connection> connection;
    std::unique_ptr<DemoData> data;
    DemoTraffic traffic;
    QTimer *tick = nullptr;
    int database = 0;
    int onTheWay = 0;
    bool begun = false, exhausted = false, over = false;
};

DemoWriter::DemoWriter(Endpoint endpoint) : d(std::make_unique<Private>())
{
    d->q = this;
    d->endpoint = std::move(endpoint);
}

DemoWriter::~DemoWriter() = default;

void DemoWriter::start()
{
    ConnectionOptions options;
    options.clientName = "vermilion-demo";
    options.reconnect = false;
    options.learnCommands = false;
    options.requestTimeout = std::chrono::milliseconds(0);
    d->data = std::make_unique<DemoData>();
    d->connection = std::make_unique<Connection>(d->endpoint, options);
    connect(d->connection.get(), &Connection::stateChanged, this, [this](LinkState state, const Error &error) {
        if (state == LinkState::Ready && !d->begun) {
            d->begun = true;
            d->pump();
        } else if (state == LinkState::Failed || state == LinkState::Waiting) {
            d->fail(error);
        }
    });
    d->connection->open();
}

void DemoWriter::Private::pump()
{
    while (onTheWay < BatchesOnTheWay && !exhausted && !over) {
        DemoData::Batch batch = data->next();
        if (batch.commands.empty()) {
            exhausted = true;
            break;
        }
        if (batch.database != database) {
            database = batch.database;
            connection->selectDatabase(database);
        }
        ++onTheWay;
        connection->sendAll(asRequests(std::move(batch.commands)), q,
                            [this](const std::vector<Result<Reply>> &results) { batchDone(results); });
    }
    if (exhausted && onTheWay == 0 && !over)
        beginTraffic();
}

void DemoWriter::Private::batchDone(const std::vector<Result<Reply>> &results)
{
    --onTheWay;
    for (const Result<Reply> &result : results) {
        if (!result)
            return fail(result.error());
    }
    emit q->progressed({data->stepsDone(), data->steps(), false, 0});
    pump();
}

void DemoWriter::Private::fail(const Error &error)
{
    if (over)
        return;
    over = true;
    if (tick)
        tick->stop();
    emit q->failed(error);
}

void DemoWriter::Private::beginTraffic()
{
    over = true;
    data.reset();
    connection->selectDatabase(0);
    tick = new QTimer(q);
    tick->setInterval(DemoTraffic::IntervalMs);
    QObject::connect(tick, &QTimer::timeout, q, [this] {
        connection->sendAll(asRequests(traffic.next()), q, [](const std::vector<Result<Reply>> &) {});
    });
    tick->start();
    emit q->filled();
}

}  // namespace vermilion
