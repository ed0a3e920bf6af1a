import pytest
from django.db import IntegrityError, transaction

from favorites import services
from favorites.dismissals import Kind, dismiss, restore, unwanted_ids
from favorites.models import ListEntry, NotInterested
from favorites.selectors import counts_of, entries_of, marks_of
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def test_favourite_there_and_back(alice):
    anime = make_anime()
    services.set_favorite(user=alice, anime_id=anime.pk, favorite=True)
    services.set_favorite(user=alice, anime_id=anime.pk, favorite=True)
    assert ListEntry.objects.get().is_favorite
    services.set_favorite(user=alice, anime_id=anime.pk, favorite=False)
    assert not ListEntry.objects.exists()


def test_an_entry_stays_while_it_says_something(alice):
    anime = make_anime()
    services.rate_anime(user=alice, anime_id=anime.pk, score=8)
    services.set_favorite(user=alice, anime_id=anime.pk, favorite=True)
    services.rate_anime(user=alice, anime_id=anime.pk, score=None)
    assert ListEntry.objects.get().score is None
    services.remove_entry(user=alice, anime_id=anime.pk)
    assert not ListEntry.objects.exists()


@pytest.mark.parametrize("score", [0, 11, -1])
def test_scores_from_1_to_10(alice, score):
    anime = make_anime()
    with pytest.raises(services.InvalidChange):
        services.rate_anime(user=alice, anime_id=anime.pk, score=score)
    with pytest.raises(IntegrityError), transaction.atomic():
        ListEntry.objects.create(user=alice, anime=anime, score=11)


def test_completed_means_all_episodes(alice):
    anime = make_anime(episodes=24)
    assert services.set_status(user=alice, anime_id=anime.pk, status="completed").progress == 24
    assert services.set_status(user=alice, anime_id=anime.pk, status="watching", progress=3).progress == 3
    with pytest.raises(services.InvalidChange):
        services.set_status(user=alice, anime_id=anime.pk, status="watching", progress=25)
    with pytest.raises(services.InvalidChange):
        services.set_status(user=alice, anime_id=anime.pk, status="loved")


def test_unknown_and_hidden_anime_are_not_found(alice):
    hidden = make_anime(is_hidden=True)
    for anime_id in (hidden.pk, 999_999_999, 2**63):
        with pytest.raises(services.AnimeNotFound):
            services.rate_anime(user=alice, anime_id=anime_id, score=8)
        with pytest.raises(services.AnimeNotFound):
            dismiss(user=alice, anime_id=anime_id, kind=Kind())


def test_not_interested_there_and_back(alice):
    anime = make_anime()
    dismiss(user=alice, anime_id=anime.pk, kind=Kind())
    dismiss(user=alice, anime_id=anime.pk, kind=Kind())
    assert unwanted_ids(user=alice) == {anime.pk}
    restore(user=alice, anime_id=anime.pk, kind=Kind())
    assert not NotInterested.objects.exists()


def test_selectors(alice, django_assert_num_queries):
    first, second, hidden = make_anime(score=9), make_anime(score=None), make_anime(is_hidden=True)
    ListEntry.objects.create(user=alice, anime=first, score=7, status="completed")
    ListEntry.objects.create(user=alice, anime=second, score=9, is_favorite=True)
    ListEntry.objects.create(user=alice, anime=hidden, score=9)
    ids = {sort: [e.anime_id for e in entries_of(user=alice, sort=sort)] for sort in ("score", "site_score", "updated")}
    assert ids == {
        "score": [second.pk, first.pk],
        "site_score": [first.pk, second.pk],
        "updated": [second.pk, first.pk],
    }
    with django_assert_num_queries(1):
        counts = counts_of(user=alice)
    assert (counts["all"], counts["favorites"], counts["rated"], counts["completed"]) == (2, 1, 2, 1)
    with django_assert_num_queries(1):
        assert marks_of(user=alice)[second.pk].is_favorite
