"""What the members of another site make of an anime. MyAnimeList's mean and members are fields of Anime."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import Anime


class ScoreSite(models.TextChoices):
    BANGUMI = "bangumi", _("Bangumi")
    MYANIMELIST = "mal", _("MyAnimeList")


class SiteScore(models.Model):
    """``histogram``: ten counts, of the votes for 1 to 10; empty where the source gives none."""

    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="site_scores", verbose_name=_("动漫"))
    site = models.CharField(_("网站"), max_length=8, choices=ScoreSite.choices)
    score = models.FloatField(_("评分"), null=True, blank=True)
    votes = models.PositiveIntegerField(_("评分人数"), default=0)
    rank = models.PositiveIntegerField(_("排名"), null=True, blank=True)
    histogram = models.JSONField(_("评分分布"), default=list, blank=True)
    wished = models.PositiveIntegerField(_("想看"), default=0)
    watching = models.PositiveIntegerField(_("在看"), default=0)
    completed = models.PositiveIntegerField(_("看过"), default=0)
    on_hold = models.PositiveIntegerField(_("搁置"), default=0)
    dropped = models.PositiveIntegerField(_("抛弃"), default=0)

    class Meta:
        verbose_name = _("外站评分")
        verbose_name_plural = _("外站评分")
        ordering = ["site"]
        constraints = [
            models.UniqueConstraint(fields=["anime", "site"], name="catalog_one_score_per_site"),
            models.CheckConstraint(condition=models.Q(site__in=ScoreSite.values), name="catalog_score_site_known"),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=1, score__lte=10),
                name="catalog_site_score_from_1_to_10",
            ),
        ]
        indexes = [models.Index(fields=["site", "-votes"], name="catalog_site_score_by_votes")]

    def __str__(self) -> str:
        return f"{self.get_site_display()}: {self.score}"

    @property
    def collected(self) -> int:
        """How many people have it on a list there."""
        return self.wished + self.watching + self.completed + self.on_hold + self.dropped
