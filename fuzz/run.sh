#!/usr/bin/env bash
# Fuzzes readers: fuzz/run.sh [SECONDS [READER...]]; ten minutes and all of them unless told otherwise. Needs a C++ compiler, for
# libFuzzer, and no other Rust than the program does. What makes a reader panic lies in fuzz/artifacts; the inputs found on the way,
# beyond those kept in corpus/, in fuzz/found.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# A folder of its own: the program's own builds have no counters in them.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/yardstick-target}/fuzz"
seconds="${1:-600}"
shift || true
if [ "$#" -eq 0 ]; then set -- corpus/*/; fi
RUSTC_WRAPPER="$PWD/instrument.sh" cargo build --release --locked
failed=0
for reader in "$@"; do
  reader="$(basename "$reader")"
  mkdir -p "found/$reader" artifacts
  "$CARGO_TARGET_DIR/release/$reader" "found/$reader" "corpus/$reader" "-max_total_time=$seconds" -timeout=20 \
    -rss_limit_mb=4096 -print_final_stats=1 "-artifact_prefix=artifacts/$reader-" || failed=1
done
exit "$failed"
