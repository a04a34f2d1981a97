#!/bin/sh
# Prints the path of a `pulumi`: the one on PATH where it is new enough for Pulumi.yaml, else the one in a cache folder outside the
# repository, which Go builds from the pinned module where it is not there yet (some minutes). Exits 3 where none of it is possible.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
home=$root/.ci/pulumi-cli

least=$(sed -n 's/^requiredPulumiVersion: *">=\(.*\)"$/\1/p' "$root/Pulumi.yaml")
if found=$(command -v pulumi); then
  version=$(pulumi version | sed 's/^v//')
  if [ "$(printf '%s\n%s\n' "$least" "$version" | sort -V | head -n 1)" = "$least" ]; then
    echo "$found"
    exit 0
  fi
  echo "The pulumi on PATH is $version; this project needs $least or later." >&2
fi

version=$(awk '$1 == "require" && $2 == "github.com/pulumi/pulumi/pkg/v3" { print $3 }' "$home/go.mod")
target=${XDG_CACHE_HOME:-${HOME:-${TMPDIR:-/var/tmp}}/.cache}/hardened-aks/pulumi-$version
if [ ! -x "$target/pulumi" ]; then
  if ! command -v go >/dev/null; then
    echo "No Pulumi CLI to use, and no Go to build one. Tests on the real engine are skipped." >&2
    exit 3
  fi
  echo "Building the Pulumi CLI $version with Go, once, into $target" >&2
  mkdir -p "$target"
  # Built beside its place and moved: a build that was interrupted, or that runs twice, must not be taken for a CLI.
  if ! (cd "$home" && go build -mod=readonly -trimpath \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    -o "$target/pulumi.$$" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi) >&2; then
    echo "No Pulumi CLI: Go could not build it (see above). Tests on the real engine are skipped." >&2
    exit 3
  fi
  mv "$target/pulumi.$$" "$target/pulumi"
fi
echo "$target/pulumi"
