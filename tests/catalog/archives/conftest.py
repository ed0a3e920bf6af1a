"""A catalogue that an archive can be joined to."""

import pytest

from catalog.models import Anime
from tests.catalog.factories import make_anime


@pytest.fixture
def frieren() -> Anime:
    """Three anime as the packages leave them: the series, its second season, its summary."""
    for pk, title, kind, year, bangumi in (
        (52991, "Sousou no Frieren", "TV", 2023, "400602"),
        (59978, "Sousou no Frieren 2nd Season", "TV", 2026, "471793"),
        (60000, "Sousou no Frieren: Soushuuhen", "Movie", 2024, "500000"),
    ):
        anime = make_anime(pk, title_romaji=title, type=kind, year=year, episodes=None, score=None, members=0)
        anime.external_ids.create(site="bangumi", value=bangumi)
    return Anime.objects.get(pk=52991)
