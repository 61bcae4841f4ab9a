#!/usr/bin/env bash
# Stands before rustc: our own crate gets libFuzzer's counters and checks its sums; what it is built from is built as ever.
set -euo pipefail
crate=""
for ((at = 1; at <= $#; at++)); do
  if [ "${!at}" = "--crate-name" ]; then
    at=$((at + 1))
    crate="${!at}"
  fi
done
if [ "$crate" != yardstick ]; then exec "$@"; fi
exec "$@" --cfg fuzzing -Cdebug-assertions=on -Coverflow-checks=on -Cpasses=sancov-module \
  -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1
