"""What hints at an anime's genres: its tags and facts, words of its titles and summary, its series' genres."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from catalog.importing.tags.reading import TagFacts
from catalog.search.text.analysis import fold

_LATIN = re.compile("[a-z]{3,}")
_CJK = re.compile("[\u3041-\u30ff\u3400-\u9fff]+")
_HAN = re.compile("[\u4e00-\u9fff]+")
# MyAnimeList gives fewer genres by the year: a step a year, so that a trend is learnt and not each year by itself.
_STEPS = range(2001, 2021)
# A summary has a hundred pairs of characters, each of which says little.
WEIGHTS = {"words": 0.3, "title": 0.3, "series": 2.0}


def gather_clues(
    facts: TagFacts,
    *,
    kind: str,
    year: int | None,
    titles: Iterable[str] = (),
    summary: str = "",
    series: Sequence[Sequence[str]] = (),
) -> frozenset[str]:
    """``series``: the genres of each earlier entry of the series. A clue is its family, a colon and the clue itself."""
    clues = {f"type:{kind}", f"source:{facts.source or ''}", f"country:{facts.country}"}
    clues |= {f"since:{step}" for step in _STEPS if step <= (year or 0)} | {f"series:{'yes' if series else 'no'}"}
    clues |= {f"tag:{tag}" for tag in facts.rest} | {f"genre:{genre}" for genre in facts.genres}
    clues |= {f"studio:{studio.name}" for studio in facts.studios} | {f"staff:{person.name}" for person in facts.staff}
    counts = Counter(genre for genres in series for genre in genres)
    clues |= {f"series:{genre}" for genre, count in counts.items() if 2 * count >= len(series)}
    for title in map(fold, titles):
        clues |= {f"title:{word}" for word in _LATIN.findall(title)}
        clues |= {f"title:{pair}" for run in _CJK.findall(title) for pair in _pairs(run)}
    return frozenset(clues | {f"words:{pair}" for run in _HAN.findall(fold(summary)) for pair in _pairs(run)})


def says_something(clues: frozenset[str]) -> bool:
    """Whether there is more than a type and titles to go by."""
    return any(clue.startswith(("tag:", "genre:", "words:")) for clue in clues) or "series:yes" in clues


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)]
