// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Connection.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

namespace vermilion {

/// Sends and waits, for tests only: the program itself never blocks. A Timeout after 30 s without an answer.
inline Result<Reply> ask(Connection *connection, Request request)
{
    QObject context;
    QEventLoop loop;
    Result<Reply> answer = failure(ErrorCode::Timeout, "the test waited long enough");
    QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
    connection->send(std::move(request), &context, [&](Result<Reply> result) {
        answer = std::move(result);
        loop.quit();
    });
    loop.exec();
    return answer;
}

inline Result<Reply> ask(Connection *connection, QByteArrayList command)
{
    return ask(connection, Request{std::move(command), false, {}, {}});
}

inline std::vector<Result<Reply>> askAll(Connection *connection, std::vector<Request> requests)
{
    QObject context;
    QEventLoop loop;
    std::vector<Result<Reply>> answers;
    QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
    connection->sendAll(std::move(requests), &context, [&](std::vector<Result<Reply>> results) {
        answers = std::move(results);
        loop.quit();
    });
    loop.exec();
    return answers;
}

/// Returns when all that was sent before has been handed to the system, even if the server reads nothing.
inline void waitUntilWritten(Connection *connection)
{
    QMetaObject::invokeMethod(connection, [] {}, Qt::BlockingQueuedConnection);
}

/// The text of an answer, or "!" and the number of its error code.
inline QByteArray textOf(const Result<Reply> &result)
{
    if (!result)
        return "!" + QByteArray::number(int(result.error().code)) + ' ' + result.error().detail;
    const ReplyView root = result->root();
    return root.type() == ReplyType::Integer ? QByteArray::number(qlonglong(root.integer())) : root.bytes();
}

/// A connection on the I/O thread that ends with the test.
class TestConnection {
public:
    explicit TestConnection(const QString &url, const ConnectionOptions &options = {})
        : m_connection(new Connection(*Endpoint::fromUrl(url), options))
    {
        m_connection->moveToThread(ioThread());
    }
    ~TestConnection()
    {
        m_connection->disconnect();
        m_connection->deleteLater();
    }
    Connection *operator->() const { return m_connection; }
    Connection *get() const { return m_connection; }

private:
    Connection *m_connection;
};

}  // namespace vermilion
