"""subject.jsonlines: what an entry says of an anime, before anybody is named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.importing.archive_files.values import MOST, day_in, real, text, texts, whole, year_in
from catalog.importing.bangumi_archive import constants
from catalog.importing.bangumi_archive.infobox import Infobox, parse_infobox, values_of
from catalog.importing.bangumi_archive.lengths import minutes_in
from catalog.importing.facts.records import Figures
from catalog.importing.text import clean_line, clean_paragraphs, clean_url
from catalog.models import AnimeType, ScoreSite, TitleLanguage
from catalog.models.anime import TITLE_LENGTH, URL_LENGTH
from catalog.models.people import NAME_LENGTH
from catalog.seasons import season_of

TAG_LENGTH = 100
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_NUMBER = re.compile(r"\d+")
_BETWEEN_NAMES = re.compile(r"[、,，/／×;；\n]+")
_REMARK = re.compile(r"[(（「『\[【].*")
_LANGUAGES = {
    "en": TitleLanguage.EN,
    "英": TitleLanguage.EN,
    "英文": TitleLanguage.EN,
    "英文名": TitleLanguage.EN,
    "jp": TitleLanguage.JA,
    "ja": TitleLanguage.JA,
    "日": TitleLanguage.JA,
    "日文": TitleLanguage.JA,
    "日文名": TitleLanguage.JA,
    "罗马字": TitleLanguage.ROMAJI,
    "罗马音": TitleLanguage.ROMAJI,
    "romaji": TitleLanguage.ROMAJI,
    "港译": TitleLanguage.ZH_HANT,
    "台译": TitleLanguage.ZH_HANT,
    "繁": TitleLanguage.ZH_HANT,
    "繁体": TitleLanguage.ZH_HANT,
    "简": TitleLanguage.ZH_HANS,
    "中文": TitleLanguage.ZH_HANS,
    "中文名": TitleLanguage.ZH_HANS,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """An anime of the archive, with everything that its own line holds."""

    id: int
    name: str
    type: AnimeType
    start: date | None
    year: int | None
    fill: dict[str, Any]
    summary: str
    titles: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, int], ...]
    figures: Figures | None
    adult: bool
    studio_names: tuple[str, ...]
    staff_names: tuple[tuple[str, str], ...]  # name, StaffRole


def subject_type(line: dict[str, Any]) -> AnimeType:
    return constants.TYPES.get(whole(line.get("platform")) or 0, AnimeType.UNKNOWN)


def parse_subject(line: dict[str, Any], number: int) -> Subject:
    infobox = parse_infobox(text(line.get("infobox")))
    start = day_in(line.get("date")) or _first_day(infobox, constants.STARTS)
    year = start.year if start else year_in(line.get("date")) or _first_year(infobox)
    tags = tuple(_tags(line.get("tags")))
    name = clean_line(text(line.get("name")), length=TITLE_LENGTH)
    return Subject(
        id=number,
        name=name,
        type=subject_type(line),
        start=start,
        year=year,
        fill=_fill(line, infobox, start, year, tags),
        summary=clean_paragraphs(text(line.get("summary"))),
        titles=tuple(_titles(line, infobox, name)),
        tags=tags,
        figures=_figures(line),
        adult=line.get("nsfw") is True,
        studio_names=tuple(_names(infobox, *constants.STUDIO_FIELDS)),
        staff_names=tuple((name, role.value) for key, role in constants.STAFF_FIELDS for name in _names(infobox, key)),
    )


def _fill(
    line: dict[str, Any], infobox: Infobox, start: date | None, year: int | None, tags: tuple[tuple[str, int], ...]
) -> dict[str, Any]:
    end = _first_day(infobox, constants.ENDS)
    chosen = [*texts(line.get("meta_tags")), *(name for name, _ in tags)]
    name = clean_line(text(line.get("name")), length=TITLE_LENGTH)
    values: dict[str, Any] = {
        "type": subject_type(line).value,
        "title_zh_hans": clean_line(text(line.get("name_cn")), length=TITLE_LENGTH),
        "title_ja": name if _KANA.search(name) else "",
        "episodes": _episodes(infobox),
        "duration": next(
            (found for value in values_of(infobox, *constants.LENGTHS) if (found := minutes_in(value))), 0
        ),
        "official_site": _site(infobox),
        "source": next((constants.SOURCES[tag].value for tag in chosen if tag in constants.SOURCES), ""),
        "country": next((constants.COUNTRIES[tag] for tag in chosen if tag in constants.COUNTRIES), ""),
        "start_date": start,
        "end_date": end if start and end and end >= start else None,
        "year": year,
    }
    if start:
        values["year"], season = season_of(start, subject_type(line))
        values["season"] = season.value
    return {key: value for key, value in values.items() if value not in (None, "", 0, AnimeType.UNKNOWN.value)}


def _figures(line: dict[str, Any]) -> Figures | None:
    details, kept = line.get("score_details"), line.get("favorite")
    votes = [whole(details.get(str(n))) or 0 for n in range(1, 11)] if isinstance(details, dict) else []
    people = kept if isinstance(kept, dict) else {}
    found = Figures(
        site=ScoreSite.BANGUMI.value,
        score=real(line.get("score"), least=1, most=10),
        votes=min(sum(votes), MOST),
        rank=whole(line.get("rank"), least=1),
        histogram=tuple(votes) if any(votes) else (),
        wished=whole(people.get("wish")) or 0,
        watching=whole(people.get("doing")) or 0,
        completed=whole(people.get("done")) or 0,
        on_hold=whole(people.get("on_hold")) or 0,
        dropped=whole(people.get("dropped")) or 0,
    )
    return found if found.score is not None or found.votes or found.collected else None


def _tags(value: Any) -> Iterator[tuple[str, int]]:
    for tag in value if isinstance(value, list) else ():
        if isinstance(tag, dict):
            name = clean_line(text(tag.get("name")), length=TAG_LENGTH)
            count = whole(tag.get("count"), least=1)
            if name and count:
                yield name, count


def _titles(line: dict[str, Any], infobox: Infobox, name: str) -> Iterator[tuple[str, str]]:
    if name:
        yield (TitleLanguage.JA if _KANA.search(name) else TitleLanguage.OTHER).value, name
    for value in (text(line.get("name_cn")), *values_of(infobox, "中文名", "简体中文名")):
        if title := clean_line(value, length=TITLE_LENGTH):
            yield TitleLanguage.ZH_HANS.value, title
    for item in infobox.get("别名", ()):
        if title := clean_line(item.value, length=TITLE_LENGTH):
            spoken = TitleLanguage.JA if _KANA.search(title) else TitleLanguage.OTHER
            yield _LANGUAGES.get(item.name.casefold(), spoken).value, title


def _names(infobox: Infobox, *fields: str) -> Iterator[str]:
    for value in values_of(infobox, *fields):
        for part in _BETWEEN_NAMES.split(value):
            if name := clean_line(_REMARK.sub("", part), length=NAME_LENGTH):
                yield name


def _episodes(infobox: Infobox) -> int | None:
    for value in values_of(infobox, "话数", "集数"):
        if found := _NUMBER.search(value[:20]):
            return whole(int(found[0]), least=1, most=100_000)
    return None


def _site(infobox: Infobox) -> str:
    addresses = (clean_url(value, length=URL_LENGTH) for value in values_of(infobox, "官方网站", "官网", "网站"))
    return next((address for address in addresses if address), "")


def _first_day(infobox: Infobox, fields: tuple[str, ...]) -> date | None:
    return next((day for value in values_of(infobox, *fields) if (day := day_in(value))), None)


def _first_year(infobox: Infobox) -> int | None:
    return next((year for value in values_of(infobox, *constants.STARTS) if (year := year_in(value))), None)
