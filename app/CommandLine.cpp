// SPDX-License-Identifier: GPL-3.0-or-later
#include "CommandLine.h"

#include "base/ErrorText.h"

#include <QCoreApplication>

#include <cstring>

namespace vermilion {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("CommandLine", text); }

}  // namespace

CommandLine CommandLine::parse(const QStringList &arguments)
{
    CommandLine line;
    QString url;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == QLatin1String("--demo")) {
            line.demo = true;
        } else if (argument == QLatin1String("--version") || argument == QLatin1String("-v")) {
            line.version = true;
        } else if (argument == QLatin1String("--help") || argument == QLatin1String("-h")) {
            line.help = true;
        } else if (argument == QLatin1String("--announce-first-paint")) {
            line.announceFirstPaint = true;
        } else if (argument == QLatin1String("--first-look")) {
            if (++i >= arguments.size())
                line.problem = tr(QT_TRANSLATE_NOOP("CommandLine", "--first-look needs a folder for its pictures."));
            else
                line.firstLook = arguments.at(i);
        } else if (argument.startsWith(u'-')) {
            line.problem = tr(QT_TRANSLATE_NOOP("CommandLine", "There is no option %1.")).arg(argument);
        } else if (!url.isEmpty()) {
            line.problem = tr(QT_TRANSLATE_NOOP("CommandLine", "One URL can be opened at a time."));
        } else {
            url = argument;
        }
    }
    if (!url.isEmpty() && line.problem.isEmpty()) {
        Result<Endpoint> endpoint = Endpoint::fromUrl(url);
        if (endpoint)
            line.server = std::move(*endpoint);
        else
            line.problem = describe(endpoint.error()).paragraph();
    }
    return line;
}

QString CommandLine::helpText()
{
    return tr(QT_TRANSLATE_NOOP("CommandLine",
        "Usage: vermilion [URL] [options]\n"
        "\n"
        "A desktop console for Redis and Valkey.\n"
        "\n"
        "  URL         redis://user:password@host:port/db, rediss:// (TLS), valkey://,\n"
        "              valkeys:// or unix:///path/to/socket?db=0; opened beside the tabs\n"
        "              of the last time\n"
        "  --demo      start a private server with sample data and open it\n"
        "  --version   print the version\n"
        "  --help      print this\n"
        "\n"
        "Environment:\n"
        "  VERMILION_PASSWORD     the password for URL, where it should not stand in it\n"
        "  VERMILION_CONFIG_DIR   where the settings are kept\n"));
}

void hidePasswords(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        char *scheme = std::strstr(argv[i], "://");
        if (!scheme)
            continue;
        char *from = scheme + 3;
        char *authorityEnd = from + std::strcspn(from, "/?#");
        char *at = nullptr;
        for (char *c = from; c < authorityEnd; ++c) {
            if (*c == '@')
                at = c;
        }
        // A password with a raw '/' in it puts the '@' behind what looks like the end: hide rather too much.
        if (!at)
            at = std::strrchr(from, '@');
        char *colon = at ? static_cast<char *>(std::memchr(from, ':', size_t(at - from))) : nullptr;
        if (colon)
            std::memset(colon + 1, '*', size_t(at - colon - 1));
    }
}

QByteArray takePasswordFromEnvironment()
{
    const QByteArray password = qgetenv("VERMILION_PASSWORD");
    qunsetenv("VERMILION_PASSWORD");
    return password;
}

}  // namespace vermilion
