"""What a source said of an anime from which its series is found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import Anime


class SeriesTags(models.Model):
    """Bangumi's tags as they came, a line each: they name the work, where AnimeTag keeps only what describes it."""

    anime = models.OneToOneField(Anime, on_delete=models.CASCADE, related_name="series_tags", verbose_name=_("动漫"))
    tags = models.TextField(_("标签"), blank=True)

    class Meta:
        verbose_name = _("标签")
        verbose_name_plural = _("标签")

    def __str__(self) -> str:
        return self.tags.replace("\n", " ")
