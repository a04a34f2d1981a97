#!/bin/sh
# Prints the path of a `pulumi`: the one on PATH, else one that Go builds from the pinned module into a cache folder outside the
# repository (some minutes the first time). Exits 3 where neither is possible.
set -eu

home=$(cd "$(dirname "$0")" && pwd)/pulumi-cli

if command -v pulumi; then
  exit 0
fi
if ! command -v go >/dev/null; then
  echo "No Pulumi CLI: there is none on PATH, and no Go to build one. Tests on the real engine are skipped." >&2
  exit 3
fi

version=$(awk '$1 == "require" && $2 == "github.com/pulumi/pulumi/pkg/v3" { print $3 }' "$home/go.mod")
target=${XDG_CACHE_HOME:-$HOME/.cache}/hardened-aks/pulumi-$version
if [ ! -x "$target/pulumi" ]; then
  echo "Building the Pulumi CLI $version with Go, once, into $target" >&2
  mkdir -p "$target"
  # Built beside its place and moved: a build that was interrupted must not be taken for a CLI.
  if ! (cd "$home" && go build -mod=readonly -trimpath \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    -o "$target/pulumi.new" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi) >&2; then
    echo "No Pulumi CLI: Go could not build it (see above). Tests on the real engine are skipped." >&2
    exit 3
  fi
  mv "$target/pulumi.new" "$target/pulumi"
fi
echo "$target/pulumi"
