"""Building an index beside the one in force, and bringing it up to date; for each engine."""

import fcntl
import io
import shutil
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.models import Anime
from catalog.search.engines import elastic as elastic_engine
from catalog.search.engines import embedded as embedded_engine
from catalog.search.index import contents as documents
from catalog.search.index import indexing
from catalog.search.index.stamps import stamps
from tests.catalog.factories import make_anime
from tests.catalog.search.conftest import ALIAS, found

pytestmark = pytest.mark.django_db
FIELDS = {
    *("id", "forms", "stamp", *documents.TOKEN_FIELDS, *documents.FACET_FIELDS, *documents.SORT_FIELDS),
}


@pytest.fixture
def in_force(engine):
    """The engine that answers; its index holds 25 anime."""
    Anime.objects.bulk_create(Anime(pk=pk, title_romaji=f"Kazemachi {pk:03}", popularity=pk) for pk in range(100, 125))
    assert len(found("kazemachi", page="2")) == 1
    return next(one for one in indexing.engines() if one.name == engine)


def command(*arguments):
    said = io.StringIO()
    call_command("search_index", *arguments, stdout=said)
    return said.getvalue()


def indices(engine, index_folder, elastic):
    if engine.name == "embedded":
        return {path.name for path in index_folder.iterdir()} - {"lock"}
    return set(elastic.indices.get(index=f"{ALIAS}*").body)


@pytest.mark.needs_elasticsearch
@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_a_build_that_stops_leaves_the_old_index(in_force, index_folder, elastic, monkeypatch, stop):
    before = indices(in_force, index_folder, elastic)
    documents_of = indexing._documents

    def stopping(ids):
        for done, one in enumerate(documents_of(ids)):
            if done == 20:
                assert indices(in_force, index_folder, elastic) > before
                assert len(found("kazemachi")) == 24
                raise stop
            yield one

    monkeypatch.setattr(indexing, "_documents", stopping)
    with pytest.raises(stop):
        indexing.rebuild(in_force)
    assert indices(in_force, index_folder, elastic) == before
    assert len(found("kazemachi")) == 24


@pytest.mark.needs_elasticsearch
def test_a_build_replaces_the_old_index_at_the_end(in_force, index_folder, elastic):
    before = indices(in_force, index_folder, elastic)
    steps = []

    def progress(name, done, total):
        steps.append((name, done, total))
        assert len(found("kazemachi")) == 24

    Anime.objects.filter(pk=100)._raw_delete("default")
    assert indexing.rebuild(in_force, progress=progress) == 24
    assert (steps[0], steps[-1]) == ((in_force.name, 0, 24), (in_force.name, 24, 24))
    assert (len(found("kazemachi")), 100 in found("kazemachi")) == (24, False)
    after = indices(in_force, index_folder, elastic)
    # Of the embedded engine the one before stays until the next build, for a reader who is just opening it.
    assert len(after - before) == 1
    indexing.rebuild(in_force)
    indexing.rebuild(in_force)
    assert len(indices(in_force, index_folder, elastic)) == {"embedded": 3, "elasticsearch": 1}[in_force.name]


def test_an_edit_during_a_build_is_in_the_new_index(in_force, settings):
    settings.SEARCH_CHECK_SECONDS = 3600.0

    def edit(name, done, total):
        if done == total:
            Anime.objects.filter(pk=100).update(title_romaji="Hoshimachi")

    indexing.rebuild(in_force, progress=edit)
    assert (found("hoshimachi"), len(found("kazemachi"))) == ([100], 24)


@pytest.mark.django_db(transaction=True)
def test_an_edit_does_not_wait_for_a_build(in_force, index_folder):
    with (index_folder / "lock").open("w") as building:
        fcntl.flock(building, fcntl.LOCK_EX)
        started = time.monotonic()
        make_anime(1, title_romaji="Aozora")
        assert time.monotonic() - started < 10
        assert len(found("kazemachi")) == 24
    assert found("aozora") == [1]


