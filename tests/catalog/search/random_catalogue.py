"""Sixty anime by chance, and what filters and counts must say of them, computed row by row from the database."""

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

from catalog.models import Anime, AnimeSource, AnimeStaff, AnimeTag, AnimeType, Genre, Person, Season, Studio, Tag
from catalog.search.index.contents import broadcast_today

WORDS = ("Kazemachi", "Yumemigusa", "Aozorabi")
ANY_OF = ("type", "year", "season", "status", "source", "studio", "country", "episodes", "score", "members")
SIZE = 60


def make_random_anime(chance: random.Random) -> None:
    genres = Genre.objects.bulk_create(Genre(name=f"Genre {number}") for number in range(8))
    tags = Tag.objects.bulk_create(Tag(name=f"#{number}") for number in range(45))
    Anime.objects.bulk_create(_anime(number, chance) for number in range(1, SIZE + 1))
    through = Anime.genres.through
    for pk in range(1, SIZE + 1):
        through.objects.bulk_create(
            through(anime_id=pk, genre=genre) for genre in chance.sample(genres, chance.choice((0, 1, 2, 3, 5)))
        )
        AnimeTag.objects.bulk_create(
            AnimeTag(anime_id=pk, tag=tag) for tag in chance.sample(tags, chance.choice((0, 2, 4, 8, 15)))
        )
    _make_makers(chance)


def _make_makers(chance: random.Random) -> None:
    """More studios than are shown; a person may have two roles in an anime, and some are only named in passing."""
    studios = Studio.objects.bulk_create(Studio(name=f"Studio {number}") for number in range(50))
    people = Person.objects.bulk_create(Person(name=f"Person {number}") for number in range(8))
    works = Anime.studios.through
    for pk in range(1, SIZE + 1):
        works.objects.bulk_create(
            works(anime_id=pk, studio=studio) for studio in chance.sample(studios, chance.choice((0, 1, 1, 2, 3)))
        )
        AnimeStaff.objects.bulk_create(
            AnimeStaff(anime_id=pk, person=person, role=role)
            for person in chance.sample(people, chance.choice((0, 1, 2, 3)))
            for role in chance.choice((("director",), ("director", "creator"), ("music",), ("other",)))
        )


def _anime(number: int, chance: random.Random) -> Anime:
    today = broadcast_today()
    start = chance.choice((None, *(today + timedelta(days=chance.randint(-9000, 60)) for _ in range(4))))
    end = start and chance.choice((None, start + timedelta(days=chance.choice((0, 30, 90, 400)))))
    year = start.year if start else chance.choice((None, 1985, today.year - 1, today.year, today.year + 1))
    return Anime(
        pk=number,
        title_romaji=f"{' '.join(chance.sample(WORDS, chance.randint(1, 3)))} Vol{number:02}",
        type=chance.choice(AnimeType.values),
        start_date=start,
        end_date=end,
        year=year,
        season=chance.choice((None, *Season.values)) if year else None,
        episodes=chance.choice((None, 1, 2, 6, 7, 13, 14, 26, 27, 52, 53, 900)),
        score=chance.choice((None, 1, 5.99, 6, 6.99, 7, 7.5, 7.99, 8, 8.5, 9, 10)),
        source=chance.choice(("", *AnimeSource.values)),
        country=chance.choice(("", "JP", "JP", "CN", "US")),
        popularity=chance.choice((5, 500, 999, 10_000, 3_000_000)),
        members=chance.choice((0, 999, 1000, 9_999, 10_000, 99_999, 100_000, 999_999, 1_000_000, 3_000_000)),
    )


class Row:
    """An anime as a reader sees it: the values it has of each facet, and what it is sorted by."""

    def __init__(self, anime: Anime) -> None:
        self.id = anime.pk
        self.words = set(anime.title_romaji.lower().split())
        self.values: dict[str, set[str]] = {
            "genre": {str(genre.pk) for genre in anime.genres.all()},
            "tag": {str(tag.pk) for tag in anime.tags.all()},
            "type": {anime.type},
            "year": {str(anime.year)} if anime.year else set(),
            "season": {anime.season} if anime.season else set(),
            "status": {_status(anime)},
            "episodes": {_from(anime.episodes, 1, 2, 7, 14, 27, 53)},
            "score": {_from(anime.score, 0, 6, 7, 8, 9)},
            "source": {anime.source or "none"},
            "studio": {str(studio.pk) for studio in anime.studios.all()},
            "staff": {str(one.person_id) for one in anime.staff.all() if one.role != "other"},
            "country": {anime.country or "none"},
            "members": {_from(anime.members or None, 0, 1_000, 10_000, 100_000, 1_000_000)},
        }
        began = anime.start_date or (date(anime.year, 1, 1) - timedelta(days=1) if anime.year else date.min)
        popular = (-anime.popularity, anime.pk)
        self.sort_keys: dict[str, Any] = {
            "popularity": popular,
            "score": (-(anime.score or 0), *popular),
            "newest": (-began.toordinal(), *popular),
        }

    def has(self, filters: list[tuple[str, str]]) -> bool:
        """Filters as in the URL: one of the values of a facet of which an anime has one, else every value."""
        for name in {name for name, _ in filters}:
            its = [value for facet, value in filters if facet == name]
            included = {value for value in its if not value.startswith("-")}
            excluded = {value[1:] for value in its if value.startswith("-")}
            own = self.values[name]
            if excluded & own or (included and not (included & own if name in ANY_OF else included <= own)):
                return False
        return True


def all_rows() -> list[Row]:
    return [Row(anime) for anime in Anime.objects.prefetch_related("genres", "tags", "studios", "staff")]


def expected_counts(rows: list[Row], filters: list[tuple[str, str]], name: str) -> dict[str, int]:
    """See catalog.search.facets; of ``rows`` that the text matches. Values that nothing has are left out."""
    kept = [pair for pair in filters if pair[0] != name] if name in ANY_OF else filters
    counts = Counter(value for row in rows if row.has(kept) for value in row.values[name])
    for facet, value in filters:
        if facet == name not in ANY_OF and value.startswith("-"):
            others = [pair for pair in filters if pair != (facet, value)]
            counts[value[1:]] = sum(value[1:] in row.values[name] for row in rows if row.has(others))
    return {value: count for value, count in counts.items() if count}


def random_filters(rows: list[Row], chance: random.Random) -> list[tuple[str, str]]:
    filters = []
    for name in chance.sample(sorted(rows[0].values), chance.choice((0, 1, 1, 2, 2, 3))):
        there = sorted({value for row in rows for value in row.values[name]})
        unknown = ["987654"] if name in ("genre", "tag", "year", "studio", "staff") else []
        for value in chance.sample(there + unknown, chance.choice((1, 1, 2))):
            filters.append((name, f"{chance.choice(('', '', '-'))}{value}"))
    return list(dict.fromkeys(filters))


def _status(anime: Anime) -> str:
    today = broadcast_today()
    if anime.start_date is None:
        if anime.year in (None, today.year):
            return "unknown"
        return "upcoming" if anime.year > today.year else "finished"
    if anime.start_date > today:
        return "upcoming"
    ends = anime.end_date or (date.max if anime.type == "TV" else date.min)
    return "airing" if ends >= today else "finished"


def _from(value: float | None, *bounds: int) -> str:
    return "none" if value is None else str(max(bound for bound in bounds if bound <= value))
