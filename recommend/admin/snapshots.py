"""Snapshots: figures beside those in force and the baselines', a button to activate and one to drop."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from recommend.admin.buttons import button
from recommend.admin.read_only import ReadOnlyAdmin
from recommend.model_card.calibration_table import calibration_of
from recommend.model_card.metrics_table import metrics_rows
from recommend.models import Snapshot
from recommend.serving.quality import headline
from recommend.serving.serving import holder
from recommend.serving.snapshots import SnapshotInUse, SnapshotUnusable, activate_snapshot, drop_snapshot

CHANGE_PAGE = "admin:recommend_snapshot_change"
LIST_PAGE = "admin:recommend_snapshot_changelist"


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ("name", "in_use", "ndcg", "datasets", "created_at", "activated_at")
    search_fields = ("name",)
    fields = ("name", "in_use", "dataset_imports", "created_at", "registered_at", "activated_at", "path")
    readonly_fields = ("in_use", "path")
    change_form_outer_before_template = "recommend/admin/snapshot.html"

    @display(description=gettext_lazy("使用中"), boolean=True)
    def in_use(self, snapshot: Snapshot) -> bool:
        return bool(snapshot.is_active)

    @admin.display(description="NDCG@10")
    def ndcg(self, snapshot: Snapshot) -> str:
        figure = headline(snapshot)
        return "–" if figure is None else f"{figure:.4f}"

    @admin.display(description=gettext_lazy("数据集"))
    def datasets(self, snapshot: Snapshot) -> str:
        return ", ".join(snapshot.dataset_names) or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        return super().get_queryset(request).prefetch_related("dataset_imports__dataset")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if trouble := holder.trouble():
            why = _("使用中的快照无法读取：%(why)s") % {"why": trouble}
            advice = _("可启用另一个快照，或运行 manage.py install_shipped_snapshot 重新安装自带的模型。")
            messages.error(request, f"{why} {advice}")
        return super().changelist_view(request, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        snapshot = self.get_object(request, object_id)
        if snapshot is not None:
            active = Snapshot.objects.filter(is_active=True).exclude(pk=snapshot.pk).first()
            header, *rows = metrics_rows(snapshot.metrics, beside=active)
            extra_context = (extra_context or {}) | {
                "snapshot": snapshot,
                "metrics": {"headers": header, "rows": rows},
                "calibration": calibration_of(snapshot.metrics),
                "may_activate": request.user.has_perm("recommend.activate_snapshot") and not snapshot.is_active,
                "may_drop": request.user.has_perm("recommend.delete_snapshot") and not snapshot.is_active,
            }
        return super().change_view(request, object_id, form_url, extra_context)

    def get_urls(self) -> list[URLPattern]:
        ours = [
            button("<int:pk>/activate/", "recommend_snapshot_activate", "recommend.activate_snapshot", self.activate),
            button("<int:pk>/drop/", "recommend_snapshot_drop", "recommend.delete_snapshot", self.drop),
        ]
        return ours + super().get_urls()

    def activate(self, request: HttpRequest, pk: int) -> HttpResponse:
        snapshot = get_object_or_404(Snapshot, pk=pk)
        try:
            before = activate_snapshot(snapshot)
        except SnapshotUnusable as refusal:
            messages.error(request, _("无法启用：%(why)s") % {"why": refusal})
        else:
            self.log_change(request, snapshot, _("启用"))
            text = _("模型快照 %(name)s 已启用。") % {"name": snapshot.name}
            if before:
                text += _("之前的快照 %(name)s 保留，可随时切换回去。") % {"name": before.name}
            messages.success(request, text)
        return redirect(reverse(CHANGE_PAGE, args=[pk]))

    def drop(self, request: HttpRequest, pk: int) -> HttpResponse:
        snapshot = get_object_or_404(Snapshot, pk=pk)
        try:
            drop_snapshot(snapshot)
        except SnapshotInUse:
            messages.error(request, _("使用中的快照不能删除，请先启用另一个。"))
            return redirect(reverse(CHANGE_PAGE, args=[pk]))
        except SnapshotUnusable as refusal:
            messages.error(request, _("无法删除：%(why)s") % {"why": refusal})
            return redirect(reverse(CHANGE_PAGE, args=[pk]))
        messages.success(request, _("模型快照 %(name)s 已删除。") % {"name": snapshot.name})
        return redirect(reverse(LIST_PAGE))
