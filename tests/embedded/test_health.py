"""/readyz says which part is missing."""

import pytest
from django.test import Client
from django.utils import timezone
from redis import Redis

from catalog.models import Anime
from recommend.models import Snapshot

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


@pytest.mark.django_db(transaction=True)
def test_ready(client: Client, celery_worker: object) -> None:
    Anime.objects.create(id=5114, title_romaji="Hagane no Renkinjutsushi")
    Snapshot.objects.create(name="one", manifest={}, is_active=True, created_at=timezone.now())
    assert set(parts(client).values()) == {"ok"}
