#!/bin/sh
# Builds tongbao and runs every test; the last line is `N passed, N failed`.
#
# usage: run.sh [--sanitize] [NAME...]
#
# --sanitize builds with clang's address and undefined-behaviour sanitizers.
# NAME picks the test programs and modules whose name holds it.
set -eu
cd "$(dirname "$0")/.."

build=build
if [ "${1-}" = --sanitize ]; then
    build=build-san
    shift
    sh tests/setup.sh sanitize
else
    sh tests/setup.sh
fi
sh tests/build.sh $build
exec python3 tests/run.py $build "$@"
