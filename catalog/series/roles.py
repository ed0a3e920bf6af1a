"""What an entry is within its series: of the story, beside it, a retelling, or an advert for it."""

import re
from collections.abc import Sequence
from datetime import date

from catalog.series.entries import SeriesEntry
from catalog.series.known_roles import KNOWN_ROLES
from catalog.series.titles import TitleKey, parse_cjk, parse_latin

_PROMO = re.compile(
    r"\b(?:pv|cms?|trailer|teaser|promo|promotion|promotional|commercials?|music video|mv|manner[ -]movie|"
    r"collaboration|collab|announcement|nc(?:op|ed)|theme song|special movie|campaign)\b|"
    r"宣传片|预告|マナームービー|广告",
    re.IGNORECASE,
)
_RECAP = re.compile(
    r"\b(?:recaps?|soushuu ?-?hen|digest|summary|compilation|re-?edited|furikaeri|soshuhen|memorial edition|rewind|"
    r"omnibus|special edition)\b|总集|總集|総集|总編|总编集|编集版|編集版|精华|ダイジェスト",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:specials?|ova|oad|omake|extras?|pilot|picture drama|mini|petit|puchi|puchitto|chibi|break time|"
    r"bangai ?-?hen|theater|theatre|gekijou(?!-?ban)|shorts?|prologue|sp|tokubetsu ?-?hen|episode 0|unaired|"
    r"chuugakkou|lite|corner|gag|audio drama|tokuten)\b|番外|特典|ミニ|ぷち|プチ|小剧场|ショート|短片|附赠|迷你|"
    r"特别篇|特別編|四格",
    re.IGNORECASE,
)
_FINALE = re.compile(r"final (?:season|series|chapter)|kanketsu|完结|完結|最终季|最終章|最终章", re.IGNORECASE)
# "One Piece x …": a short film with somebody else's goods or heroes.
_CROSSING = re.compile(r"\s(?:x|×|vs\.?)\s", re.IGNORECASE)
_SHORT_TAGS = frozenset({"泡面番", "泡面", "短片", "5分钟", "迷你动画", "mini动画"})
_RECAP_TAGS = frozenset({"总集篇", "总集编", "總集篇", "総集編", "剧场版总集篇"})
_STORY_TYPES = ("TV", "ONA", "Movie", "Unknown")
_NEAREST_TYPES = ("TV", "ONA", "OVA", "Movie", "Special", "Unknown", "Music")
# Minutes; what is shorter accompanies something.
_SHORTEST_MINUTES = 9
_LONG_OVA = 6  # episodes
_SOME = 4


def assign_roles(series: Sequence[SeriesEntry]) -> dict[int, str]:
    """SeriesRole's value by id; what stands alone is its own main entry, and every series has one."""
    if len(series) == 1:
        return {entry.id: entry.fixed_role or "main" for entry in series}
    habits = _Habits(series)
    roles = {entry.id: entry.fixed_role or KNOWN_ROLES.get(entry.id) or habits.role_of(entry) for entry in series}
    if "main" not in roles.values():
        for entry in _nearest(series, roles):
            roles[entry.id] = entry.fixed_role or "main"
    return roles


def _nearest(series: Sequence[SeriesEntry], roles: dict[int, str]) -> list[SeriesEntry]:
    """Of a series in which nothing tells the story for itself, all of the kind that is nearest to it."""

    def distance(entry: SeriesEntry) -> tuple[int, int]:
        return ("main", "side", "recap", "promo").index(roles[entry.id]), _NEAREST_TYPES.index(entry.type)

    least = min(map(distance, series))
    return [entry for entry in series if distance(entry) == least]


class _Habits:
    """What is usual in a series says nothing of one entry: 异世界四重奏 is short from the first season on."""

    def __init__(self, series: Sequence[SeriesEntry]) -> None:
        story = [entry for entry in series if entry.type in ("TV", "ONA", "Movie")]
        shown = [entry for entry in story if entry.type != "Movie"]
        first = min(story, key=lambda one: (one.type != "TV", one.start or date.max, one.id), default=None)
        self._short = bool(shown) and sum(map(_is_short, shown)) * 2 >= len(shown)
        self._words = frozenset(
            pattern
            for pattern in (_SIDE, _PROMO, _RECAP, _CROSSING)
            if first and _says(pattern, first) and sum(_says(pattern, entry) for entry in story) * 2 >= len(story)
        )
        self._short |= first is not None and _is_short(first)
        self._has_television = any(entry.type == "TV" and entry.chinese for entry in series)
        self._names = frozenset(
            key.full for entry in story for key in (parse_latin(entry.romaji), parse_cjk(entry.chinese)) if key.full
        )

    def role_of(self, entry: SeriesEntry) -> str:
        if entry.type == "Music" or self._says(_PROMO, entry) or self._is_with_a_guest(entry):
            return "promo"
        if self._says(_RECAP, entry) or entry.tags & _RECAP_TAGS:
            return "recap"
        if entry.type != "Movie" and _FINALE.search(f"{entry.romaji} {entry.chinese}"):
            return "main"
        if self._says(_SIDE, entry) or (_is_short(entry) and not self._short):
            return "side"
        if entry.type == "ONA" and self._has_television and not entry.chinese and not entry.start:
            return "side"
        return "main" if entry.type in _STORY_TYPES or self._is_a_season(entry) else "side"

    def _says(self, words: re.Pattern[str], entry: SeriesEntry) -> bool:
        return words not in self._words and _says(words, entry)

    def _is_with_a_guest(self, entry: SeriesEntry) -> bool:
        return (
            entry.type in ("Special", "ONA", "OVA", "Unknown")
            and (entry.episodes or 1) == 1
            and _CROSSING not in self._words
            and bool(_CROSSING.search(entry.romaji))
        )

    def _is_a_season(self, entry: SeriesEntry) -> bool:
        """An OVA or special that goes on with the story: it counts on, or it is long and listed for itself."""
        episodes = entry.episodes or 0
        if entry.type != "OVA":
            return episodes >= _SOME and entry.start is not None and bool(entry.show)
        keys = (parse_latin(entry.romaji), parse_cjk(entry.chinese))
        counts_on = any(key.number is not None and key.full in self._names for key in keys)
        return episodes >= _LONG_OVA or (episodes >= _SOME and counts_on)


def _is_short(entry: SeriesEntry) -> bool:
    tagged = entry.type != "Movie" and bool(entry.tags & _SHORT_TAGS)
    return tagged or (entry.duration is not None and 0 < entry.duration < _SHORTEST_MINUTES)


def _says(words: re.Pattern[str], entry: SeriesEntry) -> bool:
    return any(words.search(title) for title in (entry.romaji, entry.chinese, entry.japanese) if title)


def season_number(entry: SeriesEntry) -> int | None:
    keys: tuple[TitleKey, ...] = (parse_latin(entry.romaji), parse_cjk(entry.chinese))
    return next((key.number for key in keys if key.number is not None), None)
