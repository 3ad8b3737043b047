#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# syntax.sh [JOBS]: compiles every source file for Windows with mingw-w64 against this machine's Qt headers, -fsyntax-only.
# It links nothing, but finds POSIX-only calls, missing includes and clashes with Windows' macros long before a Windows machine does.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
jobs=${1:-2}
compiler=$(command -v x86_64-w64-mingw32-g++-posix || command -v x86_64-w64-mingw32-g++) || {
  echo "no mingw-w64 compiler: install g++-mingw-w64-x86-64-posix" >&2
  exit 1
}
qmake=$(command -v qmake6) || { echo "no qmake6 to ask where Qt's headers are" >&2; exit 1; }
qt=$("$qmake" -query QT_INSTALL_HEADERS)

work=$(mktemp -d "${TMPDIR:-/tmp}/vermilion-windows-XXXXXX")
trap 'rm -rf "$work"' EXIT

# Header-only libraries alone: the rest of /usr/include belongs to this system's C library.
mkdir "$work/include" "$work/moc"
for library in hiredis tl rapidjson; do
  ln -s "/usr/include/$library" "$work/include/$library"
done
for header in zlib.h zconf.h zstd.h lz4frame.h lz4.h; do
  for place in /usr/include /usr/include/x86_64-linux-gnu; do
    [ ! -e "$place/$header" ] || ln -sf "$place/$header" "$work/include/$header"
  done
done
# What moc would make is not needed to check a file: an empty one stands for each.
{ grep -rhoE --include='*.cpp' '#include "[^"]+\.moc"|#include "moc_[^"]+\.cpp"' "$root/src" "$root/ui" "$root/app" || true; } |
  cut -d'"' -f2 | sort -u | while read -r made; do
    mkdir -p "$work/moc/$(dirname "$made")"
    : >"$work/moc/$made"
  done

cat >"$work/flags" <<END
-std=c++20 -fsyntax-only -w -fmax-errors=2
-DUNICODE -D_UNICODE -DNOMINMAX -DWIN32_LEAN_AND_MEAN -D_WIN32_WINNT=0x0A00
-DQT_NO_CAST_FROM_ASCII -DQT_NO_CAST_TO_ASCII -DQT_NO_FOREACH -DQT_NO_URL_CAST_FROM_STRING
-DQT_USE_QSTRINGBUILDER -DQT_DISABLE_DEPRECATED_BEFORE=0x060400 -DVERMILION_VERSION=\\"0\\"
-I$root/src -I$root/ui -I$root/app -I$work/moc -isystem $work/include
-isystem $qt -isystem $qt/QtCore -isystem $qt/QtNetwork -isystem $qt/QtConcurrent -isystem $qt/QtGui -isystem $qt/QtWidgets
-isystem $qt/QtSvg
END

export compiler work
# platform/*_unix.cpp is the one place for what only Unix has; its _win.cpp twin is checked in its stead.
mapfile -t files < <(find "$root/src" "$root/ui" "$root/app" -name '*.cpp' ! -path '*/platform/*_unix.cpp' | sort)
[ ${#files[@]} -gt 0 ] || { echo "no source files below $root" >&2; exit 1; }
printf '%s\0' "${files[@]}" |
  xargs -0 -P "$jobs" -n 1 bash -c '"$compiler" @"$work/flags" "$1" 2>"$work/log.$$" || { cat "$work/log.$$" >&2; exit 1; }' _ || {
  echo "some files do not compile for Windows" >&2
  exit 1
}
echo "${#files[@]} files compile for Windows"
