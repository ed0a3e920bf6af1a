#!/bin/sh
# Makes the model that ships (models/default) from one or several sets of ratings, in a home of its own under var/:
#   scripts/ship_model.sh [NAME=]PATH…      each as import_dataset takes it; NAME is by default what PATH ends in
set -eu
here=$(pwd)
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || { echo "usage: scripts/ship_model.sh [NAME=]PATH..." >&2; exit 2; }
ANIMEREC_HOME=$PWD/var/ship_model
export ANIMEREC_HOME
manage=".venv/bin/python manage.py"

name_of() {
    case $1 in
        *=*) echo "${1%%=*}" ;;
        *) basename "$1" | sed 's/\.gz$//; s/\.csv$//; s/[^A-Za-z0-9_-]/-/g' ;;
    esac
}

path_of() {
    path=${1#*=}
    case $path in
        /*) echo "$path" ;;
        *) echo "$here/$path" ;;
    esac
}

for data in "$@"; do
    [ -e "$(path_of "$data")" ] || { echo "There is no file or folder $(path_of "$data")." >&2; exit 2; }
done
rm -rf "$ANIMEREC_HOME"
$manage migrate --verbosity 0
$manage import_catalogue
for data in "$@"; do
    $manage import_dataset "$(path_of "$data")" --name "$(name_of "$data")"
done
$manage train --config default --all-datasets --activate
snapshot=$(find "$ANIMEREC_HOME/snapshots" -mindepth 1 -maxdepth 1 -type d ! -name '.*')
rm -rf models/default
mkdir -p models
cp -R "$snapshot" models/default
du -sh models/default
