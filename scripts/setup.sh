#!/bin/sh
# Make .venv and install the versions that a lock file names: `scripts/setup.sh run` for users, `dev` for developers.
# A second run with the same lock files does nothing; an environment that is broken or of another place is made anew.
set -eu
cd "$(dirname "$0")/.."
what=$1
case $what in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    *) echo "usage: $0 run|dev" >&2; exit 2 ;;
esac
venv=.venv
stamp=$(cat requirements.txt requirements-dev.txt pyproject.toml setup.py | cksum)" $(pwd)"

fits() { # there is such a Python, and it is new enough
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if fits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>&1) || found="no python3"
    echo "kamtui needs Python 3.11 or newer; this machine has ${found}." >&2
    echo "Install one, or name it: make demo PYTHON=/path/to/python3.11" >&2
    exit 1
}

moved() { # made in another folder: its commands name Pythons that are not here
    cat $venv/.kamtui-* 2>/dev/null | grep -qv " $(pwd)\$"
}

if fits $venv/bin/python && $venv/bin/python -c 'import pip' 2>/dev/null && ! moved; then
    if [ "$(cat $venv/.kamtui-$what 2>/dev/null)" = "$stamp" ]; then
        exit 0
    fi
else
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$("$python" --version) lacks its venv module; on Debian and Ubuntu: sudo apt install python3-venv" >&2
        exit 1
    fi
    rm -rf $venv
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv $venv
fi

echo "Installing the versions of $lock (once; about a minute)"
$venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $lock
$venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
echo "$stamp" >$venv/.kamtui-$what
if [ "$what" = dev ]; then # its lock holds every version of the other
    echo "$stamp" >$venv/.kamtui-run
fi
