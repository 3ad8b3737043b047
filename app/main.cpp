// SPDX-License-Identifier: GPL-3.0-or-later
#include "Composition.h"

#include <QApplication>

#include <cstdio>

using namespace vermilion;

namespace {

/// For what must work without a display: no QApplication yet.
bool answersInTheTerminal(const CommandLine &line)
{
    if (!line.problem.isEmpty())
        std::fprintf(stderr, "vermilion: %s\n", qUtf8Printable(line.problem));
    else if (line.version)
        std::printf("vermilion %s\n", VERMILION_VERSION);
    else if (line.help)
        std::printf("%s", qUtf8Printable(CommandLine::helpText()));
    else
        return false;
    return true;
}

CommandLine readCommandLine(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    hidePasswords(argc, argv);
    // In every case, so that no child of ours inherits it.
    const QByteArray password = takePasswordFromEnvironment();
    CommandLine line = CommandLine::parse(arguments);
    if (line.server && line.server->password.isEmpty())
        line.server->password = password;
    return line;
}

}  // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("vermilion"));
    QCoreApplication::setApplicationVersion(QStringLiteral(VERMILION_VERSION));
    const CommandLine line = readCommandLine(argc, argv);
    if (answersInTheTerminal(line))
        return line.problem.isEmpty() ? 0 : 2;

    QApplication app(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.vermilion.Vermilion"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Vermilion"));
    Composition program(line);
    program.start();
    return QApplication::exec();
}
