"""Questions about anime that pages, the API and recommendations ask. Hidden anime never come out."""

from collections.abc import Iterable, Sequence

from catalog.cards import AnimeCard, card_of, with_bangumi
from catalog.details.anime import AnimeDetail, detail_of
from catalog.details.parts import parts_of
from catalog.details.related import related_to
from catalog.details.standing import ranks_of, with_ranks
from catalog.models import Anime, SiteScore
from catalog.seasons import broadcast_today
from catalog.titles import TITLE_FIELDS, display_title

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
    "popularity",
    "popularity_origin",
    "cover",
    "cover_url",
    "series",
)


def cards_in_order(ids: Sequence[int], *, language: str) -> list[AnimeCard]:
    """Cards in the order of ``ids``, without those hidden or unknown: two queries, however many there are."""
    wanted = list(dict.fromkeys(int(anime_id) for anime_id in ids))
    if not wanted:
        return []
    rows = Anime.objects.visible().filter(pk__in=wanted).only(*_CARD_FIELDS)
    found = with_bangumi(rows).prefetch_related("genres")
    by_id = {anime.pk: anime for anime in found}
    return [card_of(by_id[anime_id], language=language) for anime_id in wanted if anime_id in by_id]


def card_by_id(anime_id: int, *, language: str) -> AnimeCard | None:
    """None where the id is unknown or the anime hidden."""
    return next(iter(cards_in_order([anime_id], language=language)), None) if anime_id < 2**31 else None


def titles_of(ids: Iterable[int], *, language: str) -> dict[int, str]:
    """By id, of those that are there to see: one query."""
    found = Anime.objects.visible().filter(pk__in=list(ids)).only(*TITLE_FIELDS)
    return {anime.pk: display_title(anime, language=language) for anime in found}


def anime_detail(anime_id: int, *, language: str) -> AnimeDetail | None:
    """Everything an anime's page shows, in four queries; None where the id is unknown or the anime hidden."""
    anime = with_ranks(Anime.objects.visible().filter(pk=anime_id)).first() if anime_id < 2**31 else None
    if anime is None:
        return None
    parts = parts_of(anime_id)
    relations, series = related_to(anime, parts.relations, language=language)
    return detail_of(
        anime,
        parts,
        language=language,
        today=broadcast_today(),
        ranks=ranks_of(anime),
        scores=list(SiteScore.objects.filter(anime_id=anime_id)),
        relations=relations,
        series=series,
    )


def catalogue_is_empty() -> bool:
    return not Anime.objects.exists()
