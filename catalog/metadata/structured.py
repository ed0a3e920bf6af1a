"""JSON-LD, after schema.org: what search engines understand of a page.

A browser runs no block of this type, so the content security policy has nothing to say about it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.details.anime import AnimeDetail
from catalog.details.credits import NameLink
from catalog.models import AnimeType, StaffRole

ALTERNATE_NAMES, ACTORS = 10, 10
NAME_LENGTH, SUMMARY_LENGTH = 300, 300
# A mean of fewer says more about them than about the anime.
FEWEST_RATINGS = 5
_KINDS = {AnimeType.MOVIE: "Movie", AnimeType.MUSIC: "MusicVideoObject", AnimeType.UNKNOWN: "CreativeWork"}
_SERIES = "TVSeries"
# In a script element only "<" could end it; the others are escaped for who copies it elsewhere.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
Absolute = Callable[[str], str]


class Rated(Protocol):
    """What members of this site think of an anime."""

    @property
    def ratings(self) -> int: ...

    @property
    def simulated(self) -> int: ...

    @property
    def mean(self) -> float | None: ...


def json_ld(*things: Mapping[str, Any]) -> SafeString:
    graph = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def website(absolute: Absolute) -> dict[str, Any]:
    """With the search that results may offer below the site."""
    return {
        "@type": "WebSite",
        "@id": f"{absolute('/')}#website",
        "url": absolute("/"),
        "name": _("基于深度学习的个性化动漫推荐系统"),
        "alternateName": "AnimeRec",
        "inLanguage": "en" if _speaks_english() else "zh-Hans",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{absolute(reverse('catalog:search'))}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


Step = tuple[str, str]  # name and address


def breadcrumbs(steps: Iterable[Step], absolute: Absolute) -> dict[str, Any]:
    """首页, then ``steps``."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name[:NAME_LENGTH], "item": absolute(url)}
            for place, (name, url) in enumerate([(_("首页"), "/"), *steps], start=1)
        ],
    }


def way_to_anime(anime: AnimeDetail) -> list[Step]:
    """The season, or else the ranking › the anime."""
    above = (anime.season_label, anime.season_url) if anime.season_url else (_("榜单"), reverse("catalog:rankings"))
    return [above, (anime.title, anime.url)]


def way_to_studio(studio: NameLink) -> list[Step]:
    return [(_("制作公司"), reverse("catalog:studios")), (studio.name, studio.url)]


def maker(kind: str, named: NameLink, absolute: Absolute) -> dict[str, Any]:
    """``kind``: Organization or Person."""
    known = {"@type": kind, "name": named.name, "alternateName": named.other_name, "url": absolute(named.url)}
    return {name: value for name, value in known.items() if value}


def work(anime: AnimeDetail, absolute: Absolute, *, rated: Rated | None = None) -> dict[str, Any]:
    kind = _KINDS.get(AnimeType(anime.type), _SERIES)
    known: dict[str, Any] = {
        "@type": kind,
        "@id": f"{absolute(anime.url)}#anime",
        "url": absolute(anime.url),
        "name": anime.title[:NAME_LENGTH],
        "alternateName": _other_names(anime),
        "image": absolute(anime.pictures.cover),
        # Summaries are in Chinese.
        "description": "" if _speaks_english() else anime.summary[:SUMMARY_LENGTH],
        "genre": list(anime.genres),
        "productionCompany": [maker("Organization", studio, absolute) for studio in anime.studios],
        "director": [maker("Person", one.person, absolute) for one in anime.staff if one.role == StaffRole.DIRECTOR],
        "actor": _actors(anime, absolute),
        "countryOfOrigin": anime.country,
        "sameAs": _same_as(anime),
        "aggregateRating": _rating(rated),
        **(_series_dates(anime) if kind == _SERIES else _date(anime)),
    }
    return {name: value for name, value in known.items() if value}


def _actors(anime: AnimeDetail, absolute: Absolute) -> list[dict[str, Any]]:
    """Of the first of the cast, each once."""
    voices = [one.voice for one in anime.cast if one.voice]
    return [maker("Person", voice, absolute) for voice in dict.fromkeys(voices)][:ACTORS]


def _speaks_english() -> bool:
    return (get_language() or "").startswith("en")


def _series_dates(anime: AnimeDetail) -> dict[str, Any]:
    return {
        "numberOfEpisodes": anime.episodes,
        "startDate": _first_day(anime),
        "endDate": anime.end_date and anime.end_date.isoformat(),
    }


def _date(anime: AnimeDetail) -> dict[str, Any]:
    return {"datePublished": _first_day(anime)}


def _first_day(anime: AnimeDetail) -> str:
    return anime.start_date.isoformat() if anime.start_date else f"{anime.year:04}" if anime.year else ""


def _other_names(anime: AnimeDetail) -> list[str]:
    others = (title.text[:NAME_LENGTH] for title in anime.titles if title.text != anime.title)
    return list(dict.fromkeys(others))[:ALTERNATE_NAMES]


def _same_as(anime: AnimeDetail) -> list[str]:
    links: Iterable[str] = (anime.official_site, *(link.url for link in anime.external_links))
    return list(dict.fromkeys(link for link in links if link.startswith(("https://", "http://"))))


def _rating(rated: Rated | None) -> dict[str, Any] | None:
    """Of this site's own members: nobody knows how many rated elsewhere, and simulated members are no people."""
    if rated is None or rated.mean is None or rated.simulated or rated.ratings < FEWEST_RATINGS:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": round(rated.mean, 2),
        "ratingCount": rated.ratings,
        "bestRating": 10,
        "worstRating": 1,
    }
