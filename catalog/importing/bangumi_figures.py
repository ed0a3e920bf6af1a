"""dist/subject/<Bangumi id>.json of the package anime-sachedule-search-data: episodes, scores, who has it on a list."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from catalog.importing.errors import BadPackage
from catalog.importing.joining.matching import Matches
from catalog.importing.rows import BangumiFigures
from catalog.importing.sources.packages import BANGUMI_FIGURES
from catalog.importing.storing.merging import AnimeRecord
from catalog.importing.text import known_day
from catalog.models import AnimeType

_GRADES = range(1, 11)
_MOST = 2**31 - 1
_MAIN_EPISODE = 0


def read_bangumi_figures(contents: Sequence[bytes], *, at_least: int = 1) -> dict[str, BangumiFigures]:
    """Figures by Bangumi id; a subject that Bangumi has taken away holds an error in its place, and is passed over."""
    found = {}
    for content in contents:
        try:
            item = json.loads(content)
            if item.get("id"):
                found[str(item["id"])] = _figures(item)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadPackage(f"A file of {BANGUMI_FIGURES} is not as expected: {error!r}") from error
    if len(found) < at_least:
        raise BadPackage(f"{BANGUMI_FIGURES} holds {len(found)} anime; expected {at_least} or more.")
    return found


def with_known_episodes(
    records: Iterable[AnimeRecord],
    matches: Matches,
    figures: Mapping[str, BangumiFigures],
    *,
    already: frozenset[int],
) -> list[AnimeRecord]:
    """Bangumi's number of episodes where no other source has one, now or earlier (``already``).

    What still ran when the figures were written down has no last day, and no number that would hold.
    """
    filled = []
    for record in records:
        match = matches.by_id.get(record.id)
        known = figures.get(match.main.bangumi_id) if match and not match.parts else None
        is_over = match is not None and (match.main.end is not None or match.main.type is AnimeType.MOVIE)
        if known and known.episodes and is_over and "episodes" not in record.values and record.id not in already:
            record = replace(record, values={**record.values, "episodes": known.episodes})
        filled.append(record)
    return filled


def _figures(item: dict[str, Any]) -> BangumiFigures:
    rating = item.get("rating") or {}
    collection = item.get("collection") or {}
    counts = rating.get("count") or {}
    histogram = tuple(_count(counts.get(str(grade))) for grade in _GRADES)
    score = float(rating.get("score") or 0)
    return BangumiFigures(
        bangumi_id=str(item["id"]),
        first_day=known_day(item.get("air_date")),
        episodes=_episodes(item),
        score=score if 1 <= score <= 10 else None,
        votes=_count(rating.get("total")),
        rank=_count(item.get("rank")) or None,
        histogram=histogram if any(histogram) else (),
        wished=_count(collection.get("wish")),
        watching=_count(collection.get("doing")),
        completed=_count(collection.get("collect")),
        on_hold=_count(collection.get("on_hold")),
        dropped=_count(collection.get("dropped")),
    )


def _episodes(item: dict[str, Any]) -> int | None:
    """``eps`` is a number, or the list of the episodes themselves, specials among them."""
    listed = item.get("eps")
    if not isinstance(listed, list):
        return _count(item.get("eps_count") or listed) or None
    return sum(episode.get("type") == _MAIN_EPISODE for episode in listed) or None


def _count(value: Any) -> int:
    return min(max(int(value or 0), 0), _MOST)
