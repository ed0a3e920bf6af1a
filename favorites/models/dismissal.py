"""不感兴趣: what a member doesn't want to be recommended — an anime, all of a genre, or a whole series."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Dismissal(models.Model):
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-id"]


class NotInterested(Dismissal):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dismissals", verbose_name=_("会员")
    )
    anime = models.ForeignKey(
        "catalog.Anime", on_delete=models.CASCADE, related_name="dismissals", verbose_name=_("动漫")
    )

    class Meta(Dismissal.Meta):
        verbose_name = _("不感兴趣")
        verbose_name_plural = _("不感兴趣")
        constraints = [models.UniqueConstraint(fields=["user", "anime"], name="favorites_dismissed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.anime_id}"


class DismissedGenre(Dismissal):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dismissed_genres", verbose_name=_("会员")
    )
    genre = models.ForeignKey(
        "catalog.Genre", on_delete=models.CASCADE, related_name="dismissals", verbose_name=_("类型标签")
    )

    class Meta(Dismissal.Meta):
        verbose_name = _("不感兴趣的类型")
        verbose_name_plural = _("不感兴趣的类型")
        constraints = [models.UniqueConstraint(fields=["user", "genre"], name="favorites_genre_dismissed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.genre_id}"


class DismissedSeries(Dismissal):
    """The series that ``anime`` belongs to, whatever the catalogue counts among it later."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dismissed_series", verbose_name=_("会员")
    )
    anime = models.ForeignKey(
        "catalog.Anime", on_delete=models.CASCADE, related_name="series_dismissals", verbose_name=_("动漫")
    )

    class Meta(Dismissal.Meta):
        verbose_name = _("不感兴趣的系列")
        verbose_name_plural = _("不感兴趣的系列")
        constraints = [models.UniqueConstraint(fields=["user", "anime"], name="favorites_series_dismissed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.anime_id}"
