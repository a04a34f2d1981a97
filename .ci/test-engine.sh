#!/bin/sh
# Tests on the real Pulumi engine. Without a CLI mocha still runs, and counts every one of them as pending. Arguments go to mocha.
set -eu
cd "$(dirname "$0")/.."

none=0
pulumi=$(sh .ci/pulumi-cli.sh) || none=$?
case $none in
  0)
    PATH=$(dirname "$pulumi"):$PATH
    export PATH
    pulumi version
    ;;
  3)
    # A CLI that is too old may still be on PATH.
    ENGINE_SKIP=1
    export ENGINE_SKIP
    ;;
  *) exit "$none" ;;
esac
npm run --silent build:pack
exec npx mocha --config test/engine/.mocharc.json "$@"
