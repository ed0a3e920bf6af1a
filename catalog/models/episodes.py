"""The episodes of an anime, as Bangumi lists them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import TITLE_LENGTH, Anime


class EpisodeKind(models.TextChoices):
    MAIN = "main", _("本篇")
    SPECIAL = "special", _("特别篇")


class Episode(models.Model):
    """``number``: as it is shown, 12.5 for what stands between two."""

    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="episode_list", verbose_name=_("动漫"))
    kind = models.CharField(_("类别"), max_length=8, choices=EpisodeKind.choices, default=EpisodeKind.MAIN)
    number = models.FloatField(_("话数"))
    title = models.CharField(_("标题"), max_length=TITLE_LENGTH, blank=True)
    title_zh = models.CharField(_("中文标题"), max_length=TITLE_LENGTH, blank=True)
    air_date = models.DateField(_("播出日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("分集")
        verbose_name_plural = _("分集")
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["anime", "kind", "number"], name="catalog_episode_once_per_anime"),
            models.CheckConstraint(condition=models.Q(kind__in=EpisodeKind.values), name="catalog_episode_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number:g} {self.title_zh or self.title}"
