#!/bin/sh
# The scripts of pages, which Vite builds from frontend/ into animerec/static/dist/.
#   scripts/frontend.sh build   a second run with the same sources ends at once
#   scripts/frontend.sh check   the types, and a linter
#   scripts/frontend.sh schema  write frontend/src/schema.ts anew, the types of the API
#   scripts/frontend.sh test    the components' tests
#   scripts/frontend.sh watch   build again whenever a source changes
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=scripts/node.sh
. scripts/node.sh

modules=frontend/node_modules
built=animerec/static/dist/.built

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
hash() { sha256sum | cut -d' ' -f1; }
is() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

sources() {
    find frontend -name node_modules -prune -o -path frontend/tests -prune -o -type f -print | LC_ALL=C sort
    echo templates/components/icon.html
}

wanted_build() { sources | xargs sha256sum | hash; }

install() {
    find_node || fail "Node 20.19 or newer is missing: run make setup, or install it with its npm."
    wanted=$({ cat frontend/package-lock.json frontend/.npmrc; node -p '`${process.version} ${process.arch}`'; } | hash)
    if is "$modules/.installed" "$wanted"; then return 0; fi
    say "Installing the pinned packages of frontend/ with Node $(node -p process.versions.node) ..."
    (cd frontend && npm ci --loglevel=error) \
        || fail "npm could not install them: the lines above say why. Is the npm registry within reach?"
    printf '%s\n' "$wanted" > "$modules/.installed"
}

run() { (cd frontend && npm run --silent "$@"); }

build() {
    state=$(wanted_build)
    if is "$built" "$state"; then return 0; fi
    install
    say "Building frontend/ ..."
    run build -- --logLevel=warn || fail "Building frontend/ failed: the lines above say why."
    printf '%s\n' "$state" > "$built"
}

schema() {
    described=$(mktemp)
    trap 'rm -f "$described"' EXIT
    .venv/bin/python manage.py spectacular --file "$described"
    (cd frontend && npm exec --no -- openapi-typescript "$described" --enum-values --output src/schema.ts)
}

case "${1:-}" in
    build) build ;;
    check) install; run check ;;
    schema) install; schema ;;
    test) install; run test ;;
    watch) install; run watch ;;
    *) fail "usage: scripts/frontend.sh build|check|schema|test|watch" ;;
esac
