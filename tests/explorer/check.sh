#!/usr/bin/env bash
# Checks the explorer's page: types, then a browser's look at a file that the program wrote.
#
#   check.sh EXPLORER.html PROFILES [PART...]   prints each failure; 0 none, 1 some, 2 the check itself failed, 77 nothing to check with
#   check.sh --prepare                          installs what is missing (Chromium by apt as root; playwright-core, typescript and axe-core by npm)
#
# PROFILES is the folder with the program's own charts: test_pictures.mjs says which. A PART is the name of a test file, such as keys for
# test_keys.mjs; without one all are run. Whatever is fetched stays in a cache folder outside the checkout.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export YARDSTICK_EXPLORER_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/yardstick-explorer"

. "$here/../accessibility/browser.sh"

# The modules of package.json, installed again when it has changed. A lock keeps two runs apart.
prepare_modules() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  mkdir -p "$YARDSTICK_EXPLORER_CACHE"
  exec 9>"$YARDSTICK_EXPLORER_CACHE/lock"
  flock 9
  if ! cmp -s "$here/package.json" "$YARDSTICK_EXPLORER_CACHE/installed.json"; then
    cp "$here/package.json" "$YARDSTICK_EXPLORER_CACHE/package.json"
    (cd "$YARDSTICK_EXPLORER_CACHE" && npm install --silent --no-audit --no-fund --ignore-scripts >/dev/null 2>&1) || return 1
    cp "$here/package.json" "$YARDSTICK_EXPLORER_CACHE/installed.json"
  fi
  flock -u 9
}

prepare() {
  prepare_browser || { echo "no Chromium, and no way to install it" >&2; return 1; }
  prepare_modules || { echo "no Node, or npm could not fetch playwright-core, typescript and axe-core" >&2; return 1; }
}

if [ "${1:-}" = --prepare ]; then prepare; exit; fi
if [ $# -lt 2 ]; then sed -n '2,8p' "${BASH_SOURCE[0]}" >&2; exit 2; fi
prepare || exit 77

CHROMIUM=$(browser)
export CHROMIUM
page=$(realpath "$1")
profiles=$2
[ -s "$page" ] || { echo "$1 is not there" >&2; exit 2; }
failed=0

# Notes what a part found: 1 is a failure, anything else that the check itself broke.
part() {
  local code=0
  "$@" || code=$?
  case $code in
    0) ;;
    1) failed=1 ;;
    *) echo "$1 ended with $code" >&2; exit 2 ;;
  esac
}

types() {
  "$YARDSTICK_EXPLORER_CACHE/node_modules/.bin/tsc" -p "$here/tsconfig.json" || return 1
}

part types
shift 2
part node "$here/all.mjs" "$page" "$profiles" "$@"
exit "$failed"
