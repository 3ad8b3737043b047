// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <QVariant>

namespace vermilion {

/// What the user chose. One table of keys, defaults and types in Settings.cpp; one readable JSON file; never a password.
/// Only values that differ from their defaults are stored. GUI thread.
class Settings : public QObject {
    Q_OBJECT
public:
    enum class Key {
        Theme,              ///< "system", "light", "dark"
        UiFontFamily,       ///< empty: the system's
        DataFontFamily,     ///< empty: the system's fixed font
        DataFontSize,       ///< points; 0: as the rest
        CompactRows,
        Separators,         ///< each character splits names
        ScanShare,          ///< percent of the server's time that a scan may take; 100: as fast as it answers
        ConnectTimeout,     ///< milliseconds
        RequestTimeout,     ///< milliseconds; 0: none
        Developer,          ///< stall meter and other instruments
        Shortcuts,          ///< object: action id → list of shortcuts in portable text
        WindowGeometry,     ///< base64
        RecentServers,      ///< list of ServerProfile objects, newest first
    };

    /// `folder` empty: VERMILION_CONFIG_DIR, or the platform's place for the settings of this program.
    explicit Settings(const QString &folder = {}, QObject *parent = nullptr);
    ~Settings() override;  ///< writes what is not written yet

    QVariant value(Key key) const;
    QString text(Key key) const { return value(key).toString(); }
    int number(Key key) const { return value(key).toInt(); }
    bool isOn(Key key) const { return value(key).toBool(); }
    void set(Key key, const QVariant &value);  ///< of the table's type; anything else is ignored
    QVariant defaultValue(Key key) const;

    QString folder() const { return m_folder; }
    void flush();
    /// Atomic; for other files of the same folder too. False (and a log line) when the disk refuses.
    static bool writeFile(const QString &path, const QByteArray &text);

signals:
    void changed(vermilion::Settings::Key key);

private:
    void read();
    QString path() const;

    QString m_folder;
    QJsonObject m_stored;
    QTimer m_later;      // one write for a burst of changes
    bool m_dirty = false;
};

}  // namespace vermilion
