// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ReconnectPolicy.h"

#include <QTest>

using namespace vermilion;
using namespace std::chrono_literals;

class TestReconnectPolicy : public QObject {
    Q_OBJECT
private slots:
    void doublesUpToALimit()
    {
        ReconnectPolicy policy([] { return 0.0; });
        const Error refused{ErrorCode::ConnectionRefused, {}, {}};
        for (const auto expected : {250ms, 500ms, 1000ms, 2000ms, 4000ms, 8000ms, 16000ms, 30000ms, 30000ms})
            QCOMPARE(policy.next(refused), expected);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(policy.next(refused), 30000ms);
        policy.succeeded();
        QCOMPARE(policy.next(refused), 250ms);
    }

    void chanceTakesUpToHalf()
    {
        ReconnectPolicy policy([] { return 0.999; });
        const Error refused{ErrorCode::ConnectionRefused, {}, {}};
        QCOMPARE(policy.next(refused), 250ms);  // never below the shortest
        policy.next(refused);
        const auto third = policy.next(refused);
        QVERIFY(third > 500ms && third < 510ms);
        ReconnectPolicy real;
        for (int i = 0; i < 100; ++i) {
            const auto pause = real.next(refused);
            QVERIFY(pause >= 250ms && pause <= 30000ms);
        }
    }

    void loadingIsAskedMoreOften()
    {
        ReconnectPolicy policy([] { return 0.0; });
        for (int i = 0; i < 10; ++i)
            QVERIFY(policy.next({ErrorCode::Loading, {}, {}}) <= 2000ms);
    }

    void someThingsOnlyTheUserMends()
    {
        for (const ErrorCode code : {ErrorCode::WrongPassword, ErrorCode::AuthRequired, ErrorCode::TlsUntrusted, ErrorCode::TlsHostName,
                                     ErrorCode::TlsExpired, ErrorCode::ProtectedMode, ErrorCode::DatabaseOutOfRange, ErrorCode::NotRedis})
            QVERIFY(!ReconnectPolicy::isMendable(code));
        for (const ErrorCode code : {ErrorCode::ConnectionRefused, ErrorCode::ConnectionClosed, ErrorCode::Timeout, ErrorCode::HostNotFound,
                                     ErrorCode::Loading, ErrorCode::MaxClients, ErrorCode::ConnectTimeout, ErrorCode::SocketNotFound})
            QVERIFY(ReconnectPolicy::isMendable(code));
    }
};

QTEST_GUILESS_MAIN(TestReconnectPolicy)
#include "tst_reconnectpolicy.moc"
