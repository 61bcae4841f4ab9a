# The Chromium that tests of pages use; read by the scripts that need one.
#   browser           prints where it is
#   prepare_browser   installs it by apt as root, where it is missing

browser() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

prepare_browser() {
  browser >/dev/null && return
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  echo "installing Chromium" >&2
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation; } >/dev/null && browser >/dev/null
}
