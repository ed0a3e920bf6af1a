"""The other names of an anime; the five main ones are columns of Anime."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import TITLE_LENGTH, Anime


class TitleLanguage(models.TextChoices):
    ZH_HANS = "zh-hans", _("简体中文")
    ZH_HANT = "zh-hant", _("繁体中文")
    JA = "ja", _("日语")
    EN = "en", _("英语")
    ROMAJI = "romaji", _("罗马字")
    OTHER = "other", _("其他")


class AnimeTitle(models.Model):
    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="other_titles", verbose_name=_("动漫"))
    language = models.CharField(_("语言"), max_length=10, choices=TitleLanguage.choices, default=TitleLanguage.OTHER)
    text = models.CharField(_("标题"), max_length=TITLE_LENGTH)

    class Meta:
        verbose_name = _("别名")
        verbose_name_plural = _("别名")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["anime", "language", "text"], name="catalog_alias_once_per_anime"),
            models.CheckConstraint(condition=~models.Q(text=""), name="catalog_alias_not_blank"),
        ]

    def __str__(self) -> str:
        return self.text
