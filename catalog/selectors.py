"""Questions about anime that pages, the API and recommendations ask. Hidden anime never come out."""

from collections.abc import Sequence

from catalog.cards import AnimeCard, card_of
from catalog.models import Anime

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


def catalogue_is_empty() -> bool:
    return not Anime.objects.exists()
