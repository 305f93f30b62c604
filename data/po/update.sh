#!/bin/sh
# Brings zh_CN.po in line with the messages of the sources.
#
# usage: update.sh [OUT.po]
#
# Messages that are new come in empty, those that are gone go; nothing is
# guessed.  With OUT.po the result is written there and zh_CN.po stays.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
po=$top/data/po/zh_CN.po
out=${1-$po}
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT

cd "$top"
# No line numbers: a moved line is not a change of the catalogue.
find cmd gen -name '*.[ch]' | LC_ALL=C sort | xgettext --files-from=- \
    --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ \
    --package-name=tongbao --add-location=file --output=- |
    sed -e '/^"POT-Creation-Date:/d' -e 's/charset=CHARSET/charset=UTF-8/' \
        >"$pot"
msgmerge --quiet --no-fuzzy-matching --add-location=file --no-wrap \
    --output-file=- "$po" "$pot" | msgattrib --no-obsolete --no-wrap \
    --output-file="$out.new" -
mv "$out.new" "$out"
