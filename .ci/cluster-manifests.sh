#!/bin/sh
# Prints the folders of the modules in .ci/cluster/manifests as JSON, by module path: charts and custom resource definitions. Exits with 3
# if Go is missing or cannot download them.
set -eu

cd "$(dirname "$0")/cluster/manifests"
if ! command -v go >/dev/null; then
  echo "Found no Go to download charts and definitions. Tests on a real control plane are skipped." >&2
  exit 3
fi
modules=$(awk 'NF == 2 && $2 ~ /^v/ { print $1 }' go.mod)
separator='{'
for module in $modules; do
  # GOFLAGS of the environment could ask for a vendor folder.
  if ! folder=$(GOFLAGS=-mod=mod go mod download -json "$module" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p') || [ -z "$folder" ]; then
    echo "Go could not download $module. Tests on a real control plane are skipped." >&2
    exit 3
  fi
  printf '%s"%s":"%s"' "$separator" "$module" "$folder"
  separator=,
done
echo '}'
