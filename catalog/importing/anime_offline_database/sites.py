"""Addresses of anime at the sites that the database names, and the ids in them."""

import re
from collections.abc import Iterable

MYANIMELIST = "mal"
# How ExternalId names the site, by the host; sites moved over the years.
_SITES = {
    "myanimelist.net": MYANIMELIST,
    "anilist.co": "aniList",
    "anidb.net": "anidb",
    "kitsu.app": "kitsu",
    "kitsu.io": "kitsu",
    "anime-planet.com": "animePlanet",
    "anisearch.com": "anisearch",
    "livechart.me": "livechart",
    "notify.moe": "notify",
    "simkl.com": "simkl",
    "animenewsnetwork.com": "ann",
}
_ADDRESS = re.compile(r"https?://(?:www\.)?([a-z0-9.-]+)/(.*)", re.IGNORECASE)
# anime/1535, anime/death-note, a1535 of AniDB's old form, encyclopedia/anime.php?id=6592.
_PATH = re.compile(
    r"(?:anime/|a(?=\d)|encyclopedia/anime(?:\.php)?\?id=|perl-bin/animedb\.pl\?show=anime&aid=)([\w-]{1,100})"
)


def ids_in(addresses: Iterable[str]) -> list[tuple[str, str]]:
    """Site and id of each address that is of one of these sites, in their order, each once."""
    found: dict[tuple[str, str], None] = {}
    for address in addresses:
        whole = _ADDRESS.match(address.strip()[:500])
        site = _SITES.get(whole[1].lower()) if whole else None
        path = _PATH.match(whole[2]) if whole and site else None
        if site and path:
            found[site, path[1]] = None
    return list(found)


def mal_ids(ids: Iterable[tuple[str, str]]) -> list[int]:
    return [
        int(value)
        for site, value in ids
        if site == MYANIMELIST and value.isascii() and value.isdigit() and 0 < int(value[:12]) < 2**31
    ]
