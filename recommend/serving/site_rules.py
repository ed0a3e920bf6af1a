"""What operators decided, as requests use it: read again as soon as it changes, one query a request."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ml.recall.sources import CANDIDATE_SOURCES
from ml.reranking.rules import RerankConfig
from recommend.models import BuriedAnime, PinnedAnime, RecommendationSettings


@dataclass(frozen=True, kw_only=True)
class Period:
    starts_at: datetime
    ends_at: datetime | None

    def holds(self, moment: datetime) -> bool:
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


@dataclass(frozen=True, kw_only=True)
class SiteRules:
    """``parameters``: of ``RerankConfig``, those that operators set. ``sources``: None where all are on."""

    parameters: dict[str, float | int] = field(default_factory=dict)
    sources: frozenset[str] | None = None
    pinned: tuple[tuple[int, int, Period], ...] = ()
    buried: tuple[tuple[int, Period], ...] = ()

    def pins(self, moment: datetime, *, unwanted: Collection[int]) -> list[tuple[int, int]]:
        """(place, anime id) in force, without what the member has or refused, and what is buried."""
        found = ((place, anime_id) for place, anime_id, period in self.pinned if period.holds(moment))
        return [(place, anime_id) for place, anime_id in found if anime_id not in unwanted]

    def buried_ids(self, moment: datetime) -> frozenset[int]:
        return frozenset(anime_id for anime_id, period in self.buried if period.holds(moment))

    def over(self, rules: RerankConfig) -> RerankConfig:
        """``rules`` with what operators set in their place; they think in tens."""
        changed: dict[str, Any] = {"window": 10, **self.parameters}
        return replace(rules, **changed) if self.parameters else rules


NO_RULES = SiteRules()
_read: tuple[str, SiteRules] = ("", NO_RULES)


def current_site_rules() -> SiteRules:
    """A query that asks for the revision; three more when it is another than before."""
    global _read
    revision = RecommendationSettings.objects.filter(pk=1).values_list("revision", flat=True).first() or ""
    known = _read
    if known[0] != revision:
        # The revision first: rules that are newer than it are read again, older ones are never kept.
        known = _read = (revision, read_site_rules())
    return known[1]


def read_site_rules() -> SiteRules:
    settings = RecommendationSettings.objects.filter(pk=1).first()
    if settings is None:
        return NO_RULES
    on = frozenset(CANDIDATE_SOURCES).difference(settings.sources_off)
    return SiteRules(
        parameters=settings.parameters,
        # Sources that this version doesn't know any more can't leave it without any.
        sources=on if on and settings.sources_off else None,
        pinned=tuple(
            (place, anime_id, Period(starts_at=starts_at, ends_at=ends_at))
            for place, anime_id, starts_at, ends_at in PinnedAnime.objects.order_by("place", "pk").values_list(
                "place", "anime_id", "starts_at", "ends_at"
            )
        ),
        buried=tuple(
            (anime_id, Period(starts_at=starts_at, ends_at=ends_at))
            for anime_id, starts_at, ends_at in BuriedAnime.objects.values_list("anime_id", "starts_at", "ends_at")
        ),
    )
