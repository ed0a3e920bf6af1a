"""How a member wants to be recommended to."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

FURTHEST = 2
_WITHIN = [MinValueValidator(-FURTHEST), MaxValueValidator(FURTHEST)]


class RecommendationPreferences(models.Model):
    """From -2 to 2 each; 0, the same as no row, wishes nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="recommendation_preferences",
        verbose_name=_("会员"),
    )
    obscure = models.SmallIntegerField(_("热门还是冷门"), default=0, validators=_WITHIN)
    surprise = models.SmallIntegerField(_("熟悉还是惊喜"), default=0, validators=_WITHIN)

    class Meta:
        verbose_name = _("推荐偏好")
        verbose_name_plural = _("推荐偏好")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(obscure__range=(-FURTHEST, FURTHEST), surprise__range=(-FURTHEST, FURTHEST)),
                name="recommend_preferences_within_bounds",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.obscure} · {self.surprise}"
