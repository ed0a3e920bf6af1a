"""An Elasticsearch that doesn't answer: nobody waits for it, everybody gets results, and it comes back by itself."""

import logging
import time
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Anime
from catalog.search.engines import switch as switch_module
from catalog.search.engines.elastic import ElasticEngine
from catalog.search.index import indexing
from catalog.search.query import SearchQuery
from catalog.search.search import search
from tests.catalog.factories import make_anime
from tests.catalog.search.conftest import ALIAS
from tests.catalog.search.forwarder import forwarder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs_elasticsearch]
BANNER = "已改用内置引擎"
# Less than a request that is waited for: a bulk request has a minute.
SOON = 20


@pytest.fixture
def server(index_folder, elastic, elasticsearch_url, settings, monkeypatch):
    """What stands before the real server, which is configured through it; nothing was searched yet."""
    # Of what is well nothing takes so long, even on a busy machine; how often it was asked is counted, not timed.
    monkeypatch.setattr(switch_module, "ANSWER_WITHIN", 1.0)
    monkeypatch.setattr(switch_module, "RETRY_SECONDS", 3600)
    with forwarder(elasticsearch_url) as server:
        settings.ELASTICSEARCH_URL = server.url
        settings.ELASTICSEARCH_DSL = {"default": {"hosts": server.url}}
        make_anime(1, title_romaji="Aozora")
        yield server


@pytest.fixture
def warnings(caplog):
    """What the log says of engines, so far."""
    caplog.set_level(logging.WARNING)
    return lambda: [record.getMessage() for record in caplog.records if record.name.startswith("catalog.search")]


@pytest.fixture
def look(client):
    def look_for(text):
        """Whether the page has the banner, and the ids on it."""
        started = time.monotonic()
        answer = client.get("/search/", {"q": text})
        assert answer.status_code == 200
        assert time.monotonic() - started < SOON
        result = answer.context["result"]
        assert (BANNER in answer.content.decode()) == result.is_degraded == (result.engine == "embedded")
        return result.is_degraded, [card.id for card in result.page.object_list]

    return look_for


def try_again():
    """As if RETRY_SECONDS had passed."""
    switch_module.switch().breaker.reset_timeout = 0


WAYS = pytest.mark.parametrize("way", ["hang", "refuse"])


@WAYS
def test_nobody_waits_for_it(server, look, warnings, client, way):
    assert look("aozora") == (False, [1])
    getattr(server, way)()
    before = server.received
    assert look("aozora") == (True, [1])
    asked = server.received
    assert asked - before <= 2
    assert len(warnings()) == 1
    assert "embedded engine answers" in warnings()[0]
    for _ in range(5):
        assert look("aozora") == (True, [1])
    suggested = client.get("/api/v1/suggest", {"q": "aoz"}).json()
    assert (suggested["engine"], suggested["is_degraded"], [one["id"] for one in suggested["results"]]) == (
        *("embedded", True),
        [1],
    )
    assert (server.received, len(warnings())) == (asked, 1)


@WAYS
def test_it_comes_back_by_itself_with_what_it_missed(server, look, warnings, way):
    assert look("aozora") == (False, [1])
    getattr(server, way)()
    assert look("aozora") == (True, [1])
    asked = server.received
    make_anime(2, title_romaji="Yumemi")
    Anime.objects.get(pk=1).delete()
    assert (look("yumemi"), look("aozora")) == ((True, [2]), (True, []))
    assert server.received == asked
    try_again()
    # Still away: one request asks, and says nothing new.
    assert look("yumemi") == (True, [2])
    assert len(warnings()) == 1
    server.answer_again()
    assert (look("yumemi"), look("aozora")) == ((False, [2]), (False, []))
    assert [message for message in warnings() if "again" in message] == ["Elasticsearch answers again."]
    assert len(warnings()) == 2


@WAYS
def test_an_edit_does_not_wait_for_it(server, look, way):
    """Nor does whoever searches next, where nobody has noticed yet."""
    assert look("aozora") == (False, [1])
    getattr(server, way)()
    started = time.monotonic()
    make_anime(2, title_romaji="Yumemi")
    assert time.monotonic() - started < SOON
    assert look("yumemi") == (True, [2])


@WAYS
def test_a_bulk_write_does_not_wait_for_it(server, look, way):
    assert look("aozora") == (False, [1])
    getattr(server, way)()
    Anime.objects.filter(pk=1).update(title_romaji="Yumemi")
    assert look("yumemi") == (True, [1])


def test_one_that_was_away_from_the_start_gets_an_index(server, look, elastic):
    server.refuse()
    assert look("aozora") == (True, [1])
    server.answer_again()
    try_again()
    assert look("aozora") == (False, [1])
    assert elastic.count(index=ALIAS)["count"] == 1


def test_an_index_that_was_deleted(server, look, elastic, warnings):
    assert look("aozora") == (False, [1])
    for name in elastic.indices.get(index=f"{ALIAS}*").body:
        elastic.indices.delete(index=name)
    assert look("aozora") == (True, [1])
    assert "index_not_found" in warnings()[0]
    try_again()
    assert look("aozora") == (False, [1])
    assert elastic.count(index=ALIAS)["count"] == 1


def test_a_mistake_of_ours_is_not_hidden(server, look, monkeypatch):
    assert look("aozora") == (False, [1])

    def broken(self, query):
        raise TypeError("ours")

    monkeypatch.setattr(ElasticEngine, "answer", broken)
    with pytest.raises(TypeError, match="ours"):
        search(SearchQuery(text="aozora"), language="zh")
    monkeypatch.undo()
    assert not switch_module.switch().is_degraded


def test_a_query_that_it_refuses_concerns_nobody_else(server, look, monkeypatch, warnings):
    assert look("aozora") == (False, [1])
    answer = ElasticEngine.answer
    monkeypatch.setattr(ElasticEngine, "answer", lambda self, query: answer(self, replace(query, limit=1_000_000)))
    assert look("aozora") == (True, [1])
    monkeypatch.undo()
    assert look("aozora") == (False, [1])
    assert ["refuses a query" in message for message in warnings()] == [True]


def test_the_command_goes_on_with_the_other_engine(server, look, capsys):
    assert look("aozora") == (False, [1])
    server.refuse()
    Anime.objects.filter(pk=1).update(title_romaji="Yumemi")
    with pytest.raises(CommandError, match="Its old index stays in force"):
        call_command("search_index", "--update")
    assert "embedded: 1 anime" in capsys.readouterr().out
    assert indexing.engines()[0].name == "embedded"
