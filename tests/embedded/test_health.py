"""/readyz says which part is missing."""

import pytest
from django.test import Client
from django.utils import timezone
from redis import Redis

from catalog.models import Anime
from recommend.models import Snapshot
from recommend.serving.serving import holder

pytestmark = pytest.mark.django_db


def parts(client: Client) -> dict[str, str]:
    response = client.get("/readyz")
    missing = [state for state in response.json()["parts"].values() if state != "ok"]
    assert response.status_code == (503 if missing else 200)
    return response.json()["parts"]


def test_alive_whatever_is_missing(client: Client) -> None:
    assert client.get("/healthz").status_code == 200


def test_says_what_is_missing(client: Client, redis: Redis) -> None:
    found = parts(client)
    assert found["database"] == found["redis"] == "ok"
    assert "import_catalogue" in found["catalogue"]
    assert "install_shipped_snapshot" in found["model"]
    assert found["worker"] == "no Celery worker answers"


def test_redis_away(client: Client, settings) -> None:
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    found = parts(client)
    assert found["redis"] == found["worker"] == "Redis doesn't answer"


def test_elasticsearch_away_is_no_reason_to_take_the_site_away(client: Client, settings) -> None:
    settings.ELASTICSEARCH_URL = url = "http://127.0.0.1:9"
    settings.ELASTICSEARCH_DSL = {"default": {"hosts": url}}
    report = client.get("/readyz").json()
    assert report["parts"]["search"] == "degraded: Elasticsearch doesn't answer, the embedded engine does"
    assert report["search_engine"] == "embedded"


@pytest.mark.needs_elasticsearch
def test_elasticsearch_answers(client: Client, settings, elasticsearch_url: str) -> None:
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_DSL = {"default": {"hosts": elasticsearch_url}}
    report = client.get("/readyz").json()
    assert (report["parts"]["search"], report["search_engine"]) == ("ok", "elasticsearch")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("elasticsearch", ["", "http://127.0.0.1:9"])
def test_ready(client: Client, celery_worker: object, settings, elasticsearch: str) -> None:
    settings.ELASTICSEARCH_URL = elasticsearch
    settings.ELASTICSEARCH_DSL = {"default": {"hosts": elasticsearch}}
    Anime.objects.create(id=5114, title_romaji="Hagane no Renkinjutsushi")
    # Its files aren't there: popularity serves, and the page that says so is still ready.
    Snapshot.objects.create(name="one", manifest={}, is_active=True, created_at=timezone.now())
    holder.reset()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["search_engine"] == "embedded"
    assert {name for name, state in response.json()["parts"].items() if state != "ok"} == (
        {"model", "search"} if elasticsearch else {"model"}
    )
    assert response.json()["parts"]["model"].startswith("degraded")
