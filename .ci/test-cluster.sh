#!/bin/sh
# Runs the tests on a real Kubernetes control plane with the real Kubernetes provider, in a network namespace without a way out. Where a
# program is missing or namespaces are not allowed, mocha reports every one of them as pending. Arguments are passed to mocha.
set -eu
cd "$(dirname "$0")/.."

skip() {
  echo "$1" >&2
  CLUSTER_SKIP=1
  export CLUSTER_SKIP
}

status=0
pulumi=$(sh .ci/pulumi-cli.sh) && tools=$(sh .ci/cluster-tools.sh) && CLUSTER_MANIFESTS=$(sh .ci/cluster-manifests.sh) || status=$?
case $status in
  0)
    PATH=$tools:$(dirname "$pulumi"):$PATH
    export PATH CLUSTER_MANIFESTS
    ;;
  3) CLUSTER_SKIP=1 && export CLUSTER_SKIP ;;
  *) exit "$status" ;;
esac
for program in unshare ip openssl; do
  command -v "$program" >/dev/null || skip "Found no $program. Tests on a real control plane are skipped."
done
npm run --silent build:pack

if [ "${CLUSTER_SKIP:-}" = 1 ]; then
  exec npx mocha --config test/cluster/.mocharc.json "$@"
fi
# Without the privilege to create a network namespace, one in a user namespace of its own.
isolation="--net --pid --fork --kill-child --mount-proc"
namespace="unshare $isolation"
$namespace true 2>/dev/null || namespace="unshare --map-root-user $isolation"
if ! $namespace true 2>/dev/null; then
  skip "This machine does not allow network namespaces. Tests on a real control plane are skipped."
  exec npx mocha --config test/cluster/.mocharc.json "$@"
fi
# The Services' addresses are this machine's, so that the tests can answer webhooks.
# shellcheck disable=SC2086 # the words of the command
exec $namespace sh -euc 'ip link set lo up; ip route add local 10.100.0.0/15 dev lo; exec "$@"' sh \
  npx mocha --config test/cluster/.mocharc.json "$@"
