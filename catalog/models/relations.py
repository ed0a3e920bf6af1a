"""How two anime belong together, as operators say it; a series is found from titles (catalog.series)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import Anime


class RelationKind(models.TextChoices):
    """What the other anime is to this one; in the order in which a page shows them."""

    PREQUEL = "prequel", _("前传")
    SEQUEL = "sequel", _("续集")
    PARENT = "parent", _("本篇")
    SIDE_STORY = "side_story", _("外传")
    FULL_STORY = "full_story", _("完整版")
    SUMMARY = "summary", _("总集篇")
    ORIGIN = "origin", _("衍生自")
    SPIN_OFF = "spin_off", _("衍生作品")
    ALTERNATIVE = "alternative", _("另一版本")
    SETTING = "setting", _("同一世界观")
    CHARACTERS = "characters", _("角色登场")
    OTHER = "other", _("其他关联")

    @property
    def inverse(self) -> "RelationKind":
        """What this anime is to the other one."""
        return _INVERSE.get(self, self)


_PAIRS = (
    (RelationKind.PREQUEL, RelationKind.SEQUEL),
    (RelationKind.PARENT, RelationKind.SIDE_STORY),
    (RelationKind.FULL_STORY, RelationKind.SUMMARY),
    (RelationKind.ORIGIN, RelationKind.SPIN_OFF),
)
_INVERSE = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


class AnimeRelation(models.Model):
    """``other`` is the ``kind`` of ``anime``: entered on one of them, shown on both."""

    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="relations", verbose_name=_("动漫"))
    kind = models.CharField(_("关联"), max_length=12, choices=RelationKind.choices)
    other = models.ForeignKey(
        Anime, on_delete=models.CASCADE, related_name="inverse_relations", verbose_name=_("关联动漫")
    )

    class Meta:
        verbose_name = _("关联动漫")
        verbose_name_plural = _("关联动漫")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["anime", "other"],
                name="catalog_one_relation_a_pair",
                violation_error_message=_("这两部动漫已经有关联。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(anime=models.F("other")),
                name="catalog_no_relation_to_itself",
                violation_error_message=_("动漫不能与自己关联。"),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=RelationKind.values), name="catalog_relation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anime_id} · {self.kind} · {self.other_id}"

    def clean(self) -> None:
        """The other direction needs no row of its own."""
        if AnimeRelation.objects.filter(anime_id=self.other_id, other_id=self.anime_id).exists():
            raise ValidationError(_("对方的页面上已经填写了这两部动漫的关联，这里会自动显示。"))
