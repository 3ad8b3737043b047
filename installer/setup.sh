# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Shared by ./run, ./test and .ci/run; sourced, never run. Installs what is missing and builds, quietly where all is well.
# Works on Debian 12 and its kin (apt) and on macOS (Homebrew).

VERMILION_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build_packages=(g++ cmake ninja-build pkg-config ccache mold qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools
  qt6-l10n-tools libgl-dev libvulkan-dev libhiredis-dev libexpected-dev rapidjson-dev zlib1g-dev redis-server
  fonts-dejavu-core)
screen_packages=(xvfb openbox)
test_packages=("${screen_packages[@]}" openssl redis-tools dbus dbus-x11 at-spi2-core python3-pyatspi xdotool x11-utils
  g++-mingw-w64-x86-64-posix qmake6)
sanitizer_packages=(clang libclang-rt-dev)

# The same by Homebrew's names. Accessibility and the Windows pass need Linux and are not built there.
brew_packages=(cmake ninja pkg-config ccache qt hiredis tl-expected rapidjson redis)

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# step TITLE COMMAND…: runs it, prints one line with its time; its output only when it fails.
step() {
  local title=$1 log started=$SECONDS code=0
  shift
  log=$(mktemp)
  printf '%s … ' "$title"
  "$@" >"$log" 2>&1 </dev/null || code=$?
  if [ "$code" -eq 0 ]; then
    printf '%d s\n' $((SECONDS - started))
  else
    printf 'failed after %d s\n' $((SECONDS - started))
    tail -n 200 "$log" >&2
  fi
  rm -f "$log"
  return "$code"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "installing packages needs root or sudo: $*"
  fi
}

missing_debian_packages() {
  local package
  for package in "$@"; do
    case $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) in
      ii* | hi*) ;;
      *) printf '%s\n' "$package" ;;
    esac
  done
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -qq "$@"
}

# install_packages NAME…: Debian names; on macOS everything of brew_packages that is missing.
install_packages() {
  local missing
  if command -v apt-get >/dev/null; then
    missing=$(missing_debian_packages "$@")
    [ -n "$missing" ] || return 0
    # Asked for before the steps that hide their output, so that a password prompt is seen.
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -v; } || fail "installing packages needs root or sudo"
    step "Updating the package lists" apt_get update
    # shellcheck disable=SC2086 # one word a package
    step "Installing $(printf '%s\n' "$missing" | wc -l) packages" apt_get install -y --no-install-recommends $missing
  elif command -v brew >/dev/null; then
    missing=$(comm -23 <(printf '%s\n' "${brew_packages[@]}" | sort) <(brew list --formula -1 | sort))
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086
    step "Installing $(printf '%s\n' "$missing" | wc -l | tr -d ' ') packages" brew install $missing
  else
    fail "neither apt-get nor Homebrew is here; install by hand: $*"
  fi
}

# build PRESET [TARGET…]
build() {
  local preset=$1 options=()
  shift
  if command -v brew >/dev/null && ! command -v apt-get >/dev/null; then
    options+=("-DCMAKE_PREFIX_PATH=$(brew --prefix qt)")
  fi
  cd "$VERMILION_ROOT" || return 1
  step "Configuring build/$preset" cmake --preset "$preset" ${options[@]+"${options[@]}"}
  if [ $# -gt 0 ]; then
    step "Building $*" cmake --build --preset "$preset" --target "$@"
  else
    step "Building everything" cmake --build --preset "$preset"
  fi
}

# A display that answers, as far as can be told without a client of it.
has_display() {
  [ "$(uname)" = Darwin ] && return 0
  [ -n "${WAYLAND_DISPLAY:-}" ] && return 0
  case ${DISPLAY:-} in
    '') return 1 ;;
    :*) [ -S "/tmp/.X11-unix/X$(printf '%s' "${DISPLAY#:}" | cut -d. -f1)" ] ;;
    *) return 0 ;;
  esac
}
