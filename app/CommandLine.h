// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Endpoint.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace vermilion {

/// `vermilion [URL] [--demo] [--version] [--help]`, `--first-look DIR` for the run script where there is
/// no display, and `--announce-first-paint` for benchmarks.
struct CommandLine {
    std::optional<Endpoint> server;
    bool demo = false;
    bool version = false;
    bool help = false;
    bool announceFirstPaint = false;  ///< for benchmarks
    QString firstLook;   ///< folder for pictures; empty: an ordinary start
    QString problem;     ///< what is wrong with it, in a sentence; never holds a password

    /// `arguments` without the program's name.
    static CommandLine parse(const QStringList &arguments);
    static QString helpText();
};

/// Replaces the password of every URL in argv by asterisks, so that lists of processes do not show it. On Linux and macOS those
/// lists read this very memory; between the start and this call, and on Windows, it can be seen: VERMILION_PASSWORD is better.
void hidePasswords(int argc, char **argv);

/// VERMILION_PASSWORD, taken out of the environment so that no child inherits it. Empty when there is none.
QByteArray takePasswordFromEnvironment();

}  // namespace vermilion
