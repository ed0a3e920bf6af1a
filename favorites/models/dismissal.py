"""不感兴趣: an anime that a member doesn't want to be recommended."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NotInterested(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dismissals", verbose_name=_("会员")
    )
    anime = models.ForeignKey(
        "catalog.Anime", on_delete=models.CASCADE, related_name="dismissals", verbose_name=_("动漫")
    )
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("不感兴趣")
        verbose_name_plural = _("不感兴趣")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "anime"], name="favorites_dismissed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.anime_id}"
