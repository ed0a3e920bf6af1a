"""Remote covers, copied one after the other into this site's own files."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from catalog.models import Anime
from catalog.pictures.encoding import PictureRefused, encode_cover
from catalog.pictures.remote import NotFetched, Rules, fetch_picture
from catalog.pictures.store import drop_cover, write_cover


@dataclass(frozen=True)
class Outcome:
    id: int
    url: str
    reason: str  # why it could not be had; "" when it could


class Failures:
    """What failed is not asked for again before somebody says so, or the address changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._known: dict[str, list[str]] = json.loads(path.read_text())
        except (OSError, ValueError):
            self._known = {}

    def knows(self, anime_id: int, url: str) -> bool:
        return self._known.get(str(anime_id), ["", ""])[0] == url

    def note(self, outcome: Outcome) -> None:
        if outcome.reason:
            self._known[str(outcome.id)] = [outcome.url, outcome.reason]
        elif self._known.pop(str(outcome.id), None) is None:
            return
        written = self._path.with_suffix(".new")
        written.write_text(json.dumps(self._known, ensure_ascii=False))
        written.replace(self._path)


def failures_file() -> Path:
    return Path(settings.HOME) / "cover_failures.json"


def covers_to_fetch(*, retry: bool, limit: int | None) -> list[tuple[int, str]]:
    """Ids and addresses of what has no picture yet, the most popular first."""
    failures = Failures(failures_file())
    rows = Anime.objects.visible().filter(cover="").exclude(cover_url="").order_by("-popularity", "pk")
    wanted = [(pk, url) for pk, url in rows.values_list("pk", "cover_url") if retry or not failures.knows(pk, url)]
    return wanted[:limit]


def fetch_covers(
    wanted: list[tuple[int, str]], *, rules: Rules, pause: float, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Outcome]:
    """One at a time, with a pause before a host is asked again; may be stopped after each and goes on where it was."""
    failures = Failures(failures_file())
    asked: dict[str, float] = {}
    for anime_id, url in wanted:
        host = urlsplit(url).netloc
        sleep(max(0.0, asked.get(host, 0.0) + pause - time.monotonic()))
        outcome = Outcome(anime_id, url, _fetch(anime_id, url, rules))
        asked[host] = time.monotonic()
        failures.note(outcome)
        yield outcome


def _fetch(anime_id: int, url: str, rules: Rules) -> str:
    try:
        name = write_cover(anime_id, encode_cover(fetch_picture(url, rules)))
    except (NotFetched, PictureRefused) as failure:
        with translation.override("en"):  # Commands speak English.
            return str(failure)
    # What an operator uploaded in the meantime stays.
    if not Anime.objects.filter(pk=anime_id, cover="").update(cover=name):
        drop_cover(name)
    return ""
