"""Genres (MyAnimeList's, few and fixed) and tags (Bangumi's, many, with the votes they got)."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import Anime


class Genre(models.Model):
    name = models.CharField(_("英文名"), max_length=64, unique=True)
    name_zh = models.CharField(_("中文名"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("类型标签")
        verbose_name_plural = _("类型标签")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the interface."""
        if self.name_zh and (get_language() or "").startswith("zh"):
            return self.name_zh
        return self.name


class Tag(models.Model):
    name = models.CharField(_("名称"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("标签")
        verbose_name_plural = _("标签")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AnimeTag(models.Model):
    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="anime_tags", verbose_name=_("动漫"))
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="anime_tags", verbose_name=_("标签"))
    count = models.PositiveIntegerField(_("标注人数"), default=1, help_text=_("来源没有给出人数时为 1。"))

    class Meta:
        verbose_name = _("动漫标签")
        verbose_name_plural = _("动漫标签")
        ordering = ["-count", "tag_id"]
        constraints = [models.UniqueConstraint(fields=["anime", "tag"], name="catalog_tag_once_per_anime")]

    def __str__(self) -> str:
        return f"{self.tag} ({self.count})"
