// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Settings.h"

#include "base/Log.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace vermilion {

namespace {

struct Row {
    Settings::Key key;
    QLatin1String name;
    QVariant otherwise;
};

const QList<Row> &table()
{
    using Key = Settings::Key;
    static const QList<Row> rows{
        {Key::Theme, QLatin1String("theme"), QStringLiteral("system")},
        {Key::UiFontFamily, QLatin1String("uiFont"), QString()},
        {Key::DataFontFamily, QLatin1String("dataFont"), QString()},
        {Key::DataFontSize, QLatin1String("dataFontSize"), 0},
        {Key::CompactRows, QLatin1String("compactRows"), false},
        {Key::Separators, QLatin1String("separators"), QStringLiteral(":")},
        {Key::ScanShare, QLatin1String("scanShare"), 100},
        {Key::ConnectTimeout, QLatin1String("connectTimeoutMs"), 5000},
        {Key::RequestTimeout, QLatin1String("requestTimeoutMs"), 10000},
        {Key::Developer, QLatin1String("developer"), false},
        {Key::Shortcuts, QLatin1String("shortcuts"), QVariantMap()},
        {Key::WindowGeometry, QLatin1String("windowGeometry"), QString()},
        {Key::RecentServers, QLatin1String("recentServers"), QVariantList()},
    };
    return rows;
}

const Row &row(Settings::Key key)
{
    return table().at(int(key));
}

QString defaultFolder()
{
    const QString own = qEnvironmentVariable("VERMILION_CONFIG_DIR");
    return own.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) : own;
}

}  // namespace

Settings::Settings(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder.isEmpty() ? defaultFolder() : folder)
{
    m_later.setSingleShot(true);
    m_later.setInterval(500);
    connect(&m_later, &QTimer::timeout, this, &Settings::flush);
    read();
}

Settings::~Settings()
{
    flush();
}

QString Settings::path() const { return m_folder + u"/settings.json"; }

void Settings::read()
{
    QFile file(path());
    if (!file.open(QIODevice::ReadOnly))
        return;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (document.isObject()) {
        m_stored = document.object();
        return;
    }
    // Kept aside for whoever wrote it by hand; a broken file never stops the program.
    qCWarning(logUi) << "settings.json is not readable:" << error.errorString();
    file.close();
    const QString aside = path() + u".broken";
    QFile::remove(aside);
    QFile::rename(path(), aside);
}

QVariant Settings::defaultValue(Key key) const { return row(key).otherwise; }

QVariant Settings::value(Key key) const
{
    const Row &entry = row(key);
    const auto stored = m_stored.constFind(entry.name);
    if (stored == m_stored.constEnd())
        return entry.otherwise;
    QVariant value = stored->toVariant();
    return value.convert(entry.otherwise.metaType()) ? value : entry.otherwise;
}

void Settings::set(Key key, const QVariant &value)
{
    const Row &entry = row(key);
    QVariant fitting = value;
    if (!fitting.convert(entry.otherwise.metaType()) || fitting == this->value(key))
        return;
    if (fitting == entry.otherwise)
        m_stored.remove(entry.name);
    else
        m_stored.insert(entry.name, QJsonValue::fromVariant(fitting));
    m_dirty = true;
    m_later.start();
    emit changed(key);
}

void Settings::flush()
{
    m_later.stop();
    if (!m_dirty)
        return;
    m_dirty = !writeFile(path(), QJsonDocument(m_stored).toJson());
}

bool Settings::writeFile(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return true;
    qCWarning(logUi) << "cannot write" << path << ":" << file.errorString();
    return false;
}

}  // namespace vermilion
