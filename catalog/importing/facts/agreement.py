"""Whether an entry of a source can be the anime that its id names: both must agree in type and year."""

from dataclasses import dataclass
from typing import Any

from catalog.models import Anime, AnimeType, SetAsideReason

_YEARS = 1
# Sites draw the lines between these differently; any other two types are two works.
_ALIKE = (
    {AnimeType.TV, AnimeType.SPECIAL},
    {AnimeType.OVA, AnimeType.SPECIAL},
    {AnimeType.MUSIC, AnimeType.SPECIAL},
    {AnimeType.MUSIC, AnimeType.OVA},
    {AnimeType.MUSIC, AnimeType.ONA},
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the catalogue says of an anime, as far as a join needs it."""

    id: int
    type: str
    year: int | None
    rated: bool = False  # MyAnimeList's own figures, so its genres as well, are there


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    reason: SetAsideReason
    details: str


def known_anime() -> dict[int, Known]:
    rows = Anime.objects.values_list("pk", "type", "year", "start_date", "members")
    return {
        pk: Known(id=pk, type=kind, year=start.year if start else year, rated=members > 0)
        for pk, kind, year, start, members in rows.iterator()
    }


def disagreement(known: Known, *, kind: AnimeType, year: int | None) -> Disagreement | None:
    """None where they agree; what one of them doesn't know is no disagreement."""
    if not _types_agree(kind, known.type):
        return Disagreement(reason=SetAsideReason.TYPE, details=f"{kind.value} ≠ {known.type}")
    if year is not None and known.year is not None and abs(year - known.year) > _YEARS:
        return Disagreement(reason=SetAsideReason.YEAR, details=f"{year} ≠ {known.year}")
    return None


def closeness(known: Known, *, kind: AnimeType, year: int | None) -> tuple[Any, ...]:
    """A key to sort several anime by that all agree with an entry: the likeliest first."""
    return (known.year is None or year is None or known.year != year, known.type != kind, known.id)


def _types_agree(kind: AnimeType, other: str) -> bool:
    pair = {kind.value, other}
    return len(pair) == 1 or AnimeType.UNKNOWN.value in pair or any(pair == alike for alike in _ALIKE)
