"""相似动漫: what is like an anime, without what its reader has or refused."""

from django.db.models import Count

from catalog.cards import AnimeCard
from catalog.models import Anime
from catalog.selectors import cards_in_order
from recommend.lists.recommendations import Taste, Visitor, series_ids, taste_of
from recommend.serving.catalogue_refill import without_later_entries
from recommend.serving.serving import current_serving


def similar_to(*, anime_id: int, user: Visitor, n: int, language: str) -> list[AnimeCard]:
    """Returns up to ``n`` similar anime, without its own series and what is on the visitor's list or refused.

    They are chosen by shared genres where the snapshot finds none, as for an anime that it doesn't know.
    """
    return similar_for(taste_of(user), anime_id=anime_id, n=n, language=language)


def similar_for(
    taste: Taste, *, anime_id: int, n: int, language: str, also_exclude: frozenset[int] = frozenset()
) -> list[AnimeCard]:
    excluded = taste.excluded | series_ids([anime_id]) | also_exclude
    serving = current_serving()

    unseen = excluded | serving.missing_ids()
    found = [item.anime_id for item in serving.recommender.alike.similar(anime_id, n=n, exclude=unseen)]
    return cards_in_order(found or _alike_by_genre(anime_id, excluded, n=n), language=language)


def _alike_by_genre(anime_id: int, excluded: frozenset[int], *, n: int) -> list[int]:
    """The anime that share most genres, the better known first."""
    genres = list(Anime.genres.through.objects.filter(anime_id=anime_id).values_list("genre_id", flat=True))
    if not genres:
        return []
    alike = Anime.objects.visible().filter(genres__in=genres).exclude(pk=anime_id)
    ranked = (
        without_later_entries(alike)
        .annotate(shared=Count("pk"))
        .order_by("-shared", "-popularity", "pk")
        .values_list("pk", flat=True)
    )
    return [pk for pk in ranked[: n + len(excluded)] if pk not in excluded][:n]
