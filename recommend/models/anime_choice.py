"""Anime that operators treat apart for a time: pinned to a place for everybody, or never recommended."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recommend.models.recommendation_settings import renew_revision

LAST_PLACE = 100


class ChoiceQuerySet(models.QuerySet):
    """What writes many rows at once sends no signals."""

    def update(self, **values: Any) -> int:
        changed = super().update(**values)
        renew_revision()
        return changed

    def bulk_create(self, *args: Any, **kwargs: Any) -> list:
        made = super().bulk_create(*args, **kwargs)
        renew_revision()
        return made


class Choice(models.Model):
    """An anime that operators treat apart for a time. ``ends_at`` None: until further notice."""

    anime = models.ForeignKey("catalog.Anime", on_delete=models.CASCADE, related_name="+", verbose_name=_("动漫"))
    starts_at = models.DateTimeField(_("开始时间"), default=timezone.now)
    ends_at = models.DateTimeField(_("结束时间"), null=True, blank=True, help_text=_("留空表示长期有效。"))
    note = models.CharField(_("备注"), max_length=200, blank=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("结束时间必须晚于开始时间。")})

    def at_the_same_time(self) -> models.QuerySet:
        """Other rows of the kind whose time overlaps this one's."""
        others = type(self)._default_manager.exclude(pk=self.pk)
        if self.ends_at is not None:
            others = others.filter(starts_at__lt=self.ends_at)
        return others.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=self.starts_at))


def _ends_after_it_starts(name: str) -> models.CheckConstraint:
    condition = models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at"))
    return models.CheckConstraint(condition=condition, name=name)


class PinnedAnime(Choice):
    place = models.PositiveSmallIntegerField(
        _("位置"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(LAST_PLACE)],
        help_text=_("从 1 开始计数。列表里已有它，或对它点过“不感兴趣”的会员不会看到。"),
    )

    class Meta:
        verbose_name = _("置顶动漫")
        verbose_name_plural = _("置顶动漫")
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place__gte=1, place__lte=LAST_PLACE), name="recommend_pin_has_a_place"
            ),
            _ends_after_it_starts("recommend_pin_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.anime}"

    def clean(self) -> None:
        super().clean()
        if self.anime_id is None or self.starts_at is None:
            return
        others = self.at_the_same_time()
        if others.filter(anime=self.anime_id).exists():
            raise ValidationError({"anime": _("这部动漫在这段时间里已经置顶。")})
        if taken := others.filter(place=self.place).select_related("anime").first():
            raise ValidationError({"place": _("这个位置在这段时间里已经给了《%(title)s》。") % {"title": taken.anime}})


class BuriedAnime(Choice):
    class Meta:
        verbose_name = _("不推荐的动漫")
        verbose_name_plural = _("不推荐的动漫")
        ordering = ["-id"]
        constraints = [_ends_after_it_starts("recommend_burial_ends_after_it_starts")]

    def __str__(self) -> str:
        return str(self.anime)

    def clean(self) -> None:
        super().clean()
        if (
            self.anime_id is not None
            and self.starts_at
            and self.at_the_same_time().filter(anime=self.anime_id).exists()
        ):
            raise ValidationError({"anime": _("这部动漫在这段时间里已经设为不推荐。")})


def _renew(**_unused: object) -> None:
    renew_revision()


# Signals, since a deletion through the admin's list or with the anime itself calls no method of the row.
for _kind in (PinnedAnime, BuriedAnime):
    for _signal in (models.signals.post_save, models.signals.post_delete):
        _signal.connect(_renew, sender=_kind, dispatch_uid=f"renew-revision-{_kind.__name__}")
