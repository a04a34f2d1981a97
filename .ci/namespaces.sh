#!/bin/sh
# Prints the command that runs another one in network and process namespaces of its own: without a way out, and everything that is
# started ends with it. With the argument `processes` the network is the machine's. Exits with 1 if this machine does not allow such
# namespaces.
set -eu

isolation="--net --pid --fork --kill-child --mount-proc"
[ "${1:-}" != processes ] || isolation=${isolation#--net }
# shellcheck disable=SC2086 # the words of the option
for command in "unshare" "unshare --map-root-user"; do
  if $command $isolation true 2>/dev/null; then
    echo "$command $isolation"
    exit
  fi
done
exit 1
