#!/bin/sh
# Tests on the real Pulumi engine. Without a CLI mocha still runs, and counts every one of them as pending. Arguments go to mocha.
set -eu
cd "$(dirname "$0")/.."

if pulumi=$(sh .ci/pulumi-cli.sh); then
  PATH=$(dirname "$pulumi"):$PATH
  export PATH
  pulumi version
fi
npm run --silent build:pack
exec npx mocha --config test/engine/.mocharc.json "$@"
