"""What operators decide about recommendations, in force at once and without a training."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ml.recall.sources import CANDIDATE_SOURCES
from ml.reranking.rules import MOST, RerankConfig, RuleError

PARAMETERS = (
    "diversity",
    "tail_boost",
    "tail_share",
    "per_franchise",
    "fresh_boost",
    "fresh_months",
)


def _within(name: str, least: int = 0, most: int | None = None) -> list:
    return [MinValueValidator(least), MaxValueValidator(MOST[name] if most is None else most)]


_OPTIONAL: dict[str, Any] = {"null": True, "blank": True}


class RecommendationSettings(models.Model):
    """One row at most. An empty parameter leaves the rule to the snapshot's own configuration.

    ``revision`` changes with the row, and with every pinned or buried anime: processes compare it and read again.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    sources_off = models.JSONField(_("停用的召回来源"), default=list, blank=True)
    diversity = models.FloatField(_("多样性强度"), validators=_within("diversity"), **_OPTIONAL)
    tail_boost = models.FloatField(_("冷门加权"), validators=_within("tail_boost"), **_OPTIONAL)
    tail_share = models.PositiveSmallIntegerField(
        _("每 10 部至少几部冷门"), validators=_within("tail_share", most=10), **_OPTIONAL
    )
    per_franchise = models.PositiveSmallIntegerField(
        _("每 10 部同系列最多几部"), validators=_within("per_franchise", most=10), **_OPTIONAL
    )
    fresh_boost = models.FloatField(_("新作加权"), validators=_within("fresh_boost"), **_OPTIONAL)
    fresh_months = models.PositiveSmallIntegerField(
        _("多少个月内算新作"), validators=_within("fresh_months", least=1), **_OPTIONAL
    )
    revision = models.CharField(max_length=32, editable=False)
    updated_at = models.DateTimeField(_("修改时间"), auto_now=True)

    class Meta:
        verbose_name = _("推荐设置")
        verbose_name_plural = _("推荐设置")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="recommend_one_row_of_settings"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.revision = uuid.uuid4().hex
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "RecommendationSettings":
        return cls.objects.get_or_create(pk=1)[0]

    @property
    def parameters(self) -> dict[str, float | int]:
        """Of ``RerankConfig``, those that operators have set."""
        found = {name: getattr(self, name) for name in PARAMETERS}
        return {name: value for name, value in found.items() if value is not None}

    def clean(self) -> None:
        names = self.sources_off
        if not isinstance(names, list) or not set(names) <= set(CANDIDATE_SOURCES):
            raise ValidationError({"sources_off": _("有未知的召回来源。")})
        if set(names) == set(CANDIDATE_SOURCES):
            raise ValidationError({"sources_off": _("至少要保留一个召回来源。")})
        try:
            RerankConfig(**self.parameters)  # type: ignore[arg-type]
        except RuleError as error:
            raise ValidationError(str(error)) from error


def renew_revision() -> None:
    """The caller has changed what the rules are made of."""
    if not RecommendationSettings.objects.filter(pk=1).update(revision=uuid.uuid4().hex):
        RecommendationSettings.current()
