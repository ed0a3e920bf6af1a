"""episode.jsonlines, and the episodes of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.importing.archive_files.values import day_in, real, text
from catalog.importing.bangumi_archive.constants import EPISODE_KINDS
from catalog.importing.bangumi_archive.lengths import minutes_in
from catalog.importing.facts.spool import Spool
from catalog.importing.storing.store import Progress
from catalog.importing.text import clean_line
from catalog.models import Anime, Episode
from catalog.models.anime import TITLE_LENGTH

BATCH = 5_000
_VALUES = ("title", "title_zh", "air_date")
Place = tuple[int, str, float]  # anime, kind, number
Values = tuple[str, str, date | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeRow:
    subject: int
    kind: str
    number: float
    title: str
    title_zh: str
    air_date: date | None
    minutes: int | None


def parse_episode(line: Mapping[str, Any], subject: int, kind: int) -> EpisodeRow | None:
    """Returns None for openings, trailers and other extras, and for an episode without a number."""
    number = real(line.get("sort"), least=0, most=100_000)
    if kind not in EPISODE_KINDS or number is None:
        return None
    return EpisodeRow(
        subject=subject,
        kind=EPISODE_KINDS[kind].value,
        number=number,
        title=clean_line(text(line.get("name")), length=TITLE_LENGTH),
        title_zh=clean_line(text(line.get("name_cn")), length=TITLE_LENGTH),
        air_date=day_in(line.get("airdate")),
        minutes=minutes_in(text(line.get("duration"))[:50]),
    )


def write_episodes(spool: Spool[EpisodeRow], anime_of: Mapping[int, int], progress: Progress) -> tuple[set[int], int]:
    """The anime that changed, and the number of rows. What the archive lists of an anime is all that it then has.

    A title or day that the archive lacks leaves the one that is there. Call inside a transaction.
    """
    edited = {
        pk
        for pk, fields in Anime.objects.exclude(edited_fields=[]).values_list("pk", "edited_fields")
        if "episode_list" in fields
    }
    rows = Episode.objects.values_list("pk", "anime_id", "kind", "number", *_VALUES).iterator()
    present: dict[Place, tuple[int, Values]] = {
        (anime, kind, number): (pk, (title, title_zh, day)) for pk, anime, kind, number, title, title_zh, day in rows
    }
    listed: set[int] = set()
    seen: set[Place] = set()
    touched: set[int] = set()
    count = done = 0
    for batch in spool.batches(BATCH):
        wanted: dict[Place, Values] = {}
        for row in batch:
            anime = anime_of[row.subject]
            place = anime, row.kind, row.number
            if anime not in edited and place not in seen:
                seen.add(place)
                wanted[place] = row.title, row.title_zh, row.air_date
        changed = _write(wanted, present)
        count += len(changed)
        touched |= {place[0] for place in changed}
        listed |= {place[0] for place in wanted}
        done += len(batch)
        progress("episodes", done, len(spool))
    stale = [(place, pk) for place, (pk, _) in present.items() if place[0] in listed and place not in seen]
    for start in range(0, len(stale), BATCH // 10):
        Episode.objects.filter(pk__in=[pk for _, pk in stale[start : start + BATCH // 10]]).delete()
    return touched | {place[0] for place, _ in stale}, count + len(stale)


def _write(wanted: Mapping[Place, Values], present: Mapping[Place, tuple[int, Values]]) -> list[Place]:
    """Where anything was made or changed."""
    fresh, changed = [], []
    for place, values in wanted.items():
        if place not in present:
            fresh.append((place, values))
            continue
        now = present[place][1]
        told = tuple(new or old for new, old in zip(values, now, strict=True))
        if told != now:
            changed.append((place, told))
    Episode.objects.bulk_create([_episode(place, values) for place, values in fresh], batch_size=1_000)
    rows = [_episode(place, values, pk=present[place][0]) for place, values in changed]
    Episode.objects.bulk_update(rows, _VALUES, batch_size=200)
    return [place for place, _ in (*fresh, *changed)]


def _episode(place: Place, values: Any, **known: int) -> Episode:
    anime, kind, number = place
    return Episode(anime_id=anime, kind=kind, number=number, **dict(zip(_VALUES, values, strict=True)), **known)
