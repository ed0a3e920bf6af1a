"""A search in the order of what fits the member, with a real snapshot."""

import pytest

from catalog.search.query import SearchQuery
from catalog.search.search import search
from favorites.services import rate_anime
from recommend.lists.recommendations import best_matches
from tests.recommend.factories import ANIME_IDS

pytestmark = pytest.mark.slow


def test_what_fits_comes_first_and_everything_is_there(active, alice):
    for anime_id in (3, 9, 15, 21):
        rate_anime(user=alice, anime_id=anime_id, score=10)
    pages = [search(SearchQuery(sort="match", page=page), language="zh", user=alice).page for page in range(1, 5)]
    ids = [card.id for page in pages for card in page.object_list]
    best = best_matches(alice)
    assert ids[: len(best)] == best != []
    assert sum(anime_id % 2 for anime_id in ids[:10]) >= 8
    assert sorted(ids) == sorted(ANIME_IDS)


def test_the_filters_hold(active, alice):
    rate_anime(user=alice, anime_id=3, score=10)
    result = search(SearchQuery(sort="match", text="动漫7"), language="zh", user=alice)
    ids = [card.id for card in result.page.object_list]
    fitting = [anime_id for anime_id in best_matches(alice) if anime_id in ids]
    assert ids[: len(fitting)] == fitting
    assert 7 in ids
