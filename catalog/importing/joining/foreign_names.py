"""Names of other works among an anime's aliases: what a machine found for it at TMDB is another show at times.

An alias that is another anime's main title, and near to none of this one's, goes; with it what is nearer to that other
work than to this one, the summary that came from there, and the id of that show.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalog.importing.joining.matching import Match, Matches
from catalog.importing.rows import AnimeRow, BangumiEntry, BgmdEntry
from catalog.importing.text import likeness, title_key

# Shares of pairs of letters in common: of two titles of one work, and of two titles that have to do with each other.
_SAME_WORK, _RELATED = 0.6, 0.34
# A beginning in common that no two works have by chance: in letters, or in Chinese and Japanese characters.
_LATIN_BEGINNING, _CJK_BEGINNING = 8, 3


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    matches: Matches
    bgmd: dict[str, BgmdEntry]
    dropped: int


def without_foreign_names(matches: Matches, bgmd: Mapping[str, BgmdEntry], *, known: Mapping[int, AnimeRow]) -> Cleaned:
    main = {mal_id: _main_titles(known.get(mal_id), match, bgmd) for mal_id, match in matches.by_id.items()}
    main |= {row.id: frozenset({title_key(row.title)}) for row in known.values() if row.id not in main}
    owners: dict[str, set[int]] = defaultdict(set)
    for mal_id, keys in main.items():
        for key in keys:
            owners[key].add(mal_id)
    by_id, clean_bgmd, dropped = {}, dict(bgmd), 0
    for mal_id, match in matches.by_id.items():
        entries = []
        for entry in (match.main, *match.parts):
            extra = clean_bgmd.get(entry.bangumi_id)
            foreign = _foreign_names(mal_id, entry, extra, main, owners)
            dropped += len(foreign)
            entries.append(_clean_entry(entry, extra, foreign) if foreign else entry)
            if foreign and extra:
                clean_bgmd[entry.bangumi_id] = _clean_extra(extra, foreign)
        by_id[mal_id] = Match(main=entries[0], parts=tuple(entries[1:]))
    return Cleaned(matches=replace(matches, by_id=by_id), bgmd=clean_bgmd, dropped=dropped)


def _main_titles(row: AnimeRow | None, match: Match, bgmd: Mapping[str, BgmdEntry]) -> frozenset[str]:
    entry, extra = match.main, bgmd.get(match.main.bangumi_id)
    firsts = [titles[0] for titles in (entry.zh_hans, entry.zh_hant, entry.ja, entry.en) if titles]
    titles = [entry.title, *firsts, *((extra.name, extra.name_zh) if extra else ()), *([row.title] if row else ())]
    return frozenset(key for title in titles if (key := title_key(title)))


def _foreign_names(
    mal_id: int,
    entry: BangumiEntry,
    extra: BgmdEntry | None,
    main: Mapping[int, frozenset[str]],
    owners: Mapping[str, set[int]],
) -> frozenset[str]:
    own = main[mal_id] | {title_key(entry.title)}
    keys = {key for name in _aliases(entry, extra) if (key := title_key(name))} - own
    # Its own tags, and the show that somebody placed it in as a season, say what it belongs to.
    said = {title_key(tag) for tag in extra.tags} if extra else set()
    if extra and _is_season_of_show(entry, extra):
        said |= {title_key(name) for name in extra.show_names}
    foreign, others = set(), set()
    for key in keys - said:
        theirs = owners.get(key, set())
        if not theirs or mal_id in theirs or not _is_far(key, own):
            continue
        titles = {title for owner in theirs for title in main[owner]}
        if not any(_is_near(title, own) for title in titles):
            foreign.add(key)
            others |= titles
    foreign |= {key for key in keys - foreign - said if _is_near(key, others) and _is_far(key, own)}
    return frozenset(foreign)


def _is_near(key: str, titles: Iterable[str]) -> bool:
    return any(_is_one_work(key, title) for title in titles)


def _is_one_work(one: str, other: str) -> bool:
    """Two of a length that have most in common; a long title has the letters of many short ones."""
    shorter, longer = sorted((len(one), len(other)))
    is_alike = 2 * shorter >= longer and likeness(one, other) >= _SAME_WORK
    return is_alike or (shorter > 2 and (one in other or other in one)) or _begin_alike(one, other)


def _is_far(key: str, titles: Iterable[str]) -> bool:
    """From all that can be compared with it; from none where they are in other letters."""
    same = [title for title in titles if title.isascii() == key.isascii()]
    return bool(same) and all(likeness(key, title) < _RELATED and not _begin_alike(key, title) for title in same)


def _begin_alike(one: str, other: str) -> bool:
    least = _LATIN_BEGINNING if one[:1].isascii() else _CJK_BEGINNING
    return len(one) >= least and one[:least] == other[:least]


def _is_season_of_show(entry: BangumiEntry, extra: BgmdEntry) -> bool:
    shows = (value for site, value in entry.ids if site == "tmdb" and "/season/" in value)
    return any(extra.show_id in value.split("/") for value in shows)


def _aliases(entry: BangumiEntry, extra: BgmdEntry | None) -> tuple[str, ...]:
    listed = (*entry.zh_hans[1:], *entry.zh_hant[1:], *entry.ja[1:], *entry.en[1:])
    return (*listed, *(extra.aliases if extra else ()))


def _clean_entry(entry: BangumiEntry, extra: BgmdEntry | None, foreign: frozenset[str]) -> BangumiEntry:
    def kept(titles: tuple[str, ...]) -> tuple[str, ...]:
        return (*titles[:1], *(title for title in titles[1:] if title_key(title) not in foreign))

    ids = entry.ids
    if extra and _is_another_show(extra, foreign):
        ids = tuple((site, value) for site, value in ids if site != "tmdb" or extra.show_id not in value.split("/"))
    return replace(
        entry,
        zh_hans=kept(entry.zh_hans),
        zh_hant=kept(entry.zh_hant),
        ja=kept(entry.ja),
        en=kept(entry.en),
        ids=ids,
    )


def _clean_extra(extra: BgmdEntry, foreign: frozenset[str]) -> BgmdEntry:
    aliases = tuple(alias for alias in extra.aliases if title_key(alias) not in foreign)
    is_theirs = extra.has_shows_summary and _is_another_show(extra, foreign)
    return replace(extra, aliases=aliases, summary="" if is_theirs else extra.summary)


def _is_another_show(extra: BgmdEntry, foreign: frozenset[str]) -> bool:
    return any(title_key(name) in foreign for name in extra.show_names)
