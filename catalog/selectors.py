"""Questions about anime that pages, the API and recommendations ask. Hidden anime never come out."""

from collections.abc import Sequence

from django.db.models import Count, Prefetch

from catalog.cards import AnimeCard, AnimeDetail, card_of, detail_of
from catalog.models import Anime, AnimeTag

_CARD_FIELDS = (
    "id",
    "title_zh_hans",
    "title_zh_hant",
    "title_ja",
    "title_romaji",
    "title_en",
    "year",
    "type",
    "episodes",
    "score",
    "members",
    "cover",
    "cover_url",
)


def cards_in_order(ids: Sequence[int], *, language: str) -> list[AnimeCard]:
    """Cards in the order of ``ids``, without those hidden or unknown: two queries, however many there are."""
    wanted = list(dict.fromkeys(int(anime_id) for anime_id in ids))
    if not wanted:
        return []
    found = Anime.objects.visible().filter(pk__in=wanted).only(*_CARD_FIELDS).prefetch_related("genres")
    by_id = {anime.pk: anime for anime in found}
    return [card_of(by_id[anime_id], language=language) for anime_id in wanted if anime_id in by_id]


def card_by_id(anime_id: int, *, language: str) -> AnimeCard | None:
    """None where the id is unknown or the anime hidden."""
    return next(iter(cards_in_order([anime_id], language=language)), None) if anime_id < 2**31 else None


def anime_detail(anime_id: int, *, language: str) -> AnimeDetail | None:
    """Everything an anime's page shows; None where the id is unknown or the anime hidden."""
    if anime_id >= 2**31:
        return None
    # Of tags with as many votes, those that stand on more anime say more: 热血 before the name of a guest singer.
    carried = Count("tag__anime_tags")
    votes = AnimeTag.objects.select_related("tag").annotate(carried=carried).order_by("-count", "-carried", "tag_id")
    tags = Prefetch("anime_tags", queryset=votes)
    found = Anime.objects.visible().filter(pk=anime_id)
    anime = found.prefetch_related("genres", tags, "other_titles", "watch_links", "external_ids").first()
    return detail_of(anime, language=language) if anime else None


def catalogue_is_empty() -> bool:
    return not Anime.objects.exists()
