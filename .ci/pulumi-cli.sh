#!/bin/sh
# Prints the path of a Pulumi CLI: the one on PATH if its version meets requiredPulumiVersion of Pulumi.yaml, otherwise one in a cache
# folder outside the repository, built with Go from the pinned module if it is not cached yet (a few minutes). Exits with 3 if there is
# no CLI and none can be built.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
module=$root/.ci/pulumi-cli

required=$(sed -n 's/^requiredPulumiVersion: *">=\(.*\)"$/\1/p' "$root/Pulumi.yaml")
if found=$(command -v pulumi); then
  version=$(pulumi version | sed 's/^v//')
  if [ "$(printf '%s\n%s\n' "$required" "$version" | sort -V | head -n 1)" = "$required" ]; then
    echo "$found"
    exit 0
  fi
  echo "The Pulumi CLI on PATH has version $version; this project requires $required or later." >&2
fi

version=$(awk '$1 == "require" && $2 == "github.com/pulumi/pulumi/pkg/v3" { print $3 }' "$module/go.mod")
target=${XDG_CACHE_HOME:-${HOME:-${TMPDIR:-/var/tmp}}/.cache}/hardened-aks/pulumi-$version
if [ ! -x "$target/pulumi" ]; then
  if ! command -v go >/dev/null; then
    echo "Found neither a Pulumi CLI nor Go to build one. Tests on the real engine are skipped." >&2
    exit 3
  fi
  echo "Building the Pulumi CLI $version with Go in $target; later runs use this build." >&2
  mkdir -p "$target"
  # Built under a temporary name and renamed: an interrupted or concurrent build must not leave an incomplete CLI.
  if ! (cd "$module" && go build -mod=readonly -trimpath \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    -o "$target/pulumi.$$" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi) >&2; then
    echo "Go failed to build the Pulumi CLI (see the output above). Tests on the real engine are skipped." >&2
    exit 3
  fi
  mv "$target/pulumi.$$" "$target/pulumi"
fi
echo "$target/pulumi"
