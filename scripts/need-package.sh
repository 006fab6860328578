#!/bin/sh
# need-package.sh PACKAGE TEST required|optional [SERVICE]: install an apt package unless the test
# holds. SERVICE: what the package would start with the computer, and shall not.
package=$1 test=$2 need=$3 service=${4:-}
PATH="$PATH:/sbin:/usr/sbin"
sh -c "$test" >/dev/null 2>&1 && exit 0

if [ "$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root="sudo"; else root="none"; fi
if [ "$root" != none ] && command -v apt-get >/dev/null; then
  echo "installing $package"
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  { $root apt-get install -y -qq --no-install-recommends "$package" ||
    { $root apt-get update -qq &&
      $root apt-get install -y -qq --no-install-recommends "$package"; }; } >/dev/null 2>&1
  if [ -n "$service" ] && [ -d /run/systemd/system ]; then
    $root systemctl disable --now "$service" >/dev/null 2>&1
  fi
  sh -c "$test" >/dev/null 2>&1 && exit 0
fi

if [ "$need" = optional ]; then
  echo "$package is not installed; the kiosk works with its other decoder. To add it: sudo apt-get install $package"
  exit 0
fi
echo "$package is missing: sudo apt-get install $package" >&2
exit 1
