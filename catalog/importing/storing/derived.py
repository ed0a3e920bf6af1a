"""What an import concludes from tags, told apart from what anybody says: better tables replace it, and nothing else.

DerivedFacts keeps what the last import concluded of an anime. What the anime still has of it is this import's to
change; everything else is an archive's or an operator's and stays.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from catalog.importing.storing.merging import AnimeRecord
from catalog.models import Anime, DerivedFacts

Row = tuple[Any, ...]
_BATCH = 2_000
# Fields of Anime that tags fill, with what they hold while nobody knows.
_BLANK: dict[str, Any] = {"source": "", "country": "", "year": None, "season": None}


class Derived:
    """Of one import. Call ``fields`` first, then ``rows``, for each record; then ``save``, in the same transaction."""

    def __init__(self) -> None:
        self._before: dict[int, dict[str, Any]] = dict(DerivedFacts.objects.values_list("anime_id", "facts"))
        self._now: dict[int, dict[str, Any]] = {}

    def fields(self, record: AnimeRecord, anime: Anime | None) -> dict[str, Any]:
        """Values to write. ``anime``: as it is, None for a new one."""
        before = self._before.get(record.id)
        writes = {}
        for name, blank in _BLANK.items():
            if name in record.values:
                continue
            mine, now = (before or {}).get(name), getattr(anime, name) if anime else blank
            wanted = record.fallbacks.get(name, mine if record.tags is None else None)
            # Catalogues of before such notes were kept have what was concluded then.
            if now in (mine, None, "") or (before is None and now == wanted):
                writes[name] = blank if wanted is None else wanted
        # A season that was left blank belongs to the year that was set.
        if "year" not in writes:
            writes.pop("season", None)
        self._now[record.id] = {name: value for name, value in writes.items() if value not in (None, "")}
        return writes

    def rows(
        self, name: str, record: AnimeRecord, wanted: Sequence[Row] | None, having: Collection[Row]
    ) -> list[Row] | None:
        """The rows that the anime shall have of the relation ``name``; None leaves those that it has."""
        before = self._before.get(record.id)
        mine = {tuple(row) for row in (before or {}).get(name, ())}
        if wanted is None and record.tags is None:
            if mine:
                self._now[record.id][name] = before[name] if before else []
            return None
        wanted = wanted or []
        is_adopted = before is None and set(having) == set(wanted)
        if having and not is_adopted and not (mine and mine <= set(having)):
            return None
        if wanted:
            self._now[record.id][name] = [list(row) for row in wanted]
        return [*(row for row in having if row not in mine), *wanted]

    def save(self) -> None:
        changed = [pk for pk, facts in self._now.items() if self._before.get(pk, {}) != facts]
        _delete(pk for pk in changed if pk in self._before)
        DerivedFacts.objects.bulk_create(
            [DerivedFacts(anime_id=pk, facts=self._now[pk]) for pk in changed if self._now[pk]], batch_size=_BATCH
        )


def forget_derived(names: dict[int, set[str]]) -> None:
    """By anime, the relations of which a source has spoken: what it has of them is no import's conclusion any more."""
    rows = [row for row in DerivedFacts.objects.filter(anime_id__in=names) if names[row.anime_id] & row.facts.keys()]
    for row in rows:
        row.facts = {name: value for name, value in row.facts.items() if name not in names[row.anime_id]}
    DerivedFacts.objects.bulk_update(rows, ["facts"], batch_size=100)


def _delete(ids: Iterable[int]) -> None:
    gone = list(ids)
    for start in range(0, len(gone), _BATCH // 4):
        DerivedFacts.objects.filter(anime_id__in=gone[start : start + _BATCH // 4]).delete()
