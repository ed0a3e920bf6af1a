"""Rules of the house that a machine can check."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("animerec", "accounts", "catalog", "favorites", "recommend", "ml")
MOST_MODULES = 12
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_packages_import_only_what_stands_below_them() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True)


def test_nothing_is_pickled() -> None:
    pickles = re.compile(r"\bpickle\b|\bjoblib\b|\bshelve\b|allow_pickle=True|weights_only=False")
    assert [path for path in SOURCES if pickles.search(path.read_text(encoding="utf-8"))] == []


def test_no_drawers_for_odds_and_ends() -> None:
    drawers = {"util", "utils", "helper", "helpers", "common", "misc", "core"}
    assert [path for path in SOURCES if drawers & {path.stem, path.parent.name}] == []


ROOMS = sorted({path.parent for path in SOURCES if path.relative_to(ROOT).parts[0] in {"catalog", "ml", "recommend"}})
# Django decides what lies in these.
GIVEN = {"commands", "migrations"}


def test_a_room_says_what_goes_on_in_it_and_holds_a_dozen_modules_at_most() -> None:
    rooms = [room for room in ROOMS if room.name not in GIVEN]
    silent = [room for room in rooms if not ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8")))]
    crowded = [room for room in rooms if len(list(room.glob("*.py"))) > 1 + MOST_MODULES]
    assert (silent, crowded) == ([], [])


def test_the_map_names_files_that_are_there() -> None:
    """docs/architecture.md says where to change what; a path there that nobody finds would be worse than none."""
    text = (ROOT / "docs/architecture.md").read_text("utf-8").split("## Where to change what")[1]
    named = re.findall(r"`([a-z_]+/[\w./*]*)`", text)
    assert len(named) > 25
    assert [path for path in named if not any(ROOT.glob(path.rstrip("/")))] == []


def test_web_code_loads_neither_spark_nor_torch() -> None:
    """What a gunicorn worker imports: a slow start and hundreds of megabytes are saved."""
    code = (
        "import animerec.wsgi, sys; from django.urls import get_resolver; get_resolver().url_patterns; "
        "heavy = {'pyspark', 'torch', 'gensim', 'pandas', 'ml.pipeline'} & set(sys.modules); "
        "print(*sorted(heavy))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == []
