"""Links from an anime's page to where it can be watched and what other sites say of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MYANIMELIST = "myanimelist"
_SITES = {
    MYANIMELIST: ("MyAnimeList", "https://myanimelist.net/anime/{}"),
    "bangumi": ("Bangumi", "https://bgm.tv/subject/{}"),
    "aniList": ("AniList", "https://anilist.co/anime/{}"),
    "anidb": ("AniDB", "https://anidb.net/anime/{}"),
    "tmdb": ("TMDB", "https://www.themoviedb.org/{}"),
}
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Link:
    site: str
    url: str


def watch_links(pairs: Pairs) -> Iterator[Link]:
    """``pairs`` of site and address. A site that shows the parts of an anime apart is numbered."""
    times: Counter[str] = Counter()
    for site, url in pairs:
        times[site] += 1
        yield Link(site=site if times[site] == 1 else f"{site} ({times[site]})", url=url)


def external_links(anime_id: int, pairs: Pairs) -> Iterator[Link]:
    """``pairs`` of site and the anime's id there; MyAnimeList's is the anime's own."""
    for site, value in ((MYANIMELIST, str(anime_id)), *(pair for pair in pairs if pair[0] != MYANIMELIST)):
        if site in _SITES:
            name, address = _SITES[site]
            yield Link(site=name, url=address.format(value))
