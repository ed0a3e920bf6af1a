"""A training: asked for, running, or over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("训练中")
    SUCCEEDED = "succeeded", _("成功")
    FAILED = "failed", _("失败")
    CANCELLED = "cancelled", _("已取消")


ACTIVE_STATES = (RunState.QUEUED, RunState.RUNNING)


class TrainingRun(models.Model):
    """``is_active`` is True while queued or running, else NULL: a unique column that allows one run at a time."""

    state = models.CharField(_("状态"), max_length=9, choices=RunState.choices, default=RunState.QUEUED)
    is_active = models.BooleanField(null=True, default=True, editable=False)
    config = models.CharField(_("配置"), max_length=1000, default="default")
    datasets = models.ManyToManyField(
        "recommend.Dataset", blank=True, related_name="training_runs", verbose_name=_("数据集")
    )
    activate = models.BooleanField(_("训练后启用"), default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("发起人"),
    )
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    # Whose process it is, and the last sign of life.
    host = models.CharField(_("主机"), max_length=255, blank=True)
    pid = models.PositiveIntegerField(_("进程号"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("最近心跳"), null=True, blank=True)
    cancel_requested = models.BooleanField(_("已请求取消"), default=False)

    stage = models.CharField(_("阶段"), max_length=50, blank=True)
    stage_label = models.CharField(_("阶段"), max_length=200, blank=True)
    stage_index = models.PositiveSmallIntegerField(_("阶段序号"), default=0)
    stage_count = models.PositiveSmallIntegerField(_("阶段数"), default=0)
    fraction = models.FloatField(_("阶段进度"), default=0)
    overall = models.FloatField(_("总进度"), default=0)
    eta_seconds = models.PositiveIntegerField(_("预计剩余秒数"), null=True, blank=True)

    log_tail = models.TextField(_("日志"), blank=True)
    error = models.TextField(_("错误"), blank=True)
    advice = models.TextField(_("建议"), blank=True)
    outcome = models.TextField(_("结果"), blank=True)
    snapshot = models.ForeignKey(
        "recommend.Snapshot",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="training_runs",
        verbose_name=_("模型快照"),
    )

    class Meta:
        verbose_name = _("训练")
        verbose_name_plural = _("训练")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["is_active"], name="recommend_one_active_training_run"),
            models.CheckConstraint(
                condition=(
                    models.Q(is_active=True, state__in=ACTIVE_STATES)
                    | models.Q(is_active=None, state__in=(RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED))
                ),
                name="recommend_run_active_while_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_state_display()}"
