"""Joins of an earlier import that no longer stand: what came from the wrong entry goes with its id."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from catalog.importing.joining.matching import Matches
from catalog.importing.storing.merging import AnimeRecord
from catalog.models import ExternalId

_TEXTS = ("title_zh_hans", "title_zh_hant", "title_ja", "title_en", "summary", "official_site", "cover_url")
_DATES = ("start_date", "end_date", "year", "season")
_BLANK: dict[str, Any] = dict.fromkeys(_TEXTS, "") | dict.fromkeys(_DATES)


def withdraw_joins(records: Iterable[AnimeRecord], matches: Matches) -> list[AnimeRecord]:
    """Returns all records; those that were joined to a wrong entry take its facts back, operators' edits stay."""
    refused = {aside.mal_id: aside.entry.bangumi_id for aside in matches.set_aside if aside.mal_id is not None}
    named = ExternalId.objects.filter(site="bangumi", anime_id__in=refused).values_list("anime_id", "value")
    wrong = {pk for pk, value in named if value == refused[pk] and pk not in matches.by_id}
    return [
        replace(record, values=_BLANK | dict(record.values), tags=(), aliases=(), external_ids=(), watch_links=())
        if record.id in wrong
        else record
        for record in records
    ]
