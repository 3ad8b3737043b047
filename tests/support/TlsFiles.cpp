// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TlsFiles.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

namespace vermilion {

namespace {

class Maker {
public:
    explicit Maker(const QString &directory) : m_directory(directory) {}

    bool makeAll()
    {
        return authority(QStringLiteral("ca")) && authority(QStringLiteral("otherca"))
            && leaf(QStringLiteral("server"), QStringLiteral("ca"),
                    "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\nextendedKeyUsage=serverAuth\n")
            && leaf(QStringLiteral("wrongname"), QStringLiteral("ca"), "subjectAltName=DNS:redis.invalid\nextendedKeyUsage=serverAuth\n")
            && leaf(QStringLiteral("client"), QStringLiteral("ca"), "extendedKeyUsage=clientAuth\n")
            && leaf(QStringLiteral("badclient"), QStringLiteral("otherca"), "extendedKeyUsage=clientAuth\n") && expired();
    }
    QByteArray complaint() const { return m_complaint; }

private:
    bool openssl(const QString &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_directory);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("openssl"), QProcess::splitCommand(arguments));
        const bool ok = process.waitForStarted() && process.waitForFinished(60'000) && process.exitCode() == 0;
        if (!ok)
            m_complaint = "openssl " + arguments.toUtf8() + ": " + process.errorString().toUtf8() + '\n' + process.readAll();
        return ok;
    }

    bool write(const QString &name, const QByteArray &content)
    {
        QFile file(QDir(m_directory).filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }

    bool authority(const QString &name)
    {
        return openssl(QStringLiteral("req -x509 -newkey rsa:2048 -nodes -keyout %1.key -out %1.crt -days 3650 "
                                      "-subj \"/CN=%1 test authority\" -addext basicConstraints=critical,CA:TRUE").arg(name));
    }

    bool request(const QString &name)
    {
        return openssl(QStringLiteral("req -newkey rsa:2048 -nodes -keyout %1.key -out %1.csr -subj /CN=%1").arg(name));
    }

    bool leaf(const QString &name, const QString &by, const QByteArray &extensions)
    {
        return request(name) && write(name + QStringLiteral(".ext"), extensions)
            && openssl(QStringLiteral("x509 -req -in %1.csr -CA %2.crt -CAkey %2.key -CAcreateserial -out %1.crt -days 825 -extfile %1.ext")
                           .arg(name, by));
    }

    /// `openssl x509` cannot date a certificate back; `openssl ca` can, but wants a small database.
    bool expired()
    {
        return request(QStringLiteral("expired")) && write(QStringLiteral("index.txt"), {}) && write(QStringLiteral("serial"), "01\n")
            && write(QStringLiteral("expired.ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n")
            && write(QStringLiteral("ca.cnf"), "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\n"
                                               "default_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n")
            && openssl(QStringLiteral("ca -batch -config ca.cnf -cert ca.crt -keyfile ca.key -in expired.csr -out expired.crt "
                                      "-startdate 20200101000000Z -enddate 20210101000000Z -notext -extfile expired.ext"));
    }

    QString m_directory;
    QByteArray m_complaint;
};

}  // namespace

const TlsFiles &TlsFiles::instance()
{
    static QTemporaryDir directory;
    static TlsFiles files;
    if (!files.isValid()) {
        Maker maker(directory.path());
        if (maker.makeAll())
            files.m_directory = directory.path();
        else
            QTest::qFail(maker.complaint().constData(), __FILE__, __LINE__);
    }
    return files;
}

}  // namespace vermilion
