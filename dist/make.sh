#!/usr/bin/env bash
# Everything that is passed on with the program, into one folder: the program itself without a path of the machine that built it, the
# list of its libraries (SBOM, CycloneDX), their licences, our own, and the digests of all.
#
#   dist/make.sh [FOLDER]     (dist/out)
#
# Needs a Rust toolchain, a C compiler, Python, and the internet once for cargo-cyclonedx.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=${1:-dist/out}
target=${CARGO_TARGET_DIR:-$HOME/.cache/yardstick-target}
tools=$target/tools
cargo_home=${CARGO_HOME:-$HOME/.cargo}
sysroot=$(rustc --print sysroot)

if [ "$(cat "$tools/cargo-cyclonedx.version" 2>/dev/null)" != 0.5.9 ]; then
  cargo install cargo-cyclonedx --version 0.5.9 --locked --debug --quiet --root "$tools" --target-dir "$tools/build"
  echo 0.5.9 >"$tools/cargo-cyclonedx.version"
fi
export PATH="$tools/bin:$PATH"

rm -rf "$out"
mkdir -p "$out"
# Paths of this machine stand in messages of panics: they become names.
flags="--remap-path-prefix=$PWD=yardstick --remap-path-prefix=$cargo_home/registry/src=libraries --remap-path-prefix=$sysroot=rust"
RUSTFLAGS="$flags" CARGO_TARGET_DIR="$target/dist" cargo build --release --locked
cp "$target/dist/release/yardstick" "$out/"
for path in "$PWD" "$cargo_home" "$HOME/"; do
  if grep -qaF "$path" "$out/yardstick"; then
    echo "the program holds a path of this machine: $path" >&2
    exit 1
  fi
done

cargo cyclonedx --format json --override-filename yardstick.cdx
mv yardstick.cdx.json "$out/"
python3 dist/licences.py >"$out/THIRD-PARTY.txt"
cp LICENSE-APACHE LICENSE-MIT README.md CHANGELOG.md SECURITY.md "$out/"
(cd "$out" && sha256sum -- * >SHA256SUMS)
echo "$out:"
cat "$out/SHA256SUMS"
