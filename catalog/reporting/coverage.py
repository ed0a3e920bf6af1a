"""How many anime have what: of a span of years, and of all."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from catalog.models import Anime, AnimeStaff, AnimeTag, PopularityOrigin, ScoreSite, SiteScore
from catalog.models.anime import AnimeQuerySet


@dataclass(frozen=True, kw_only=True)
class Coverage:
    anime: int
    counts: dict[str, int]  # what is known → of how many anime

    def share(self, name: str) -> float:
        return self.counts[name] / self.anime if self.anime else 0.0

    def as_json(self) -> dict[str, object]:
        shares = {name: round(self.share(name), 4) for name in self.counts}
        return {"anime": self.anime, "counts": self.counts, "shares": shares}


def coverage(rows: AnimeQuerySet) -> Coverage:
    return Coverage(
        anime=rows.count(), counts={name: rows.filter(condition).count() for name, condition in _conditions().items()}
    )


def _conditions() -> dict[str, Q]:
    def has(table: object) -> Q:
        return Q(Exists(table.filter(anime_id=OuterRef("pk"))))  # type: ignore[attr-defined]

    bangumi = has(SiteScore.objects.filter(site=ScoreSite.BANGUMI, score__isnull=False))
    mal = Q(score__isnull=False)
    conditions = {
        "genres": has(Anime.genres.through.objects),
        "studios": has(Anime.studios.through.objects),
        "source": ~Q(source=""),
        "staff": has(AnimeStaff.objects),
        "tags": has(AnimeTag.objects),
        "episodes": Q(episodes__isnull=False),
        "start_date": Q(start_date__isnull=False),
        "chinese_title": ~Q(title_zh_hans="", title_zh_hant=""),
        "summary": ~Q(summary=""),
        "series": ~Q(series=""),
        "score_myanimelist": mal,
        "score_bangumi": bangumi,
        "score_any": mal | bangumi,
        "popularity": Q(popularity__gt=0),
    }
    for origin in PopularityOrigin:
        conditions[f"popularity_{origin.value}"] = Q(popularity__gt=0, popularity_origin=origin)
    return conditions
