#!/bin/sh
# Replaces the generated secrets whose rotation is due, and updates nothing else. Usage: sh .ci/pipelines/rotate.sh STACK
set -eu
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sh .ci/pipelines/preview.sh "$1" "$folder" || { cat "$folder/preview.log" >&2; exit 1; }
node .ci/pipelines/rotation.js "$folder/preview.json" "$folder/targets.txt"
[ -s "$folder/targets.txt" ] || exit 0

# The update is limited to what was checked: what has changed since then is not deployed.
set -- --stack "$1"
while IFS= read -r urn; do set -- "$@" --target "$urn"; done < "$folder/targets.txt"
pulumi up "$@" --policy-pack policy-pack --yes --skip-preview --non-interactive