def test_the_command(in_force):
    names = [one.name for one in indexing.engines()]
    assert [line.split(" in ")[0] for line in command("--update").splitlines()] == [
        f"{name}: 0 anime brought up to date" for name in names
    ]
    assert command("--update", "--quiet") == ""
    Anime.objects.filter(pk__in=(100, 101)).update(title_romaji="Hoshimachi")
    Anime.objects.filter(pk=102)._raw_delete("default")
    assert "3 anime brought up to date" in command("--update", "--quiet", "--engine", in_force.name)
    assert sorted(found("hoshimachi")) == [100, 101]
    assert [line.split(" in ")[0] for line in command("--rebuild").splitlines()] == [
        f"{name}: 24 anime indexed" for name in names
    ]


def test_elasticsearch_must_be_configured(index_folder, db):
    with pytest.raises(CommandError, match="set ELASTICSEARCH_URL"):
        command("--rebuild", "--engine", "elasticsearch")


@pytest.mark.needs_elasticsearch
def test_a_server_that_is_away_fails_the_command_alone(index_folder, settings, db):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    settings.ELASTICSEARCH_DSL = {"default": {"hosts": settings.ELASTICSEARCH_URL}}
    make_anime(1, title_romaji="Aozora")
    with pytest.raises(CommandError, match=r"elasticsearch: .*Its old index stays in force"):
        command("--rebuild")
    settings.ELASTICSEARCH_URL = ""
    assert found("aozora") == [1]


@pytest.mark.needs_elasticsearch
def test_elasticsearch_keeps_the_documents(use, elastic, known_anime):
    """django-elasticsearch-dsl is known to write empty sources."""
    use("elasticsearch")
    Anime.objects.filter(pk=16498).update(summary="巨人来袭。")
    found("巨人")
    hits = elastic.search(index=ALIAS, size=1_000)["hits"]["hits"]
    known = stamps()
    expected = {
        str(anime.pk): documents.document(anime) | {"stamp": known[anime.pk]}
        for anime in Anime.objects.visible().prefetch_related(*documents.RELATIONS)
    }
    assert {hit["_id"]: hit["_source"] for hit in hits} == expected
    assert all(source.keys() == FIELDS for source in expected.values())
    assert set(elastic.indices.get_mapping(index=ALIAS).body.popitem()[1]["mappings"]["properties"]) == FIELDS


@pytest.mark.needs_elasticsearch
def test_what_killed_builds_left_is_dropped_and_nothing_else(use, elastic, known_anime):
    use("elasticsearch")
    found("巨人")
    for name in ("20240101000000-000000", "20990101000000-000000", "notes"):
        elastic.indices.create(index=f"{ALIAS}-{name}")
    command("--rebuild")
    left = {name.removeprefix(f"{ALIAS}-") for name in elastic.indices.get(index=f"{ALIAS}*").body}
    assert left - {"20990101000000-000000", "notes"} == {max(left - {"20990101000000-000000", "notes"})}
    assert {"20990101000000-000000", "notes"} < left


def test_an_index_of_another_version_is_built_anew(in_force, index_folder, monkeypatch):
    before = in_force.is_current()
    for module in (embedded_engine, elastic_engine):
        monkeypatch.setattr(module, "VERSION", documents.VERSION + 1)
    assert (before, in_force.is_current()) == (True, False)
    monkeypatch.setattr(indexing, "_known", {})
    assert len(found("kazemachi")) == 24
    assert in_force.is_current()
    assert command("--update", "--quiet") == ""


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_text("{"), Path.unlink, lambda p: shutil.rmtree(p.parents[1])]
)
def test_an_index_that_was_damaged_is_built_anew(index_folder, db, damage):
    make_anime(1, title_romaji="Aozora")
    assert found("aozora") == [1]
    (current,) = index_folder.glob("v*/meta.json")
    damage(current)
    assert found("aozora") == [1]


def test_comparing_costs_the_same_however_many_anime(in_force, django_assert_max_num_queries):
    assert connection.vendor
    with django_assert_max_num_queries(12):
        command("--update")
