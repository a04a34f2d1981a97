#!/bin/sh
# Runs the tests on a real Kubernetes control plane with the real Kubernetes provider, in a network namespace without a way out. Where a
# program is missing or namespaces are not allowed, mocha reports every one of them as pending. Arguments are passed to mocha.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- "test/cluster/**/*.spec.ts"

run_skipped() {
  [ -z "$1" ] || echo "$1 Tests on a real control plane are skipped." >&2
  shift
  CLUSTER_SKIP=1 exec npx mocha --config test/cluster/.mocharc.json "$@"
}

for program in unshare ip openssl; do
  command -v "$program" >/dev/null || run_skipped "Found no $program." "$@"
done
isolated=$(sh .ci/namespaces.sh) || run_skipped "This machine does not allow network namespaces." "$@"

status=0
pulumi=$(sh .ci/pulumi-cli.sh) && tools=$(sh .ci/cluster-tools.sh) && CLUSTER_MANIFESTS=$(sh .ci/cluster-manifests.sh) || status=$?
case $status in
  0) ;;
  3) run_skipped "" "$@" ;;
  *) exit "$status" ;;
esac
PATH=$tools:$(dirname "$pulumi"):$PATH
export PATH CLUSTER_MANIFESTS
npm run --silent build:pack

# The Services' addresses are this machine's, so that the tests can answer webhooks.
# shellcheck disable=SC2086 # the words of the command
exec $isolated sh -euc 'ip link set lo up; ip route add local 10.100.0.0/15 dev lo; exec "$@"' sh \
  npx mocha --config test/cluster/.mocharc.json "$@"
