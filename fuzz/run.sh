#!/usr/bin/env bash
# Fuzzes readers: fuzz/run.sh [SECONDS [READER...]]; ten minutes and all of them unless told otherwise. What is found lies in
# fuzz/artifacts; the inputs that were tried, beyond those kept in corpus/, in fuzz/found.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds="${1:-600}"
shift || true
if [ "$#" -eq 0 ]; then set -- corpus/*/; fi
# Of the address sanitizer there is no need: the program has no unsafe code, and the fuzzer finds panics twice as fast without.
failed=0
for reader in "$@"; do
  reader="$(basename "$reader")"
  mkdir -p "found/$reader"
  cargo +nightly fuzz run -s none "$reader" "found/$reader" "corpus/$reader" -- \
    "-max_total_time=$seconds" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 -verbosity=0 || failed=1
done
exit "$failed"
