"""/sitemap.xml: an index of pages, seasons, studios, people and all anime that are there to see, thousands a file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from catalog.metadata.addresses import absolute_url
from catalog.models import Anime, Person, RankingKind, Studio
from catalog.pages.works import people_with_works, studios_with_works
from catalog.rankings import RankingQuery

# Browsers and engines take up to 50,000 in a file; fewer are made faster.
ANIME_PER_FILE = 5_000


class SiteSitemap(Sitemap):
    """Under SITE_URL where it is set."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme or super().get_protocol(protocol)

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc or super().get_domain(site)


class PageSitemap(SiteSitemap):
    def items(self) -> list[str]:
        named = (
            "home",
            "catalog:search",
            "catalog:seasons",
            "catalog:studios",
            "recommend:onboarding",
            "recommend:blend",
        )
        texts = ("pages:about", "pages:help", "pages:terms", "pages:feedback")
        rankings = (RankingQuery(kind=kind).url() for kind in RankingKind)
        return [*map(reverse, named), *rankings, *map(reverse, texts)]

    def location(self, item: str) -> str:
        return item


class SeasonSitemap(SiteSitemap):
    """Those with an anime that began in them."""

    def items(self) -> Sequence[tuple[int | None, str | None]]:
        dated = Anime.objects.visible().filter(season__isnull=False)
        return list(dated.order_by("-year", "season").values_list("year", "season").distinct())

    def location(self, item: tuple[int | None, str | None]) -> str:
        return reverse("catalog:season", args=item)


class AnimeSitemap(SiteSitemap):
    limit = ANIME_PER_FILE

    def items(self) -> QuerySet[Anime, tuple[int, datetime]]:
        return Anime.objects.visible().order_by("pk").values_list("pk", "updated_at")

    def location(self, item: tuple[int, datetime]) -> str:
        return reverse("catalog:anime", args=item[:1])

    def lastmod(self, item: tuple[int, datetime]) -> datetime:
        return item[1]

    def get_latest_lastmod(self) -> datetime | None:
        """Asked of the database, not of each anime."""
        return Anime.objects.visible().aggregate(latest=Max("updated_at"))["latest"]


class StudioSitemap(SiteSitemap):
    limit = ANIME_PER_FILE

    def items(self) -> QuerySet[Studio, int]:
        return studios_with_works().order_by("pk").values_list("pk", flat=True)

    def location(self, item: int) -> str:
        return reverse("catalog:studio", args=[item])


class PersonSitemap(SiteSitemap):
    limit = ANIME_PER_FILE

    def items(self) -> QuerySet[Person, int]:
        return people_with_works().order_by("pk").values_list("pk", flat=True)

    def location(self, item: int) -> str:
        return reverse("catalog:person", args=[item])


SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": PageSitemap,
    "seasons": SeasonSitemap,
    "studios": StudioSitemap,
    "people": PersonSitemap,
    "anime": AnimeSitemap,
}


def sitemap_index(request: HttpRequest) -> HttpResponse:
    response: TemplateResponse = sitemap_views.index(request, sitemaps=SITEMAPS, sitemap_url_name="sitemap-section")
    for entry in (response.context_data or {})["sitemaps"]:
        parts = urlsplit(entry.location)
        entry.location = absolute_url(request, f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return response


def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_views.sitemap(request, sitemaps=SITEMAPS, section=section)
