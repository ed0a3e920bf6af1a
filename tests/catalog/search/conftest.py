"""Each engine by itself and both on one catalogue, with an index of the test's own."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch, NotFoundError

from catalog.documents import AnimeDocument
from catalog.search.engines import switch
from catalog.search.query import SearchQuery
from catalog.search.search import SearchResult, search
from tests.catalog.search.anime import make_known_anime

ALIAS = AnimeDocument._index._name
ENGINES = ("embedded", pytest.param("elasticsearch", marks=pytest.mark.needs_elasticsearch))


@pytest.fixture
def index_folder(settings: Any, tmp_path: Path) -> Path:
    """An empty place for the embedded engine; no other engine is configured."""
    settings.ELASTICSEARCH_URL = ""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    return tmp_path / "search"


@pytest.fixture
def elastic(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """A client of the real server, on which no index of ours is before and after."""
    with Elasticsearch(elasticsearch_url, request_timeout=30) as client:
        _drop_indices(client)
        yield client
        _drop_indices(client)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a test's question may take longer than a reader would wait."""
    monkeypatch.setattr(switch, "ANSWER_WITHIN", 20.0)


@pytest.fixture
def use(index_folder: Path, settings: Any, request: pytest.FixtureRequest) -> Callable[[str], None]:
    """``use("elasticsearch")`` and ``use("embedded")`` say which engine is configured from now on."""

    def use_engine(name: str) -> None:
        if name == "embedded":
            settings.ELASTICSEARCH_URL = ""
            return
        for needed in ("patient", "elastic"):
            request.getfixturevalue(needed)
        settings.ELASTICSEARCH_URL = url = request.getfixturevalue("elasticsearch_url")
        settings.ELASTICSEARCH_DSL = {"default": {"hosts": url}}

    return use_engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, use: Callable[[str], None]) -> str:
    """The engine in force; where it is Elasticsearch, the embedded one is fed beside it."""
    use(request.param)
    return str(request.param)


@pytest.fixture
def known_anime(db: None) -> None:
    make_known_anime()


def _drop_indices(client: Elasticsearch) -> None:
    for name in client.indices.get(index=f"{ALIAS}*").body:
        with suppress(NotFoundError):
            client.indices.delete(index=name)


def ask(text: str = "", *, user: Any = None, **params: Any) -> SearchResult:
    """A search as the page makes it, from the engine that is configured; ``params`` as in the URL."""
    result = search(SearchQuery.from_params({"q": text, **params}), language="zh", user=user)
    assert not result.is_degraded
    return result


def found(text: str = "", *, user: Any = None, **params: Any) -> list[int]:
    """The ids on the page."""
    return [card.id for card in ask(text, user=user, **params).page.object_list]
