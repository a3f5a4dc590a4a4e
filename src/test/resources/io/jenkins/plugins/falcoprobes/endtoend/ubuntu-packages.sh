#!/bin/sh
# Packages as Ubuntu 24.04 has them, of the headers of a kernel of Debian: the flavour's headers are a whole tree of their own,
# with links to the shared ones for what they share.
set -eu
tree=$1 pool=$2 abi=$3 flavour=$4 version=$5 machine=$6 arch=$7
release=$abi-$flavour
shared=linux-headers-$abi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# links FOLDER: links to all that the shared headers have in a folder
links() {
  up=$(printf '%s' "$1" | sed 's,[^/][^/]*,..,g')
  for each in "$work/all/usr/src/$shared/$1"/* ; do
    name=${each##*/}
    [ -e "$headers/$1/$name" ] || ln -s "../${up:+$up/}$shared/${1:+$1/}$name" "$headers/${1:+$1/}$name"
  done
}

# package NAME ARCHITECTURE DEPENDS FOLDER: makes a package of a folder
package() {
  mkdir -p "$4/DEBIAN"
  {
    echo "Package: $1"
    echo "Source: linux"
    echo "Version: $version"
    echo "Architecture: $2"
    echo "Maintainer: Test <test@example.org>"
    [ -z "$3" ] || echo "Depends: $3"
    echo "Description: for a test"
  } > "$4/DEBIAN/control"
  dpkg-deb --build --root-owner-group -Zzstd -z3 "$4" "$pool/${1}_${version}_$2.deb"
}

mkdir -p "$work/all/usr/src"
cp -a "$tree/common" "$work/all/usr/src/$shared"
rm -f "$work/all/usr/src/$shared/scripts" "$work/all/usr/src/$shared/tools"
cp -a "$tree/kbuild/." "$work/all/usr/src/$shared/"
[ ! -d "$tree/programs" ] || cp -a "$tree/programs/." "$work/all/usr/src/$shared/"

mkdir -p "$work/all/usr/src/$shared/scripts/dtc/include-prefixes"
ln -s ../../../arch/arc/boot/dts "$work/all/usr/src/$shared/scripts/dtc/include-prefixes/arc"

headers=$work/own/usr/src/linux-headers-$release
mkdir -p "$headers/include" "$headers/arch/$arch/include"
cp "$tree/common/Makefile" "$tree/build/.config" "$tree/build/Module.symvers" "$headers/"
cp -a "$tree/kbuild/scripts" "$tree/kbuild/tools" "$headers/"
cp -a "$tree/build/include/config" "$tree/build/include/generated" "$headers/include/"
cp -a "$tree/build/arch/$arch/include/generated" "$headers/arch/$arch/include/"
cp "$tree/build/arch/$arch/module.lds" "$headers/scripts/"
[ ! -d "$tree/generated" ] || cp "$tree"/generated/* "$headers/scripts/mod/"
echo "$release" > "$headers/include/config/kernel.release"
echo "#define UTS_RELEASE \"$release\"" > "$headers/include/generated/utsrelease.h"
for folder in '' include scripts scripts/basic scripts/mod arch "arch/$arch" "arch/$arch/include"; do
  links "$folder"
done
ln -s "../linux-lib-rust-$release/rust" "$headers/rust"
mkdir -p "$work/own/lib/modules/$release"
ln -s "/usr/src/linux-headers-$release" "$work/own/lib/modules/$release/build"

mkdir -p "$work/modules/boot" "$work/modules/lib/modules/$release/kernel"
head -c 300000 /dev/zero > "$work/modules/boot/System.map-$release"
cp "$tree/build/.config" "$work/modules/boot/config-$release"
head -c 300000 /dev/zero > "$work/modules/lib/modules/$release/kernel/x.ko"

package "$shared" all coreutils "$work/all"
package "linux-headers-$release" "$machine" "$shared, libc6 (>= 2.34)" "$work/own"
package "linux-modules-$release" "$machine" '' "$work/modules"
