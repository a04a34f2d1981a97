# Functions of the scripts that build programs with Go from pinned modules into a cache folder outside the repository; to be sourced.
# shellcheck shell=sh

cache=${XDG_CACHE_HOME:-${HOME:-${TMPDIR:-/var/tmp}}/.cache}/hardened-aks

# version FOLDER MODULE: the version of a module that the module in a folder requires.
version() {
  awk -v module="$2" '$1 == "require" && $2 == module { print $3 } $1 == module { print $2 }' "$1/go.mod" | head -n 1
}

# build TARGET NAME FOLDER PACKAGE LDFLAGS [COMMAND]: builds a package of the module in a folder as TARGET/NAME, and then runs a command
# with TARGET, before the program has its name. Fails with a reason.
build() {
  if ! command -v go >/dev/null; then
    echo "Found neither $2 nor Go to build it." >&2
    return 1
  fi
  echo "Building $2 with Go in $1; later runs use this build." >&2
  mkdir -p "$1"
  # Built under a temporary name and renamed: an interrupted or concurrent build must not leave an incomplete program.
  if ! (cd "$3" && go build -mod=readonly -trimpath -ldflags "-s -w $5" -o "$1/$2.$$" "$4") >&2; then
    echo "Go failed to build $2 (see the output above)." >&2
    return 1
  fi
  [ -z "${6:-}" ] || "$6" "$1" || return 1
  mv "$1/$2.$$" "$1/$2"
}
