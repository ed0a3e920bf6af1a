"""What imports did, and what they set aside for operators to settle."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CatalogueSource(models.TextChoices):
    PACKAGES = "packages", _("公开软件包")
    BANGUMI_ARCHIVE = "bangumi", "Bangumi Archive"
    ANIME_OFFLINE_DATABASE = "aod", "anime-offline-database"
    MAL_2023 = "mal2023", "MyAnimeList 2023"


class SetAsideReason(models.TextChoices):
    TYPE = "type", _("类别不符")
    YEAR = "year", _("年份不符")
    EPISODES = "episodes", _("集数不符")
    PART = "part", _("季或部分不符")
    AMBIGUOUS = "ambiguous", _("有多部可能的动漫")
    UNKNOWN = "unknown", _("找不到对应的动漫")


class SetAsideEntry(models.Model):
    """An entry of a source that could not be joined to an anime for certain; made anew by each import of the source."""

    source = models.CharField(_("来源"), max_length=8, choices=CatalogueSource.choices)
    entry_id = models.CharField(_("来源编号"), max_length=100)
    title = models.CharField(_("标题"), max_length=300)
    anime = models.ForeignKey(
        "catalog.Anime",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("来源所指的动漫"),
    )
    reason = models.CharField(_("原因"), max_length=10, choices=SetAsideReason.choices)
    details = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("未合并的条目")
        verbose_name_plural = _("未合并的条目")
        ordering = ["source", "entry_id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "entry_id"], name="catalog_entry_set_aside_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_reason_display()})"


class ImportRunState(models.TextChoices):
    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")
    CANCELLED = "cancelled", _("已取消")


ACTIVE_IMPORT_STATES = (ImportRunState.QUEUED, ImportRunState.RUNNING)


class CatalogueImport(models.Model):
    """A run of an import, from the admin, a schedule or the command line.

    ``is_active`` is True while queued or running, else NULL: a unique column that allows one run at a time.
    """

    source = models.CharField(_("来源"), max_length=8, choices=CatalogueSource.choices)
    path = models.CharField(_("文件"), max_length=1000, blank=True)
    state = models.CharField(_("状态"), max_length=9, choices=ImportRunState.choices, default=ImportRunState.QUEUED)
    is_active = models.BooleanField(null=True, default=True, editable=False)
    host = models.CharField(_("主机"), max_length=255, blank=True)
    pid = models.PositiveIntegerField(_("进程号"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("最近心跳"), null=True, blank=True)
    stage = models.CharField(_("阶段"), max_length=50, blank=True)
    done = models.PositiveIntegerField(_("已处理"), default=0)
    total = models.PositiveIntegerField(_("总数"), default=0)
    report = models.JSONField(_("报告"), default=dict, blank=True)
    error = models.TextField(_("错误"), blank=True)
    cancel_requested = models.BooleanField(_("已要求取消"), default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("发起人"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("目录导入")
        verbose_name_plural = _("目录导入")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["is_active"], name="catalog_one_active_import"),
            models.CheckConstraint(
                condition=(
                    models.Q(is_active=True, state__in=ACTIVE_IMPORT_STATES)
                    | models.Q(is_active=None, state__in=("done", "failed", "cancelled"))
                ),
                name="catalog_import_active_while_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} #{self.pk}"
