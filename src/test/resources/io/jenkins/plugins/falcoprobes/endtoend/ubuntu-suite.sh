#!/bin/sh
# A suite of the archive in this folder, with all its packages, but for the signature.
set -eu
suite=$1 machine=$2
index=dists/$suite/main/binary-$machine
mkdir -p "$index"
apt-ftparchive --arch "$machine" packages pool/main > "$index/Packages"
gzip -k "$index/Packages"
release=APT::FTPArchive::Release
apt-ftparchive -o "$release::Origin=Ubuntu" -o "$release::Suite=$suite" -o "$release::Codename=${suite%%-*}" \
  -o "$release::Architectures=amd64 arm64" -o "$release::Components=main universe" release "dists/$suite" > Release
mv Release "dists/$suite/"
