"""What an import concluded of an anime by itself, beside what sources and operators say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import Anime


class DerivedFacts(models.Model):
    """``facts``: fields by name with their values, relations by name with their rows, as the last import wrote them.

    What an anime still has of them is the next import's to change; whatever else it has is somebody's.
    """

    anime = models.OneToOneField(Anime, on_delete=models.CASCADE, related_name="derived_facts", verbose_name=_("动漫"))
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = "derived facts"
        verbose_name_plural = "derived facts"

    def __str__(self) -> str:
        return f"{self.anime_id}: {', '.join(self.facts)}"
