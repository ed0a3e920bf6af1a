"""Bangumi's figures as rows of SiteScore."""

from collections.abc import Mapping

from catalog.bulk import write_columns
from catalog.importing.joining.matching import Match
from catalog.importing.rows import BangumiFigures
from catalog.importing.storing.store import BATCH
from catalog.models import Anime, ScoreSite, SiteScore

_FIELDS = ("score", "votes", "rank", "histogram", "wished", "watching", "completed", "on_hold", "dropped")


def write_site_scores(by_id: Mapping[int, Match], figures: Mapping[str, BangumiFigures]) -> int:
    """Writes what differs; the number of rows. Call inside a transaction, with the anime written.

    Votes only grow in number: a row with more of them is a newer source's and stays. So does what an operator edited.
    """
    present = {row.anime_id: row for row in SiteScore.objects.filter(site=ScoreSite.BANGUMI)}
    edited = Anime.objects.exclude(edited_fields=[]).values_list("pk", "edited_fields")
    locked = {pk for pk, fields in edited if "site_scores" in fields}
    fresh, changed = [], []
    for anime_id, match in by_id.items():
        counted = figures.get(match.main.bangumi_id)
        if counted is None or anime_id in locked or not _says_anything(counted):
            continue
        values = {name: getattr(counted, name) for name in _FIELDS} | {"histogram": list(counted.histogram)}
        row = present.get(anime_id)
        if row is None:
            fresh.append(SiteScore(anime_id=anime_id, site=ScoreSite.BANGUMI, **values))
        elif row.votes <= counted.votes and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    SiteScore.objects.bulk_create(fresh, batch_size=BATCH)
    write_columns(SiteScore, _FIELDS, [(row.pk, *(getattr(row, name) for name in _FIELDS)) for row in changed])
    return len(fresh) + len(changed)


def _says_anything(counted: BangumiFigures) -> bool:
    lists = (counted.wished, counted.watching, counted.completed, counted.on_hold, counted.dropped)
    return bool(counted.score or counted.votes or any(lists))
