#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# gui-session.sh COMMAND…: runs it on a virtual X display of its own with a window manager (without one, windows are never active)
# and, where D-Bus is installed, with a session bus and the accessibility registry. Settings and run-time files are private
# to it. Everything that it started is gone when it ends; its exit code is the command's.
set -euo pipefail

work=$(mktemp -d "${TMPDIR:-/tmp}/vermilion-gui-XXXXXX")
started=()
clean_up() {
  local pid
  for pid in ${started[@]+"${started[@]}"}; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 143' TERM
trap 'exit 130' INT HUP

mkdir -m 700 "$work/runtime" "$work/home"
export XDG_RUNTIME_DIR=$work/runtime HOME=$work/home XDG_CONFIG_HOME=$work/home/.config XDG_CACHE_HOME=$work/home/.cache
export XDG_DATA_HOME=$work/home/.local/share LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb
export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_ACCESSIBILITY=1
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS

mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 "${GUI_SIZE:-1440x900x24}" -nolisten tcp 3>"$work/display" >"$work/xvfb.log" 2>&1 &
started+=($!)
read -r -t 30 number <"$work/display" || { cat "$work/xvfb.log" >&2; echo "Xvfb did not start" >&2; exit 1; }
export DISPLAY=:$number

if command -v dbus-daemon >/dev/null; then
  dbus-daemon --session --nofork --address="unix:path=$work/runtime/bus" --print-address=3 3>"$work/bus" >/dev/null 2>&1 &
  started+=($!)
  export DBUS_SESSION_BUS_ADDRESS=unix:path=$work/runtime/bus
  for ((i = 0; i < 300; i++)); do
    [ -S "$work/runtime/bus" ] && break
    sleep 0.05
  done
  if [ -x /usr/libexec/at-spi-bus-launcher ]; then
    /usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
    started+=($!)
  fi
fi
openbox --sm-disable >/dev/null 2>&1 &
started+=($!)

"$@" &
command=$!
started+=("$command")
wait "$command"
