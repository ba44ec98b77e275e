#!/bin/sh
# Makes the environment of the project from requirements.lock: `sh tools/set_up.sh FOLDER`.
# Every package is checked against its hash, and nothing is built but the project itself.
set -eu

venv=$1
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 3; }
runs() { command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for python in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14 python; do
        if runs "$python"; then
            printf '%s\n' "$python"
            return
        fi
    done
    stop "counter-app needs Python 3.11 or newer; found: $( (python3 --version || python --version || echo none) 2>&1 | tail -n 1). Name another with: make PYTHON=/path/to/python3.11"
}

old_glibc() {
    "$1" -c '
import platform, sys
name, version = platform.libc_ver()
if sys.platform == "linux" and (name != "glibc" or tuple(map(int, version.split("."))) < (2, 34)):
    print(name or "another C library", version)'
}

python=$(find_python)
found=$(old_glibc "$python")
[ -z "$found" ] || stop "Qt needs glibc 2.34 or newer (Debian 12, Ubuntu 22.04 and later); found: $found."

# Debian keeps ensurepip in a package of its own; a pip outside of the environment does as well.
if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    make_venv() { "$python" -m venv --clear "$venv"; }
    pip() { "$venv/bin/python" -m pip "$@"; }
elif "$python" -c 'import pip, venv' 2>/dev/null; then
    make_venv() { "$python" -m venv --clear --without-pip "$venv"; }
    pip() { "$python" -m pip --python "$venv/bin/python" "$@"; }
else
    stop "$python can neither make an environment nor install into one. Copy this line: sudo apt-get install -y python3-venv"
fi

if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    say "Setting up $venv with $("$python" --version): about 100 MB to fetch, once."
    make_venv
fi
pip install -qq --require-hashes --only-binary :all: -r requirements.lock
pip install -qq --no-deps --no-build-isolation -e .
