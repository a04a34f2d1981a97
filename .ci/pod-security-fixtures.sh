#!/bin/sh
# Prints the folder of the Pod Security fixtures: the pods with which Kubernetes tests its own admission controller, from a pinned Go
# module. Exits with 3 if Go is missing or cannot download the module.
set -eu

cd "$(dirname "$0")/pod-security"
if ! command -v go >/dev/null; then
  echo "Found no Go to download the Pod Security fixtures. Tests with them are skipped." >&2
  exit 3
fi
if ! folder=$(go mod download -json k8s.io/pod-security-admission | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p') || [ -z "$folder" ]; then
  echo "Go could not download the Pod Security fixtures. Tests with them are skipped." >&2
  exit 3
fi
echo "$folder/test/testdata"
