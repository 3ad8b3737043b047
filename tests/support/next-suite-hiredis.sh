#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# next-suite-hiredis.sh DIRECTORY [SUITE]: unpacks hiredis of Debian's next suite (the first with RESP3) into DIRECTORY and leaves
# DIRECTORY/pkgconfig/hiredis.pc and DIRECTORY/lib for a build to use. Uses an apt root of its own: nothing of this machine changes.
set -euo pipefail
directory=$1
suite=${2:-trixie}
mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources 2>/dev/null ||
  awk '$1 == "deb" { print $2; exit }' /etc/apt/sources.list)
[ -n "$mirror" ] || { echo "no Debian mirror in this machine's apt sources" >&2; exit 1; }

mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
if [ -f "$directory/pkgconfig/hiredis.pc" ]; then
  echo "hiredis $(sed -n 's/^Version: //p' "$directory/pkgconfig/hiredis.pc") is here already"
  exit 0
fi
apt=$directory/apt
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$directory/lib" "$directory/pkgconfig"
: >"$apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources.list"
cat >"$apt/conf" <<END
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives";
APT::Sandbox::User "$(id -un)";
Acquire::Retries "3";
END
export APT_CONFIG=$apt/conf
apt-get update -qq
(cd "$apt/archives" && apt-get download -qq libhiredis-dev "$(apt-cache depends libhiredis-dev |
  awk '$1 == "Depends:" && $2 ~ /^libhiredis[0-9]/ { print $2; exit }')")
for package in "$apt"/archives/*.deb; do
  dpkg-deb -x "$package" "$directory/root"
done
library=$(find "$directory/root" -name 'libhiredis.so.*' -type f | head -n 1)
[ -n "$library" ] || { echo "the packages hold no libhiredis.so" >&2; exit 1; }
cp -L "$library" "$directory/lib/$(basename "$library")"
soname=$(objdump -p "$directory/lib/$(basename "$library")" | awk '/SONAME/ { print $2 }')
[ -e "$directory/lib/$soname" ] || ln -s "$(basename "$library")" "$directory/lib/$soname"
ln -sf "$soname" "$directory/lib/libhiredis.so"

original=$(find "$directory/root" -name hiredis.pc | head -n 1)
version=$(sed -n 's/^Version: *//p' "$original")
cat >"$directory/pkgconfig/hiredis.pc" <<END
Name: hiredis
Description: hiredis of Debian $suite, unpacked for a test build
Version: $version
Cflags: -I$directory/root/usr/include
Libs: -L$directory/lib -lhiredis
END
echo "hiredis $version"
