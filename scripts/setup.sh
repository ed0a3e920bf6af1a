#!/bin/sh
# Makes .venv and installs the pinned requirements; a second run with the same requirements ends at once.
#   PYTHON        the interpreter (python3.11, else python3)
#   TORCH_INDEX   take torch from this index, e.g. https://download.pytorch.org/whl/cpu where there is no GPU
#   SERVERS=1     also what MySQL or MariaDB need (requirements/servers.txt: a compiler and headers)
set -eu
cd "$(dirname "$0")/.."

venv=.venv
requirements="requirements.txt requirements/development.txt"
[ "${SERVERS:-}" = 1 ] && requirements="$requirements requirements/servers.txt"
# shellcheck source=scripts/node.sh
. scripts/node.sh
has_node_on_path || requirements="$requirements requirements/node.txt"
python="${PYTHON:-$(command -v python3.11 || command -v python3 || true)}"
torch_pin=$(sed -n 's/^torch==/torch==/p' requirements.txt)

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

[ -n "$python" ] || fail "Python 3.11 is missing: apt-get install python3 python3-venv, or PYTHON=/path/to/python make setup"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || fail "$python is $("$python" -V 2>&1); Python 3.11 or newer is needed: PYTHON=/path/to/python3.11 make setup"

stamp="$venv/.installed"
wanted=$({ cat $requirements; "$python" -V; printf '%s\n' "$venv at $PWD"; } | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && grep -qx "$wanted" "$stamp" && "$venv/bin/python" -c '' 2>/dev/null; then exit 0; fi

has_torch() { "$1" -c 'import sys, torch; v = torch.__version__.split(".")[:2]; sys.exit([int(x) for x in v] < [2, 4])' >/dev/null 2>&1; }

if ! "$venv/bin/python" -c '' 2>/dev/null; then
    rm -rf "$venv"
    # A torch that the machine has (built for its GPU, perhaps) is used as it is.
    site=""
    if has_torch "$python"; then
        site=--system-site-packages
        say "Using the torch of $python."
    fi
    say "Making $venv with $("$python" -V) ..."
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv $site "$venv"
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip $site "$venv"
    else
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        fail "$python has neither ensurepip nor pip: apt-get install python$version-venv"
    fi
fi

pip() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$venv/bin/python" -m pip "$@"
    else
        # A pip from outside, 22.3 or newer, that installs into the environment.
        "$python" -m pip --python "$venv/bin/python" "$@"
    fi
}
install() { pip install --quiet --use-pep517 --disable-pip-version-check --no-input "$@"; }

list=$(mktemp)
trap 'rm -f "$list"' EXIT
trap 'exit 130' INT TERM
cat $requirements > "$list"
if has_torch "$venv/bin/python"; then
    sed -i '/^torch==/d' "$list"
elif [ -n "${TORCH_INDEX:-}" ]; then
    say "Installing $torch_pin from $TORCH_INDEX ..."
    install --index-url "$TORCH_INDEX" "$torch_pin" || fail "$torch_pin can't be had from TORCH_INDEX=$TORCH_INDEX"
    sed -i '/^torch==/d' "$list"
fi
say "Installing the pinned requirements (a first time takes some minutes) ..."
install -r "$list" || fail "Installing failed: the lines above say why. Run it again when that is mended; what is installed stays."
printf '%s\n' "$wanted" > "$stamp"
say "$venv is ready."
