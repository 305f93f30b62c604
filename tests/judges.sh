#!/usr/bin/env bash
# Sets up the judges of .docx and .xlsx that may lie beside a checkout, in
# ../shared/tools/ooxml, in a copy of their own: build/judges.  Nothing is done
# where they are absent or set up already.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=${TONGBAO_SHARED-../shared}/tools/ooxml
[ -d $tools ] || exit 0
[ ! -e build/judges/ready ] || exit 0
mkdir -p build/judges
cp -R $tools/. build/judges/
chmod -R u+w build/judges
if ! bash build/judges/setup.sh >build/judges/setup.log 2>&1; then
    tail -n 5 build/judges/setup.log >&2
    exit 1
fi
touch build/judges/ready
