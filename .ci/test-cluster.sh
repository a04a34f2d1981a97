#!/bin/sh
# Runs the tests on a real Kubernetes control plane with the real Kubernetes provider. If KUBECONFIG names clusters of kind on this machine
# in which nothing is installed, the tests use these; otherwise they start control planes, in a network namespace without a way out. Where
# a program is missing or namespaces are not allowed, mocha reports every one of them as pending. Arguments are passed to mocha.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- "test/cluster/**/*.spec.ts"

run_skipped() {
  [ -z "$1" ] || echo "$1 Tests on a real control plane are skipped." >&2
  shift
  CLUSTER_SKIP=1 exec npx mocha --config test/cluster/.mocharc.json "$@"
}

CLUSTER_EXISTING=
if [ -n "${KUBECONFIG:-}" ]; then
  CLUSTER_EXISTING=$(npx tsx test/cluster/support/existing/select.ts) || [ $? -eq 1 ] || exit 2
  [ -n "$CLUSTER_EXISTING" ] || echo "The tests start control planes of their own." >&2
fi
export CLUSTER_EXISTING

if [ -n "$CLUSTER_EXISTING" ]; then
  echo "The tests use clusters that run already: $CLUSTER_EXISTING" >&2
  echo "The network is this machine's, with its way out. Azure is simulated, charts come from folders, and no node pulls an image." >&2
  commands=openssl
  programs="kwok pulumi-resource-kubernetes"
else
  commands="unshare ip openssl"
  programs=
fi
for command in $commands; do
  command -v "$command" >/dev/null || run_skipped "Found no $command." "$@"
done
if [ -n "$CLUSTER_EXISTING" ]; then
  # Without namespaces, what was started remains if the tests are killed.
  isolated=$(sh .ci/namespaces.sh processes) || isolated=
else
  isolated=$(sh .ci/namespaces.sh) || run_skipped "This machine does not allow network namespaces." "$@"
fi

status=0
# shellcheck disable=SC2086 # the names of the programs
pulumi=$(sh .ci/pulumi-cli.sh) && tools=$(sh .ci/cluster-tools.sh $programs) && CLUSTER_MANIFESTS=$(sh .ci/cluster-manifests.sh) ||
  status=$?
case $status in
  0) ;;
  3) run_skipped "" "$@" ;;
  *) exit "$status" ;;
esac
PATH=$tools:$(dirname "$pulumi"):$PATH
export PATH CLUSTER_MANIFESTS
npm run --silent build:pack

# shellcheck disable=SC2086 # the words of the command
[ -z "$CLUSTER_EXISTING" ] || exec $isolated npx mocha --config test/cluster/.mocharc.json "$@"

# The Services' addresses are this machine's, so that the tests can answer webhooks.
# shellcheck disable=SC2086 # the words of the command
exec $isolated sh -euc 'ip link set lo up; ip route add local 10.100.0.0/15 dev lo; exec "$@"' sh \
  npx mocha --config test/cluster/.mocharc.json "$@"
