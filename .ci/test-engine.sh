#!/bin/sh
# Runs the tests on the real Pulumi engine. Without a Pulumi CLI mocha reports every one of them as pending. Arguments are passed to
# mocha.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- "test/engine/**/*.spec.ts"

status=0
pulumi=$(sh .ci/pulumi-cli.sh) || status=$?
case $status in
  0)
    PATH=$(dirname "$pulumi"):$PATH
    export PATH
    pulumi version
    ;;
  3)
    # PATH can still contain a CLI that is too old.
    ENGINE_SKIP=1
    export ENGINE_SKIP
    ;;
  *) exit "$status" ;;
esac
npm run --silent build:pack
exec npx mocha --config test/engine/.mocharc.json "$@"
