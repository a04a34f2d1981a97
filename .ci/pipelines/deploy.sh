#!/bin/sh
# Updates a stack if its changes are still those that were approved. Usage: sh .ci/pipelines/deploy.sh STACK APPROVED.json
set -eu
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sh .ci/pipelines/preview.sh "$1" "$folder" || { cat "$folder/preview.log" >&2; exit 1; }
node .ci/pipelines/changes.js compare "$2" "$folder/preview.json"
pulumi up --stack "$1" --policy-pack policy-pack --yes --skip-preview --non-interactive
