"""Which anime are one series, found from their titles: the sources name no relations.

Two anime belong together when their romaji or their Chinese titles are equal without season, sequel and subtitle
words; what an operator wrote in the field holds instead, also for whatever belongs with it. The result is written
down in ``Anime.series`` (all at once after an import or an edit), so that a page finds a series by one index.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.models import Anime
from catalog.models.anime import SERIES_LENGTH
from catalog.search.season_markers import parse_season

BATCH = 500
# Shorter beginnings ("Re:", "K -") are many series'.
_SHORTEST_LATIN, _SHORTEST_CHINESE = 4, 2
_SUBTITLE = re.compile(r":| - |~|\(")
_LATIN_WORDS = re.compile(
    r"\b(\d+(st|nd|rd|th)|first|second|third|fourth|fifth|final|last|next|new|zoku|shin|kai|season|series|part|cour|"
    r"chapter|stage|phase|movies?|film|gekijouban|gekijoban|ova|oad|ona|specials?|tv|recap|soushuuhen|"
    r"picture drama|pilot|extra|episode|prologue|the animation|animation|ii|iii|iv|v|vi|vii|viii|ix|x|r2|s\d|\d+)\b"
)
_CHINESE_SUBTITLE = re.compile(r"[:：～~（(—–]| - ")
_CHINESE_WORDS = re.compile(
    r"^(剧场版|电影版?|新|真|续|終)\s*|(剧场版|电影版|动画版|特别篇|番外篇|总集篇|完结篇|OVA|OAD|SP|TV版|TV)\s*$"
    r"|第[一二三四五六七八九十\d]+[季期部章]"
)


@dataclass(frozen=True, kw_only=True)
class Titled:
    """``fixed``: what an operator wrote, None where nobody did; "" keeps an anime out of every series."""

    id: int
    romaji: str
    chinese: str
    fixed: str | None = None


def find_series(anime: Sequence[Titled]) -> dict[int, str]:
    """The series' name by id, "" for what stands alone: the operator's, or the shortest of the oldest's keys."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parents.setdefault(name, name)) != name:
            parents[name] = parents[above]
            name = above
        return name

    keys = {}
    for one in sorted(anime, key=lambda one: one.id):
        keys[one.id] = its = list(_keys(one))
        for other in its[1:]:
            parents[root(other)] = root(its[0])
    groups: dict[str, list[int]] = defaultdict(list)
    for anime_id, its in keys.items():
        groups[root(its[0]) if its else f"#{anime_id}"].append(anime_id)
    fixed = {one.id: one.fixed for one in anime if one.fixed is not None}
    return {anime_id: name for ids in groups.values() for anime_id, name in _named(ids, keys, fixed)}


def _named(ids: list[int], keys: dict[int, list[str]], fixed: dict[int, str]) -> Iterator[tuple[int, str]]:
    written = sorted(fixed[anime_id] for anime_id in ids if fixed.get(anime_id))
    found = written[0] if written else min(keys[ids[0]], key=len, default="") if len(ids) > 1 else ""
    for anime_id in ids:
        yield anime_id, fixed.get(anime_id, found)


def _keys(one: Titled) -> Iterator[str]:
    if one.fixed is not None:
        if one.fixed:
            yield one.fixed
        return
    for key in (latin_key(one.romaji), chinese_key(one.chinese)):
        if key:
            yield key[:SERIES_LENGTH]


def latin_key(title: str) -> str:
    """ "Shingeki no Kyojin Season 2" and "Shingeki no Kyojin: Kuinaki Sentaku" both give "shingeki no kyojin"."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", title).casefold() if not unicodedata.combining(c))
    for text in (_SUBTITLE.split(folded, maxsplit=1)[0], folded):
        key = " ".join(_LATIN_WORDS.sub(" ", re.sub(r"[^\w\s]+", " ", text)).split())
        if len(key) >= _SHORTEST_LATIN:
            return key
    return ""


def chinese_key(title: str) -> str:
    """ "进击的巨人 第二季" and "剧场版 进击的巨人：…" both give "进击的巨人"."""
    head = _CHINESE_WORDS.sub(" ", _CHINESE_SUBTITLE.split(title, maxsplit=1)[0].strip()).strip()
    key = parse_season(head).base if head else ""
    return key if len(key) >= _SHORTEST_CHINESE and not key.isascii() else ""


def refresh_series() -> int:
    """Writes what differs; the number of anime. A reader of a series may meet it half old for a moment."""
    rows = Anime.objects.values_list("pk", "title_romaji", "title_zh_hans", "series", "edited_fields")
    present, titled = {}, []
    for pk, romaji, chinese, series, edited in rows:
        present[pk] = series
        titled.append(Titled(id=pk, romaji=romaji, chinese=chinese, fixed=series if "series" in edited else None))
    changed: dict[str, list[int]] = defaultdict(list)
    for pk, name in find_series(titled).items():
        if present[pk] != name:
            changed[name].append(pk)
    _write(changed)
    return sum(map(len, changed.values()))


def _write(changed: dict[str, list[int]]) -> None:
    rows = [Anime(pk=pk, series=name) for name, ids in changed.items() for pk in ids]
    Anime.objects.bulk_update(rows, ["series"], batch_size=BATCH)


def watching_order(start: date | None, year: int | None, anime_id: int) -> tuple[bool, date, int]:
    """A key to sort the entries of a series by: as they were shown; what nobody dated comes last, by id.

    Ids are given in time, but the first of them were not.
    """
    first = start or (date(min(year, 9999), 12, 31) if year else date.max)
    return first == date.max, first, anime_id
