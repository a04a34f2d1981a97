#!/bin/sh
# Prints the folders, for PATH, of the programs of the tests on a real control plane: control-plane (etcd, kube-apiserver,
# kube-controller-manager and kube-scheduler), kwok, and pulumi-resource-kubernetes. A program on PATH is used as it is; another one is
# built with Go from a pinned module into a cache folder outside the repository. Exits with 3 if one is missing and cannot be built.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cache=${XDG_CACHE_HOME:-${HOME:-${TMPDIR:-/var/tmp}}/.cache}/hardened-aks
modules=$root/.ci/cluster
folders=

# version FOLDER MODULE: the required version of a module.
version() {
  awk -v module="$2" '$1 == "require" && $2 == module { print $3 } $1 == module { print $2 }' "$modules/$1/go.mod" | head -n 1
}

# schema FOLDER: copies the schema and the mapping of the Kubernetes provider, which it reads from its own folder.
schema() {
  module=github.com/pulumi/pulumi-kubernetes/provider/v4
  source=$(cd "$modules/kubernetes-provider" && go mod download -json "$module" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')/cmd/pulumi-resource-kubernetes
  for file in schema.json terraform-mapping.json; do
    if ! cp -f "$source/$file" "$1/$file"; then
      echo "Found no $file in $module. Tests on a real control plane are skipped." >&2
      exit 3
    fi
    chmod u+w "$1/$file"
  done
}

# program NAME FOLDER VERSION PACKAGE LDFLAGS: adds the folder of the program to the result.
program() {
  if found=$(command -v "$1"); then
    folders=$folders:$(dirname "$found")
    return
  fi
  target=$cache/$1-$3
  if [ ! -x "$target/$1" ]; then
    if ! command -v go >/dev/null; then
      echo "Found neither $1 nor Go to build it. Tests on a real control plane are skipped." >&2
      exit 3
    fi
    echo "Building $1 $3 with Go in $target; later runs use this build." >&2
    mkdir -p "$target"
    # Built under a temporary name and renamed: an interrupted or concurrent build must not leave an incomplete program.
    if ! (cd "$modules/$2" && go build -mod=readonly -trimpath -ldflags "-s -w $5" -o "$target/$1.$$" "$4") >&2; then
      echo "Go failed to build $1 (see the output above). Tests on a real control plane are skipped." >&2
      exit 3
    fi
    [ "$2" != kubernetes-provider ] || schema "$target"
    mv "$target/$1.$$" "$target/$1"
  fi
  folders=$folders:$target
}

kubernetes=$(version control-plane k8s.io/kubernetes)
component=k8s.io/component-base/version
minor=$(echo "$kubernetes" | cut -d. -f2)
program control-plane control-plane "$kubernetes" . "-X $component.gitVersion=$kubernetes -X $component.gitMajor=1 -X $component.gitMinor=$minor"

program kwok kwok "$(version kwok sigs.k8s.io/kwok)" sigs.k8s.io/kwok/cmd/kwok ""

# The engine requires at least the version of the SDK.
sdk=$(node -p 'require(process.argv[1]).dependencies["@pulumi/kubernetes"]' "$root/package.json")
plugin=github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version
program pulumi-resource-kubernetes kubernetes-provider "v$sdk" . "-X $plugin=$sdk"

echo "${folders#:}"
