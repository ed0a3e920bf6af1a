"""What an import did, in figures."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q

from catalog.importing.joining.matching import Matches
from catalog.importing.storing.store import Written
from catalog.models import Anime, AnimeTag, AnimeTitle, ExternalId, Genre, SiteScore, Tag, WatchLink


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    sources: dict[str, str]  # package → version and whether cached, or why it is missing
    created: int
    updated: int
    unchanged: int
    joined: int  # anime that bangumi-data knows
    joined_by_title: int
    exchanged_ids: int
    shared_ids: int
    outdated_rows: int  # announced as one thing, shown as another
    unmatched_entries: int
    set_aside: dict[str, int]  # reason → entries; their sum is unmatched_entries
    foreign_names: int  # aliases dropped that are another work's
    catalogue: dict[str, int]  # what the catalogue holds now

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def missing(self) -> dict[str, str]:
        return {name: origin for name, origin in self.sources.items() if origin.startswith("unavailable")}


def measured(*, origins: dict[str, str], written: Written, matches: Matches, foreign_names: int = 0) -> ImportReport:
    return ImportReport(
        sources=origins,
        created=written.created,
        updated=written.updated,
        unchanged=written.unchanged,
        joined=len(matches.by_id),
        joined_by_title=matches.by_title,
        exchanged_ids=matches.exchanged,
        shared_ids=matches.shared,
        outdated_rows=len(matches.outdated),
        unmatched_entries=len(matches.unmatched),
        set_aside=dict(sorted(Counter(aside.reason.value for aside in matches.set_aside).items())),
        foreign_names=foreign_names,
        catalogue=catalogue_figures(),
    )


def catalogue_figures() -> dict[str, int]:
    anime = Anime.objects.all()
    return {
        "anime": anime.count(),
        "chinese_titles": anime.exclude(Q(title_zh_hans="") & Q(title_zh_hant="")).count(),
        "simplified_titles": anime.exclude(title_zh_hans="").count(),
        "traditional_titles": anime.exclude(title_zh_hant="").count(),
        "japanese_titles": anime.exclude(title_ja="").count(),
        "romaji_titles": anime.exclude(title_romaji="").count(),
        "english_titles": anime.exclude(title_en="").count(),
        "other_titles": AnimeTitle.objects.count(),
        "scores": anime.filter(score__isnull=False).count(),
        "site_scores": SiteScore.objects.count(),
        "start_dates": anime.filter(start_date__isnull=False).count(),
        "summaries": anime.exclude(summary="").count(),
        "covers": anime.exclude(cover_url="").count(),
        "genres": Genre.objects.count(),
        "tags": Tag.objects.count(),
        "tagged_anime": AnimeTag.objects.values("anime").distinct().count(),
        "external_ids": ExternalId.objects.count(),
        "watch_links": WatchLink.objects.count(),
    }
