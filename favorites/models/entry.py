"""A member's entry for one anime: favourite, status, score, progress, note."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LOWEST_SCORE, HIGHEST_SCORE = 1, 10
NOTE_LENGTH = 1000


class Status(models.TextChoices):
    PLAN_TO_WATCH = "plan_to_watch", _("想看")
    WATCHING = "watching", _("在看")
    COMPLETED = "completed", _("看过")
    ON_HOLD = "on_hold", _("搁置")
    DROPPED = "dropped", _("抛弃")


class ListEntry(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="list_entries", verbose_name=_("会员")
    )
    anime = models.ForeignKey(
        "catalog.Anime", on_delete=models.CASCADE, related_name="list_entries", verbose_name=_("动漫")
    )
    is_favorite = models.BooleanField(_("收藏"), default=False)
    status = models.CharField(_("状态"), max_length=13, choices=Status.choices, null=True, blank=True)  # noqa: DJ001
    score = models.PositiveSmallIntegerField(
        _("我的评分"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LOWEST_SCORE), MaxValueValidator(HIGHEST_SCORE)],
    )
    progress = models.PositiveIntegerField(_("已看集数"), default=0)
    note = models.CharField(_("备注"), max_length=NOTE_LENGTH, blank=True)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        verbose_name = _("收藏条目")
        verbose_name_plural = _("收藏条目")
        ordering = ["-updated_at", "-id"]
        indexes = [models.Index(fields=["user", "-updated_at"], name="favorites_by_user_recent")]
        constraints = [
            models.UniqueConstraint(fields=["user", "anime"], name="favorites_one_entry_per_anime"),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=LOWEST_SCORE, score__lte=HIGHEST_SCORE),
                name="favorites_score_from_1_to_10",
            ),
            models.CheckConstraint(
                condition=models.Q(status=None) | models.Q(status__in=Status.values), name="favorites_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.anime_id}"

    @property
    def says_nothing(self) -> bool:
        return not (self.is_favorite or self.status or self.score or self.progress or self.note)
