// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>

namespace vermilion {

/// Every colour, size, font and icon of the window. Nothing else names one.
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    enum class Role { Ground, Raised, Line, Text, Muted, Accent, OnAccent, Good, Caution, Danger, Brand };
    enum class Text { Small = 11, Normal = 13, Large = 15, Title = 20 };  // points at 96 dpi, scaled by the platform

    // Spacing in device-independent pixels.
    static constexpr int S1 = 4, S2 = 8, S3 = 12, S4 = 16, S5 = 24;
    static constexpr int ControlHeight = 28, Row = 24, CompactRow = 20, Radius = 6, Hairline = 1;

    static Theme *current();             ///< exists from installTheme() on
    static void install(Mode mode);      ///< once, after QApplication: style, palette, fonts

    Mode mode() const;
    bool isDark() const;
    void setMode(Mode mode);
    void setUiFamily(const QString &family);                   ///< empty: the system's
    void setDataFont(const QString &family, int points = 0);   ///< empty: the system's fixed font; 0: as the rest
    void setCompact(bool compact);

    QColor color(Role role) const;
    QColor typeColor(const QByteArray &redisType) const;    ///< "string", "hash" …; "ReJSON-RL"; others muted
    static QString typeLetter(const QByteArray &redisType); ///< S L H E Z X J ?
    QFont uiFont(Text size = Text::Normal, bool strong = false) const;
    QFont dataFont() const;
    int rowHeight() const;
    /// One of resources/icons/*.svg in the current text colour, sharp at any scale. Unknown names assert in debug.
    QIcon icon(const QString &name, Role role = Role::Text) const;
    static int gap(int step) { return step; }

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit Theme(Mode mode);
    void apply();
    static bool systemIsDark();

    Mode m_mode;
    bool m_dark = false;
    bool m_compact = false;
    bool m_applying = false;
    QFont m_uiFont;
    QString m_systemFamily;
    QFont m_dataFont;
};

}  // namespace vermilion
