#!/bin/sh
# Builds tongbao, then every bulletin folder beside this file into
# out/<folder>/, and prints what was read, found and written.
set -eu
cd "$(dirname "$0")/.."

sh tests/setup.sh
sh tests/build.sh build

failed=
for folder in samples/*/; do
    sample=$(basename "$folder")
    [ -d "$folder" ] || continue
    echo "== $sample"
    build/cmd/tongbao build "samples/$sample" -o "out/$sample" ||
        failed="$failed $sample"
done
if [ -n "$failed" ]; then
    echo "not built:$failed" >&2
    exit 1
fi
