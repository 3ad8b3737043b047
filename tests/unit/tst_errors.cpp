// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ErrorText.h"
#include "base/Job.h"
#include "base/Log.h"

#include <QSignalSpy>
#include <QTest>

using namespace vermilion;

namespace {

class CountingJob : public Job {
public:
    int runs = 0, abandons = 0;
    using Job::fail;
    using Job::succeed;

protected:
    void run() override { ++runs; }
    void abandon() override { ++abandons; }
};

}  // namespace

class TestErrors : public QObject {
    Q_OBJECT
private slots:
    void repliesAreSorted_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("code");
        const auto row = [](const char *reply, ErrorCode code) { QTest::newRow(reply) << QByteArray(reply) << int(code); };
        row("NOAUTH Authentication required.", ErrorCode::AuthRequired);
        row("WRONGPASS invalid username-password pair or user is disabled.", ErrorCode::WrongPassword);
        row("NOPERM this user has no permissions to run the 'info' command", ErrorCode::NoPermission);
        row("ERR unknown command 'CONFIG', with args beginning with: 'GET' ", ErrorCode::UnknownCommand);
        row("DENIED Redis is running in protected mode because …", ErrorCode::ProtectedMode);
        row("ERR max number of clients reached", ErrorCode::MaxClients);
        row("LOADING Redis is loading the dataset in memory", ErrorCode::Loading);
        row("ERR DB index is out of range", ErrorCode::DatabaseOutOfRange);
        row("ERR SELECT is not allowed in cluster mode", ErrorCode::SelectRefused);
        row("OOM command not allowed when used memory > 'maxmemory'.", ErrorCode::OutOfMemory);
        row("BUSYKEY Target key name already exists.", ErrorCode::KeyExists);
        row("BUSY Redis is busy running a script.", ErrorCode::Busy);
        row("ERR something new", ErrorCode::ServerError);
    }
    void repliesAreSorted()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, code);
        QCOMPARE(int(Error::fromServer(reply, "get").code), code);
    }

    void everyCodeHasASentence()
    {
        for (int code = int(ErrorCode::HostNotFound); code <= int(ErrorCode::Internal); ++code) {
            const ErrorText text = describe({ErrorCode(code), "detail", "subject"});
            QVERIFY2(!text.what.isEmpty(), qPrintable(QString::number(code)));
            QVERIFY2(!text.paragraph().contains(u"%1"), qPrintable(text.paragraph()));
        }
        QVERIFY(describe({}).what.isEmpty());
    }

    void passwordsStayOutOfLogs()
    {
        QCOMPARE(redacted({"auth", "user", "secret"}), QStringLiteral("AUTH ***"));
        QCOMPARE(redacted({"SET", "k", "v"}), QStringLiteral("SET +2"));
        const QString shown = withoutUrlPasswords(QStringLiteral("open redis://me:p@ss:w%20rd@host:6379/0 now"));
        QVERIFY(!shown.contains(u"p@ss"));
        QVERIFY(shown.contains(u"redis://me:***@host:6379/0"));
    }

    void aJobFinishesOnce()
    {
        CountingJob job;
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        job.start();
        QCOMPARE(job.runs, 1);
        job.cancel();
        job.succeed();
        job.fail({ErrorCode::Internal, {}, {}});
        job.cancel();
        QCOMPARE(job.abandons, 1);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(int(finished.first().first().value<Outcome>().kind), int(Outcome::Kind::Cancelled));
    }
};

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
