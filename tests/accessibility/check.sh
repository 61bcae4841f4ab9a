#!/usr/bin/env bash
# Runs axe-core over HTML files in headless Chromium, wide and narrow, light and dark, with every disclosure open.
#
#   check.sh FILE...     prints each violation; 0 none, 1 some, 2 the check itself failed, 77 nothing to check with
#   check.sh --once ...  the same in one window, narrow and dark
#   check.sh --prepare   installs what is missing (Chromium by apt as root, axe-core by npm or pip)
#
# Whatever is fetched stays in a cache folder outside the checkout.
set -euo pipefail

cache="${XDG_CACHE_HOME:-$HOME/.cache}/yardstick-accessibility"
rules='["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]'

. "$(dirname "${BASH_SOURCE[0]}")/browser.sh"

# axe.min.js out of the npm package, or out of the Python package that carries it.
prepare_axe() {
  [ -s "$cache/axe.min.js" ] && return
  mkdir -p "$cache"
  local fetched found
  fetched=$(mktemp -d "$cache/fetch.XXXXXX")
  if command -v npm >/dev/null && (cd "$fetched" && npm pack --silent axe-core@4 >/dev/null 2>&1); then
    tar -xzf "$fetched"/axe-core-*.tgz -C "$fetched"
  elif command -v pip >/dev/null && pip download --quiet --no-deps --dest "$fetched" axe-playwright-python >/dev/null 2>&1; then
    python3 -m zipfile -e "$fetched"/axe_playwright_python-*.whl "$fetched"
  fi
  found=$(find "$fetched" -name axe.min.js -size +100k | head -n 1)
  # Renamed into place: another run may be doing the same.
  if [ -n "$found" ]; then mv "$found" "$cache/axe.min.js"; fi
  rm -rf "$fetched"
  [ -s "$cache/axe.min.js" ]
}

prepare() {
  prepare_browser || { echo "no Chromium, and no way to install it" >&2; return 1; }
  prepare_axe || { echo "no axe-core, and neither npm nor pip could fetch it" >&2; return 1; }
}

if [ "${1:-}" = --prepare ]; then prepare; exit; fi
prepare || exit 77

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chromium=$(browser)
options=(--headless --disable-gpu --disable-background-networking --no-first-run --hide-scrollbars --allow-file-access-from-files
  "--user-data-dir=$work/profile" --virtual-time-budget=120000)
# Chromium has no sandbox for root.
if [ "$(id -u)" -eq 0 ]; then options+=(--no-sandbox); fi

# A copy of the page among links to its neighbours, with axe and a script that writes what it finds into the page.
with_axe() {
  local page=$1 folder=$2 each
  mkdir -p "$folder"
  for each in "$(dirname "$page")"/*; do ln -s "$(realpath "$each")" "$folder/"; done
  rm -f "$folder/checked.html"
  cp "$cache/axe.min.js" "$folder/axe-of-check.js"
  cp "$page" "$folder/checked.html"
  cat >>"$folder/checked.html" <<SCRIPT
<script src="axe-of-check.js"></script>
<script>
document.querySelectorAll("details").forEach(each => { each.open = true; });
const told = text => { const pre = document.createElement("pre"); pre.textContent = "\n" + text; document.body.append(pre); };
axe.run(document, { runOnly: { type: "tag", values: $rules }, resultTypes: ["violations"] }).then(result => {
  const lines = result.violations.flatMap(rule => rule.nodes.map(node =>
    "VIOLATION " + rule.id + " at " + node.target.join(" ") + ": " + node.failureSummary.replace(/\s+/g, " ")));
  told([...lines, "AXE DONE " + result.passes.length + " rules passed"].join("\n"));
}, fault => told("AXE FAILED " + fault));
</script>
SCRIPT
}

looks=("1280,900 1" "360,800 1" "1280,900 0")
if [ "${1:-}" = --once ]; then
  looks=("360,800 0")
  shift
fi
failed=0
for page in "$@"; do
  with_axe "$page" "$work/page"
  for look in "${looks[@]}"; do
    read -r size scheme <<<"$look"
    out=$(timeout 180 "$chromium" "${options[@]}" "--window-size=$size" "--blink-settings=preferredColorScheme=$scheme" \
      --dump-dom "file://$work/page/checked.html" 2>"$work/err") || true
    if ! grep -q '^AXE DONE' <<<"$out"; then
      echo "$page: axe-core did not finish" >&2
      grep '^AXE FAILED' <<<"$out" >&2 || tail -n 5 "$work/err" >&2
      exit 2
    fi
    if found=$(grep '^VIOLATION' <<<"$out"); then
      failed=1
      printf '%s, window %s%s:\n%s\n' "$page" "$size" "$([ "$scheme" = 0 ] && echo ', dark')" "$found"
    fi
  done
  rm -rf "$work/page"
done
exit "$failed"
