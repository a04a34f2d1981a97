#!/bin/sh
# Compares a stack with Azure and its clusters. Usage: sh .ci/pipelines/drift.sh STACK FOLDER
# Writes issue.md into the folder: the text of an issue, or nothing if there is no drift.
set -eu
cd "$(dirname "$0")/../.."

# The preview fails for any change; the script tells drift from a rotation that is due.
sh .ci/pipelines/preview.sh "$1" "$2" --refresh --expect-no-changes || true
cat "$2/preview.log" >&2
node .ci/pipelines/drift.js "$1" "$2/preview.json" > "$2/issue.md"
