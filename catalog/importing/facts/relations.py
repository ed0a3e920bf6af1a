"""Relations between anime of the catalogue: one row a pair, of the most telling kind that a source gives it."""

from collections.abc import Iterable, Mapping

from catalog.models import Anime, AnimeRelation, RelationKind

BATCH = 500
# Where the two pages of a pair disagree, what says more holds: a spin-off's other end is only "main story" at Bangumi.
_TELLING = (
    *(RelationKind.PREQUEL, RelationKind.SEQUEL, RelationKind.SUMMARY, RelationKind.FULL_STORY),
    *(RelationKind.SPIN_OFF, RelationKind.ORIGIN, RelationKind.SIDE_STORY, RelationKind.PARENT),
    *(RelationKind.ALTERNATIVE, RelationKind.SETTING, RelationKind.CHARACTERS, RelationKind.OTHER),
)
_ORDER = {kind: place for place, kind in enumerate(_TELLING)}
Pair = tuple[int, int]  # smaller id, larger id


def add_relation(pairs: dict[Pair, RelationKind], anime: int, kind: RelationKind, other: int) -> None:
    """``other`` is the ``kind`` of ``anime``; keeps the more telling of two."""
    if anime == other:
        return
    pair, told = ((anime, other), kind) if anime < other else ((other, anime), kind.inverse)
    if pair not in pairs or _ORDER[told] < _ORDER[pairs[pair]]:
        pairs[pair] = told


def write_relations(pairs: Mapping[Pair, RelationKind], *, only_new: bool = False) -> set[int]:
    """The anime whose relations changed. Call inside a transaction.

    A pair that an operator edited on either page stays; so does one that the source no longer names. With ``only_new``
    whatever is known of a pair stays.
    """
    edited = _edited()
    present = {
        (min(anime, other), max(anime, other)): (pk, anime, RelationKind(kind), other)
        for pk, anime, kind, other in AnimeRelation.objects.values_list("pk", "anime_id", "kind", "other_id")
    }
    fresh, changed = [], []
    for (one, other), kind in pairs.items():
        if one in edited or other in edited:
            continue
        if (one, other) not in present:
            fresh.append(AnimeRelation(anime_id=one, kind=kind, other_id=other))
            continue
        pk, anime, now, its_other = present[one, other]
        told = kind if anime == one else kind.inverse
        if not only_new and told != now:
            changed.append(AnimeRelation(pk=pk, anime_id=anime, kind=told, other_id=its_other))
    AnimeRelation.objects.bulk_create(fresh, batch_size=BATCH)
    AnimeRelation.objects.bulk_update(changed, ["kind"], batch_size=BATCH)
    return _ends((*fresh, *changed))


def _edited() -> set[int]:
    rows = Anime.objects.exclude(edited_fields=[]).values_list("pk", "edited_fields")
    return {pk for pk, fields in rows if "relations" in fields}


def _ends(rows: Iterable[AnimeRelation]) -> set[int]:
    return {end for row in rows for end in (row.anime_id, row.other_id)}
