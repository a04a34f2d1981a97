#!/bin/sh
# Packs the built policy pack with the address of the repository that it was built in, which a fork's package must not share.
# Usage: sh .ci/pipelines/pack.sh REPOSITORY_URL FOLDER
set -eu

mkdir -p "$2"
target=$(cd "$2" && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -R "$(dirname "$0")/../../policy-pack/." "$copy"
cd "$copy"
npm pkg set repository.type=git "repository.url=git+$1" repository.directory=policy-pack
npm pack --silent --ignore-scripts --pack-destination "$target"
