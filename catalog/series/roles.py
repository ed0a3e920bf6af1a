"""What an entry is within its series: of the story, beside it, a retelling, or an advert for it."""

import re
from collections.abc import Sequence

from catalog.series.entries import SeriesEntry
from catalog.series.titles import TitleKey, parse_cjk, parse_latin

_PROMO = re.compile(
    r"\b(pv|cm|cms|trailer|teaser|promo|promotion|promotional|commercials?|music video|mv|manner movie|manner-movie|"
    r"collaboration|collab|announcement|teaser|nc(?:op|ed)|theme song|anniversary pv|special movie|campaign)\b|"
    r"宣传片|预告|マナームービー|广告",
    re.IGNORECASE,
)
_RECAP = re.compile(
    r"\b(recaps?|soushuu ?-?hen|digest|summary|compilation|reflection|re-?edited|furikaeri|kaisou|tokubetsu soushuu|"
    r"soshuhen|memorial edition|rewind|omnibus)\b|总集|總集|総集|总編|总编集|精华|ダイジェスト",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(specials?|ova|oad|omake|extras?|pilot|picture drama|mini|petit|puchi|puchitto|chibi|break time|bangai ?-?hen|"
    r"theater|theatre|gekijou(?!-?ban)|short|shorts|prologue|sp|tokubetsu ?-?hen|episode 0|unaired|chuugakkou|gakuen "
    r"|quartet|cafe|corner|gag|audio drama|tokuten|picture)\b|番外|特典|ミニ|ぷち|プチ|小剧场|ショート|短片|附赠|迷你|"
    r"特别篇|特別編|泡面",
    re.IGNORECASE,
)
_CROSSING = re.compile(r"\s(?:x|×|vs\.?)\s", re.IGNORECASE)
_FINALE = re.compile(r"final (?:season|series|chapter)|kanketsu|完结|完結|最终季|最終章|最终章", re.IGNORECASE)
_SHORT_TAGS = frozenset({"泡面番", "泡面", "短片", "5分钟", "迷你动画", "mini动画"})
_RECAP_TAGS = frozenset({"总集篇", "总集编", "總集篇", "総集編", "剧场版总集篇"})
_STORY_TYPES = ("TV", "ONA", "Movie", "Unknown")
# Minutes; what is shorter accompanies something.
_SHORTEST_MINUTES = 9
_LONG_OVA = 6


def role_of(entry: SeriesEntry, series: Sequence[SeriesEntry]) -> str:
    """SeriesRole's value; what stands alone is its own main entry."""
    if entry.fixed_role:
        return entry.fixed_role
    if len(series) == 1:
        return "main"
    found = _by_itself(entry)
    if _meets_a_guest(entry) and sum(map(_meets_a_guest, series)) * 2 < len(series):
        return "promo"
    if found == "main" or any(_by_itself(one) == "main" for one in series):
        return found
    return (
        "main"
        if entry is _least_aside(series) or (entry.type == "OVA" and found == "side" and not _says(_SIDE, entry))
        else found
    )


def _least_aside(series: Sequence[SeriesEntry]) -> SeriesEntry:
    """Of a series without an entry that tells the story, the one that is nearest to it."""
    order = {"side": 0, "recap": 1, "promo": 2}
    types = ("OVA", "ONA", "TV", "Movie", "Special", "Unknown", "Music")
    return min(
        series,
        key=lambda one: (
            order[_by_itself(one)],
            _says(_SIDE, one),
            types.index(one.type) if one.type in types else 5,
            one.id,
        ),
    )


def _by_itself(entry: SeriesEntry) -> str:
    if entry.type == "Music" or _says(_PROMO, entry):
        return "promo"
    if _says(_RECAP, entry) or entry.tags & _RECAP_TAGS:
        return "recap"
    if _FINALE.search(" ".join((entry.romaji, entry.chinese))) and entry.type in ("TV", "Special", "ONA"):
        return "main"
    if _says(_SIDE, entry) or entry.tags & _SHORT_TAGS or _is_short(entry):
        return "side"
    if entry.type in _STORY_TYPES:
        return "main"
    return "main" if _is_a_season(entry) else "side"


def _meets_a_guest(entry: SeriesEntry) -> bool:
    """ "One Piece x …": a short film with somebody else's goods or heroes, unless the work itself is called so."""
    return (
        entry.type in ("Special", "ONA", "OVA", "Unknown")
        and (entry.episodes or 1) == 1
        and bool(_CROSSING.search(entry.romaji))
    )


def _is_short(entry: SeriesEntry) -> bool:
    return entry.duration is not None and 0 < entry.duration < _SHORTEST_MINUTES


def _is_a_season(entry: SeriesEntry) -> bool:
    """An OVA or special that goes on with the story: it counts on, or it is long and listed for itself."""
    number = parse_latin(entry.romaji).number or parse_cjk(entry.chinese).number
    if entry.type == "OVA":
        return (entry.episodes or 0) >= _LONG_OVA or (number is not None and (entry.episodes or 0) >= 4)
    return (entry.episodes or 0) >= 4 and entry.start is not None and bool(entry.show)


def _says(words: re.Pattern[str], entry: SeriesEntry) -> bool:
    return any(words.search(title) for title in (entry.romaji, entry.chinese, entry.japanese) if title)


def season_number(entry: SeriesEntry) -> int | None:
    keys: tuple[TitleKey, ...] = (parse_latin(entry.romaji), parse_cjk(entry.chinese))
    return next((key.number for key in keys if key.number is not None), None)
