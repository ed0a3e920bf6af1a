"""A set of other people's ratings, and every attempt to read it."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

dataset_name_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$", _("名称只能包含字母、数字、连字符和下划线。")
)


class ImportState(models.TextChoices):
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")


class Dataset(models.Model):
    """Whoever reads a dataset reads the rows of ``current_import``; others are being written or deleted.

    ``user_offset``: what is added to its people's numbers where several datasets are read together; None until then.
    """

    name = models.CharField(_("名称"), max_length=50, unique=True, validators=[dataset_name_validator])
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    current_import = models.OneToOneField(
        "recommend.DatasetImport",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="current_of",
        verbose_name=_("当前导入"),
    )

    user_offset = models.BigIntegerField(null=True, default=None, editable=False)

    class Meta:
        verbose_name = _("数据集")
        verbose_name_plural = _("数据集")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DatasetImport(models.Model):
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="imports", verbose_name=_("数据集"))
    state = models.CharField(_("状态"), max_length=7, choices=ImportState.choices, default=ImportState.RUNNING)
    source = models.CharField(_("来源"), max_length=1000)
    checksum = models.CharField(_("校验和"), max_length=64, blank=True)
    report = models.JSONField(_("报告"), default=dict, blank=True)
    error = models.TextField(_("错误"), blank=True)
    started_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("数据集导入")
        verbose_name_plural = _("数据集导入")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="recommend_import_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} #{self.pk}"
