"""Where else an anime is found: ids at other sites, and places to watch it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import URL_LENGTH, Anime


class ExternalId(models.Model):
    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="external_ids", verbose_name=_("动漫"))
    site = models.CharField(_("网站"), max_length=32)
    value = models.CharField(_("编号"), max_length=100)

    class Meta:
        verbose_name = _("外站编号")
        verbose_name_plural = _("外站编号")
        ordering = ["site"]
        constraints = [models.UniqueConstraint(fields=["anime", "site"], name="catalog_one_id_per_site")]
        indexes = [models.Index(fields=["site", "value"], name="catalog_external_id")]

    def __str__(self) -> str:
        return f"{self.site}: {self.value}"


class WatchLink(models.Model):
    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="watch_links", verbose_name=_("动漫"))
    site = models.CharField(_("网站"), max_length=64)
    url = models.URLField(_("地址"), max_length=URL_LENGTH)

    class Meta:
        verbose_name = _("观看地址")
        verbose_name_plural = _("观看地址")
        ordering = ["site", "id"]
        constraints = [models.UniqueConstraint(fields=["anime", "site", "url"], name="catalog_watch_link_once")]

    def __str__(self) -> str:
        return f"{self.site}: {self.url}"
