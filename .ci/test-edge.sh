#!/bin/sh
# Runs the tests of the rendered ingress configuration on real proxies, in a network namespace without a way out. Where a program is missing
# or namespaces are not allowed, mocha reports the tests that need it as pending, with the reason. Arguments are passed to mocha.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- "test/edge/**/*.spec.ts"

run_skipped() {
  [ -z "$1" ] || echo "$1" >&2
  reason=${1:-a control plane cannot be had}
  shift
  EDGE_SKIP=$reason exec npx mocha --config test/edge/.mocharc.json "$@"
}

for program in unshare ip openssl; do
  command -v "$program" >/dev/null || run_skipped "Found no $program." "$@"
done
isolated=$(sh .ci/namespaces.sh) || run_skipped "This machine does not allow network namespaces." "$@"

status=0
tools=$(sh .ci/cluster-tools.sh control-plane kwok) && CLUSTER_MANIFESTS=$(sh .ci/cluster-manifests.sh) || status=$?
case $status in
  0) ;;
  3) run_skipped "" "$@" ;;
  *) exit "$status" ;;
esac
PATH=$(sh .ci/edge-tools.sh):$tools:$PATH
export PATH CLUSTER_MANIFESTS
npm run --silent build:pack

# The addresses of pods are this machine's, so that proxies reach the backend at the addresses that the control plane gives them.
# shellcheck disable=SC2086 # the words of the command
exec $isolated sh -euc 'ip link set lo up; ip route add local 10.244.0.0/16 dev lo; exec "$@"' sh \
  npx mocha --config test/edge/.mocharc.json "$@"
