#!/bin/sh
# Builds everything in a folder of its own, quietly if all goes well.
#
# usage: build.sh build|build-san
#
# build is the release build; build-san is made by clang with the address and
# undefined-behaviour sanitizers.
set -eu
cd "$(dirname "$0")/.."

dir=${1-build}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# quietly COMMAND...: shows what it printed only if it fails.
quietly() {
    "$@" >"$log" 2>&1 </dev/null && return
    cat "$log" >&2
    echo "failed: $*" >&2
    exit 1
}

if [ ! -f "$dir/build.ninja" ]; then
    case $dir in
    build) quietly meson setup build --buildtype release ;;
    build-san)
        quietly env CC=clang meson setup build-san --buildtype debugoptimized \
            -Db_sanitize=address,undefined -Db_lundef=false
        ;;
    esac
fi
echo "building in $dir/"
quietly ninja -C "$dir"
