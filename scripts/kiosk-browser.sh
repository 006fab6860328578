#!/bin/sh
# kiosk-browser.sh ADDRESS [OPTION...]: Chromium as a kiosk, such as
#   scripts/kiosk-browser.sh "https://192.168.1.20:8501/"
# What follows the address is handed on to Chromium.
# The camera is allowed by scripts/chromium-policy.json, copied once by the administrator to
#   /etc/chromium/policies/managed/rozmowa.json   (with the venue's address in it)
set -eu
address=${1:-http://localhost:8501/}
[ $# -gt 0 ] && shift
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
  echo "Chromium is missing: sudo apt-get install chromium" >&2
  exit 1
}
profile=${XDG_STATE_HOME:-$HOME/.local/state}/rozmowa-kiosk
mkdir -p "$profile"
# After a power cut Chromium would ask whether to restore its pages.
preferences=$profile/Default/Preferences
[ -f "$preferences" ] && sed -i 's/"exit_type":"[^"]*"/"exit_type":"Normal"/' "$preferences"

while :; do
  "$browser" --kiosk --user-data-dir="$profile" --no-first-run --noerrdialogs \
    --disable-session-crashed-bubble --disable-pinch --overscroll-history-navigation=0 \
    --autoplay-policy=no-user-gesture-required --disable-features=Translate \
    --disable-background-networking --disable-component-update --disable-sync "$@" "$address" || true
  sleep 2
done
