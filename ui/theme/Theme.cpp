// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/Theme.h"

#include "theme/Icons.h"
#include "theme/Style.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QPixmapCache>
#include <QScreen>
#include <QStyleHints>
#include <QToolTip>

// Q_INIT_RESOURCE names a function outside of every namespace.
static void initThemeResources()
{
    Q_INIT_RESOURCE(theme);
}

namespace vermilion {

namespace {

Theme *theTheme = nullptr;

struct Pair { QRgb light, dark; };

QColor pick(Pair pair, bool dark) { return QColor::fromRgb(dark ? pair.dark : pair.light); }

Pair colorsOf(Theme::Role role)
{
    switch (role) {
    case Theme::Role::Ground: return {0xFFFFFF, 0x1B1D21};
    case Theme::Role::Raised: return {0xF6F7F9, 0x22252A};
    case Theme::Role::Line: return {0xDDE1E6, 0x343840};
    case Theme::Role::Text: return {0x1A1D21, 0xE6E8EB};
    case Theme::Role::Muted: return {0x5B6470, 0x9AA3AE};
    case Theme::Role::Accent: return {0x2563C9, 0x7AB0FF};
    case Theme::Role::OnAccent: return {0xFFFFFF, 0x10151D};
    case Theme::Role::Good: return {0x1B7F4B, 0x55C98A};
    case Theme::Role::Caution: return {0x9A5B00, 0xF0B549};
    case Theme::Role::Danger: return {0xB3261E, 0xFF8A80};
    case Theme::Role::Brand: return {0xD9411E, 0xD9411E};
    }
    return {};
}

struct TypeLook { QByteArray name; QChar letter; Pair hue; };

const QList<TypeLook> &typeLooks()
{
    static const QList<TypeLook> looks{
        {"string", u'S', {0x2563C9, 0x7AB0FF}}, {"list", u'L', {0x0F7B7B, 0x4FD0CB}},
        {"hash", u'H', {0x7A3FC0, 0xC19BFF}},   {"set", u'E', {0x1B7F4B, 0x55C98A}},
        {"zset", u'Z', {0x9A5B00, 0xF0B549}},   {"stream", u'X', {0xB0307A, 0xFF93CB}},
        {"ReJSON-RL", u'J', {0x4A6B00, 0xB5D25A}},
    };
    return looks;
}

QPalette makePalette(const Theme &theme)
{
    using Role = Theme::Role;
    const QColor ground = theme.color(Role::Ground), raised = theme.color(Role::Raised), line = theme.color(Role::Line),
                 text = theme.color(Role::Text), muted = theme.color(Role::Muted), accent = theme.color(Role::Accent);
    QPalette palette;
    palette.setColor(QPalette::Window, ground);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, ground);
    palette.setColor(QPalette::AlternateBase, raised);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, raised);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, theme.color(Role::Danger));
    palette.setColor(QPalette::ToolTipBase, raised);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, theme.color(Role::OnAccent));
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::Light, raised);
    palette.setColor(QPalette::Midlight, raised);
    palette.setColor(QPalette::Mid, line);
    palette.setColor(QPalette::Dark, line);
    palette.setColor(QPalette::Shadow, theme.isDark() ? QColor(0, 0, 0) : line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, muted);
    // A selection without the focus stays readable, and visibly is not where the keyboard is.
    palette.setColor(QPalette::Inactive, QPalette::Highlight, line);
    palette.setColor(QPalette::Inactive, QPalette::HighlightedText, text);
    return palette;
}

}  // namespace

Theme *Theme::current()
{
    return theTheme;
}

void Theme::install(Mode mode)
{
    if (theTheme) {
        theTheme->setMode(mode);
        return;
    }
    initThemeResources();
    theTheme = new Theme(mode);
}

Theme::Theme(Mode mode) : QObject(qApp), m_mode(mode), m_uiFont(QApplication::font()), m_systemFamily(m_uiFont.family())
{
    theTheme = this;
    connect(this, &QObject::destroyed, [] { theTheme = nullptr; });
    setDataFont({});
    m_dark = mode == Mode::Dark || (mode == Mode::System && systemIsDark());
    QApplication::setStyle(new Style);
    apply();
    qApp->installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] { setMode(m_mode); });
#endif
}

bool Theme::systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (QGuiApplication::styleHints()->colorScheme() != Qt::ColorScheme::Unknown)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#endif
    // Without a palette of our own the application shows the platform's.
    const QPalette ours = QGuiApplication::palette();
    QApplication::setPalette(QPalette());
    const QPalette systems = QGuiApplication::palette();
    QApplication::setPalette(ours);
    return systems.color(QPalette::Window).lightness() < systems.color(QPalette::WindowText).lightness();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && m_mode == Mode::System && !m_applying)
        setMode(Mode::System);
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    m_applying = true;
    QApplication::setFont(uiFont());
    const QPalette palette = makePalette(*this);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QToolTip::setFont(uiFont());
    m_applying = false;
    emit changed();
}

Theme::Mode Theme::mode() const { return m_mode; }
bool Theme::isDark() const { return m_dark; }

void Theme::setMode(Mode mode)
{
    m_applying = true;
    const bool dark = mode == Mode::Dark || (mode == Mode::System && systemIsDark());
    m_applying = false;
    m_mode = mode;
    m_dark = dark;
    apply();
}

void Theme::setUiFamily(const QString &family)
{
    const QString wanted = family.isEmpty() ? m_systemFamily : family;
    if (m_uiFont.family() == wanted)
        return;
    m_uiFont.setFamily(wanted);
    apply();
}

void Theme::setDataFont(const QString &family, int points)
{
    QFont data = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!family.isEmpty())
        data.setFamily(family);
    data.setPointSizeF(points > 0 ? points : uiFont().pointSizeF());
    data.setStyleHint(QFont::Monospace);
    if (data == m_dataFont)
        return;
    m_dataFont = data;
    emit changed();
}

void Theme::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    emit changed();
}

QColor Theme::color(Role role) const
{
    return pick(colorsOf(role), m_dark);
}

QColor Theme::typeColor(const QByteArray &redisType) const
{
    for (const TypeLook &look : typeLooks()) {
        if (look.name == redisType)
            return pick(look.hue, m_dark);
    }
    return color(Role::Muted);
}

QString Theme::typeLetter(const QByteArray &redisType)
{
    for (const TypeLook &look : typeLooks()) {
        if (look.name == redisType)
            return look.letter;
    }
    return QStringLiteral("?");
}

QFont Theme::uiFont(Text size, bool strong) const
{
    QFont font = m_uiFont;
    // Sizes are pixels at the platform's own 100 %: 96 dots an inch, 72 on macOS. Points follow the user's text scale.
    const QScreen *screen = QGuiApplication::primaryScreen();
    const bool pointsArePixels = screen && qRound(screen->logicalDotsPerInch()) == 72;
    font.setPointSizeF(int(size) * (pointsArePixels ? 1.0 : 0.75));
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont Theme::dataFont() const { return m_dataFont; }
int Theme::rowHeight() const { return m_compact ? CompactRow : Row; }

QIcon Theme::icon(const QString &name, Role role) const
{
    Q_ASSERT_X(QFile::exists(u":/icons/" + name + u".svg"), "Theme::icon", qPrintable(name));
    return QIcon(new LineIcon(name, role));
}

}  // namespace vermilion
