#!/bin/sh
# Prints the folders, for PATH, of the programs of the tests on a real control plane: control-plane (etcd, kube-apiserver,
# kube-controller-manager and kube-scheduler), kwok, and pulumi-resource-kubernetes; with arguments, of these only. A program on PATH is
# used as it is, and so is a provider that `pulumi plugin install` has put into Pulumi's own folder; another one is built with Go from a
# pinned module into a cache folder outside the repository. Exits with 3 if one is missing and cannot be built.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/.ci/go-programs.sh"
modules=$root/.ci/cluster
wanted=${*:-control-plane kwok pulumi-resource-kubernetes}
folders=

# schema FOLDER: copies the schema and the mapping of the Kubernetes provider, which it reads from its own folder.
schema() {
  module=github.com/pulumi/pulumi-kubernetes/provider/v4
  source=$(cd "$modules/kubernetes-provider" && go mod download -json "$module" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')/cmd/pulumi-resource-kubernetes
  for file in schema.json terraform-mapping.json; do
    if ! cp -f "$source/$file" "$1/$file"; then
      echo "Found no $file in $module." >&2
      return 1
    fi
    chmod u+w "$1/$file"
  done
}

# program NAME FOLDER VERSION PACKAGE LDFLAGS [COMMAND]: adds the folder of a wanted program to the result; as build otherwise.
program() {
  case " $wanted " in *" $1 "*) ;; *) return ;; esac
  if found=$(command -v "$1"); then
    folders=$folders:$(dirname "$found")
    return
  fi
  target=$cache/$1-$3
  if [ ! -x "$target/$1" ] && ! build "$target" "$1" "$modules/$2" "$4" "$5" "${6:-}"; then
    echo "Tests on a real control plane are skipped." >&2
    exit 3
  fi
  folders=$folders:$target
}

kubernetes=$(version "$modules/control-plane" k8s.io/kubernetes)
component=k8s.io/component-base/version
minor=$(echo "$kubernetes" | cut -d. -f2)
program control-plane control-plane "$kubernetes" . "-X $component.gitVersion=$kubernetes -X $component.gitMajor=1 -X $component.gitMinor=$minor"

program kwok kwok "$(version "$modules/kwok" sigs.k8s.io/kwok)" sigs.k8s.io/kwok/cmd/kwok ""

# The engine requires at least the version of the SDK, and takes a provider on PATH whatever its version is.
sdk=$(node -p 'require(process.argv[1]).dependencies["@pulumi/kubernetes"]' "$root/package.json")
installed=${PULUMI_HOME:-${HOME:-}/.pulumi}/plugins/resource-kubernetes-v$sdk
[ ! -x "$installed/pulumi-resource-kubernetes" ] || PATH=$PATH:$installed
plugin=github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version
program pulumi-resource-kubernetes kubernetes-provider "v$sdk" . "-X $plugin=$sdk" schema

echo "${folders#:}"
