"""Anime for tests: complete, plausible, and no two alike unless asked."""

from itertools import count
from typing import Any

from catalog.models import Anime, AnimeStaff, AnimeTag, AnimeTitle, Genre, Person, Studio, Tag

_numbers = count(1_000_001)


def make_anime(
    anime_id: int | None = None,
    *,
    genres: tuple[str, ...] = (),
    tags: dict[str, int] | None = None,
    aliases: tuple[str, ...] = (),
    studios: tuple[str, ...] = (),
    directors: tuple[str, ...] = (),
    **fields: Any,
) -> Anime:
    """An anime with ``fields``; genres by English name, tags as name → votes, aliases as text, makers by name."""
    number = anime_id if anime_id is not None else next(_numbers)
    defaults: dict[str, Any] = {
        "title_romaji": f"Anime {number}",
        "type": "TV",
        "episodes": 12,
        "year": 2015,
        "score": 7.5,
        "members": 10_000,
    }
    values = defaults | fields
    # As an import leaves it where MyAnimeList's figure is known.
    values = {"popularity": values["members"], "popularity_origin": "members"} | values
    anime = Anime.objects.create(pk=number, **values)
    anime.genres.set([make_genre(name) for name in genres])
    for name, votes in (tags or {}).items():
        AnimeTag.objects.create(anime=anime, tag=Tag.objects.get_or_create(name=name)[0], count=votes)
    for text in aliases:
        AnimeTitle.objects.create(anime=anime, text=text)
    anime.studios.set([Studio.objects.get_or_create(name=name)[0] for name in studios])
    for name in directors:
        person = Person.objects.get_or_create(name=name)[0]
        AnimeStaff.objects.create(anime=anime, person=person, role="director")
    return anime


def make_genre(name: str, name_zh: str = "") -> Genre:
    return Genre.objects.get_or_create(name=name, defaults={"name_zh": name_zh})[0]
