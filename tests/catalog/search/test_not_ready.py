"""While the first index is being built, search says so: no results would be a lie."""

import fcntl

import pytest

from catalog.models import Anime
from catalog.search.engines import switch
from tests.catalog.factories import make_anime
from tests.catalog.search.conftest import found
from tests.embedded.conftest import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]


def test_an_index_that_another_process_builds(index_folder, client):
    make_anime(1, title_romaji="Aozora")
    index_folder.mkdir(exist_ok=True)
    with (index_folder / "lock").open("w") as building:
        fcntl.flock(building, fcntl.LOCK_EX)
        page = client.get("/search/?q=aozora")
        assert page.status_code == 503
        assert page["Retry-After"]
        assert "正在建立" in page.content.decode()
        assert "没有找到" not in page.content.decode()
        for address in ("/api/v1/search", "/api/v1/suggest/"):
            answer = client.get(address, {"q": "aozora"})
            assert (answer.status_code, "results" in answer.json()) == (503, False)
            assert int(answer["Retry-After"]) > 0
    assert client.get("/search/?q=aozora").status_code == 200
    assert found("aozora") == [1]


def test_a_large_catalogue_is_indexed_aside(engine, client, settings, monkeypatch):
    """Nobody waits for it, and it is there in a moment."""
    settings.SEARCH_INLINE_CHANGES = 10
    monkeypatch.setattr(switch, "RETRY_SECONDS", 0.2)
    Anime.objects.bulk_create(Anime(pk=pk, title_romaji=f"Kazemachi {pk}") for pk in range(100, 130))
    assert client.get("/search/?q=kazemachi").status_code == 503
    assert eventually(lambda: client.get("/search/?q=kazemachi").status_code == 200, seconds=30)
    assert eventually(lambda: client.get("/api/v1/search?q=kazemachi").json()["count"] == 30, seconds=30)
    Anime.objects.update(title_romaji="Hoshimachi")
    # Until the new index is there, the old one answers.
    assert client.get("/search/?q=kazemachi").status_code == 200
    assert eventually(lambda: client.get("/api/v1/search?q=hoshimachi").json()["count"] == 30, seconds=30)
    assert client.get("/api/v1/search?q=kazemachi").json()["count"] == 0
    assert eventually(lambda: not client.get("/api/v1/search?q=hoshimachi").json()["is_degraded"], seconds=30)
