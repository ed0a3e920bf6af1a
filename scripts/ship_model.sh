#!/bin/sh
# Makes the model that ships (models/default) from a folder with anime.csv and rating.csv[.gz]:
#   scripts/ship_model.sh PATH      about twenty minutes on two cores, in a home of its own under var/
set -eu
data=$(cd "${1:?usage: scripts/ship_model.sh PATH}" && pwd)
cd "$(dirname "$0")/.."
ANIMEREC_HOME=$PWD/var/ship_model
export ANIMEREC_HOME
rm -rf "$ANIMEREC_HOME"
manage=".venv/bin/python manage.py"
$manage migrate --verbosity 0
$manage import_catalogue
$manage import_dataset "$data" --name ship
$manage train --config default --dataset ship --activate
snapshot=$(find "$ANIMEREC_HOME/snapshots" -mindepth 1 -maxdepth 1 -type d ! -name '.*')
rm -rf models/default
mkdir -p models
cp -R "$snapshot" models/default
du -sh models/default
