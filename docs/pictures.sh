#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/pictures.sh: makes the pictures of README and guide anew from build/release, on a virtual display.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tests/support/gui-session.sh "${VERMILION_PROGRAM:-build/release/bin/vermilion}" --demo --first-look "$work"
for name in browse edited ttl catalog-prices; do
  for mode in light dark; do
    cp "$work/$name-$mode.png" docs/pictures/
  done
done
ls -1 docs/pictures
