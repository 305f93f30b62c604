#!/bin/sh
# Installs the Debian packages tongbao is built and tested with.
#
# usage: setup.sh [sanitize]
#
# What is there already is left alone: then nothing is run and no network is
# needed.  Otherwise apt-get installs what is missing, as root or through a
# sudo that asks nothing.  Where that may not be, the packages and the command
# are named and the exit status is 1.
set -eu

packages='gcc libc6-dev meson ninja-build pkg-config python3 gettext
    libxlsxwriter-dev libxml2-dev libzip-dev zlib1g-dev libpcre2-dev
    libsqlite3-dev libssl-dev libjansson-dev libcmocka-dev'
case ${1-} in
'') ;;
sanitize) packages="$packages clang libclang-rt-dev llvm" ;;
*)
    echo "usage: setup.sh [sanitize]" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "set-up: not a Debian system, nothing is installed; needed are the" \
        "equivalents of" $packages >&2
    exit 0
fi

# dpkg-query fails when it knows nothing of one package: that is an answer.
present=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $packages \
    2>/dev/null | sed -n 's/ installed$//p') || true
missing=
for package in $packages; do
    case "
$present
" in
    *"
$package
"*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

# refuse REASON: the way out when packages cannot be installed from here.
refuse() {
    cat >&2 <<END
set-up: these Debian packages are missing:$missing
set-up: $1. Install them with
    ${2-}apt-get update && ${2-}apt-get install --no-install-recommends$missing
END
    exit 1
}

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif ! command -v sudo >/dev/null; then
    refuse 'only root can install them, and sudo is not here'
elif ! sudo -n true 2>/dev/null; then
    refuse 'only root can install them, and sudo asks for a password' 'sudo '
else
    as_root='sudo -n'
fi

# apt_get ARGUMENT...: never asks, and waits for another apt-get to end.
apt_get() {
    $as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a \
        apt-get -y -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        -o Dpkg::Options::=--force-confold "$@" </dev/null
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "set-up: installing$missing"
# Without network the packages may still be in apt's cache.
apt_get update >"$log" 2>&1 || true
if ! apt_get install --no-install-recommends $missing >>"$log" 2>&1; then
    tail -n 6 "$log" >&2
    refuse 'apt-get could not install them; its last words stand above' \
        "${as_root:+sudo }"
fi
