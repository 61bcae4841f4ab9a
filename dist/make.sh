#!/usr/bin/env bash
# Everything that is passed on with the program, into one folder and one zip beside it: the program itself without a path of the machine
# that built it, the page for an IT department, the list of its libraries (SBOM, CycloneDX), their licences, our own, and the digests of
# all. The same on Linux, macOS and Windows (Git's bash).
#
#   dist/make.sh [FOLDER]     (dist/out; the zip is FOLDER.zip)
#
# Needs a Rust toolchain, a C compiler, Python, and the internet once for cargo-cyclonedx.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=${1:-dist/out}
# As the compiler writes a path: with a drive's letter and backslashes on Windows.
native() { if command -v cygpath >/dev/null; then cygpath -w "$1"; else printf '%s' "$1"; fi; }
python=$(command -v python3 || command -v python)
sums() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }
here=$(native "$PWD")
target=${CARGO_TARGET_DIR:-$HOME/.cache/yardstick-target}
tools=$target/tools
cargo_home=$(native "${CARGO_HOME:-$HOME/.cargo}")
sysroot=$(native "$(rustc --print sysroot)")
export PYTHONUTF8=1   # names of authors in licences; Windows' Python writes an old code page otherwise
case "$(rustc -vV | sed -n 's/^host: //p')" in *windows*) program=yardstick.exe ;; *) program=yardstick ;; esac

if [ "$(cat "$tools/cargo-cyclonedx.version" 2>/dev/null)" != 0.5.9 ]; then
  cargo install cargo-cyclonedx --version 0.5.9 --locked --debug --quiet --root "$tools" --target-dir "$tools/build"
  echo 0.5.9 >"$tools/cargo-cyclonedx.version"
fi
export PATH="$tools/bin:$PATH"

rm -rf "$out" "$out.zip"
mkdir -p "$out"
# Paths of this machine stand in messages of panics: they become names. Parted by a sign that no path holds, since a path may hold blanks.
flags=$(printf '%s\x1f' "--remap-path-prefix=$here=yardstick" "--remap-path-prefix=$(native "${CARGO_HOME:-$HOME/.cargo}/registry/src")=libraries" \
  "--remap-path-prefix=$sysroot=rust")
# Microsoft's tools leave a part to a library that has to be installed, unless they are told to put it in.
case "$(rustc -vV)" in *windows-msvc*) flags+=-Ctarget-feature=+crt-static ;; esac
CARGO_ENCODED_RUSTFLAGS="${flags%$'\x1f'}" CARGO_TARGET_DIR="$target/dist" cargo build --release --locked
cp "$target/dist/release/$program" "$out/"
for path in "$here" "$cargo_home" "$(native "$HOME/")"; do
  if grep -qaF -- "$path" "$out/$program"; then
    echo "the program holds a path of this machine: $path" >&2
    exit 1
  fi
done

cargo cyclonedx --format json --override-filename yardstick.cdx
mv yardstick.cdx.json "$out/"
"$python" dist/licences.py >"$out/THIRD-PARTY.txt"
cp LICENSE-APACHE LICENSE-MIT README.md CHANGELOG.md SECURITY.md dist/FOR-IT.txt "$out/"
if [ "$program" = yardstick.exe ]; then cp dist/start.cmd "$out/"; fi
(cd "$out" && sums -- * >SHA256SUMS)
(cd "$(dirname "$out")" && "$python" -m zipfile -c "$(basename "$out").zip" "$(basename "$out")")
echo "$out.zip, $out:"
cat "$out/SHA256SUMS"
