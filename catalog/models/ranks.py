"""What is written down about rankings: each day's ranks, and what members do at the moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import Anime


class RankingKind(models.TextChoices):
    TOP = "top", _("高分")
    POPULAR = "popular", _("热门")
    TRENDING = "trending", _("趋势")
    AIRING = "airing", _("连载中")
    UPCOMING = "upcoming", _("即将上映")


class RankRecord(models.Model):
    """An anime's place in a whole ranking on a day (Japan's, see catalog.seasons)."""

    day = models.DateField(_("日期"))
    kind = models.CharField(_("榜单"), max_length=10, choices=RankingKind.choices)
    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="rank_records", verbose_name=_("动漫"))
    rank = models.PositiveIntegerField(_("名次"))

    class Meta:
        verbose_name = _("排名记录")
        verbose_name_plural = _("排名记录")
        ordering = ["-day", "kind", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["day", "kind", "anime"], name="catalog_one_rank_a_day"),
            models.CheckConstraint(condition=models.Q(rank__gte=1), name="catalog_rank_at_least_1"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.rank}: {self.anime_id}"


class Trend(models.Model):
    """What an app above the catalogue measured of members' recent activity; all rows are written at once."""

    anime = models.OneToOneField(
        Anime, on_delete=models.CASCADE, primary_key=True, related_name="trend", verbose_name=_("动漫")
    )
    score = models.FloatField(_("热度"))
    people = models.PositiveIntegerField(_("近期活跃会员"))
    simulated_people = models.PositiveIntegerField(_("其中模拟会员"), default=0)
    measured_at = models.DateTimeField(_("统计时间"))

    class Meta:
        verbose_name = _("趋势")
        verbose_name_plural = _("趋势")
        ordering = ["-score", "anime_id"]
        indexes = [models.Index(fields=["-score", "anime"], name="catalog_by_trend")]

    def __str__(self) -> str:
        return f"{self.anime_id}: {self.score:.2f}"
