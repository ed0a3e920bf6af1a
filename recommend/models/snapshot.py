"""A trained model: an immutable directory, known to the database by its name."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """``is_active`` is True or NULL, never False: so one unique column allows one active snapshot on every database."""

    name = models.CharField(_("名称"), max_length=100, unique=True)
    is_active = models.BooleanField(_("使用中"), null=True, default=None, editable=False)
    dataset_imports = models.ManyToManyField(
        "recommend.DatasetImport", blank=True, related_name="snapshots", verbose_name=_("数据集导入")
    )
    manifest = models.JSONField(_("清单"), default=dict)
    created_at = models.DateTimeField(_("训练时间"))
    registered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    activated_at = models.DateTimeField(_("启用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("模型快照")
        verbose_name_plural = _("模型快照")
        ordering = ["-created_at", "-id"]
        permissions = [("activate_snapshot", _("可以启用模型快照"))]
        constraints = [
            models.UniqueConstraint(fields=["is_active"], name="recommend_one_active_snapshot"),
            models.CheckConstraint(
                condition=models.Q(is_active=True) | models.Q(is_active=None),
                name="recommend_snapshot_active_or_null",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return Path(settings.SNAPSHOT_DIR) / self.name

    @property
    def dataset_names(self) -> list[str]:
        """Of those whose ratings taught it, besides the members' lists; of a model that was brought along, too."""
        described = (self.manifest.get("data") or {}).get("datasets") or []
        return [str(dataset["name"]) for dataset in described] or sorted(
            generation.dataset.name for generation in self.dataset_imports.all()
        )

    @property
    def metrics(self) -> dict:
        return dict(self.manifest.get("metrics") or {})
