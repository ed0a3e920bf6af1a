"""Trainings: one button starts one, its page shows the stages as they go by."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget, UnfoldBooleanWidget

from accounts.models import User
from recommend.admin.buttons import button
from recommend.admin.read_only import ReadOnlyAdmin
from recommend.models import Dataset, RunState, TrainingRun
from recommend.training.requests import (
    TrainingAlreadyActive,
    fail_dead_run,
    request_cancel,
    request_training_run,
)

CHANGE_PAGE = "admin:recommend_trainingrun_change"
LIST_PAGE = "admin:recommend_trainingrun_changelist"
CONFIGS = (("small", gettext_lazy("small：几分钟，适合试用")), ("default", gettext_lazy("default：完整训练")))


class TrainingForm(forms.Form):
    config = forms.ChoiceField(label=gettext_lazy("配置"), choices=CONFIGS, widget=UnfoldAdminSelectWidget)
    datasets = forms.ModelMultipleChoiceField(
        label=gettext_lazy("数据集"),
        queryset=Dataset.objects.filter(current_import__isnull=False),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy("可多选；都不选则只用本站会员的数据。"),
    )
    activate = forms.BooleanField(
        label=gettext_lazy("训练后启用"),
        required=False,
        widget=UnfoldBooleanWidget,
        help_text=gettext_lazy("指标明显低于使用中的快照时只登记，不启用。"),
    )

    @classmethod
    def for_user(cls, request: HttpRequest, data: QueryDict | None = None) -> "TrainingForm":
        """Without the box to serve from the result for who may not activate a snapshot."""
        form = cls(data)
        if not request.user.has_perm("recommend.activate_snapshot"):
            del form.fields["activate"]
        return form


@admin.register(TrainingRun)
class TrainingRunAdmin(ReadOnlyAdmin):
    list_display = ("id", "state", "progress", "config", "dataset_names", "snapshot", "created_at", "finished_at")
    list_display_links = ("id", "state")
    list_filter = ("state",)
    list_select_related = ("snapshot",)
    list_before_template = "recommend/admin/start_training.html"
    change_form_outer_before_template = "recommend/admin/training_run.html"
    fields = (
        *("config", "datasets", "activate", "requested_by", "snapshot", "outcome"),
        *("created_at", "started_at", "finished_at", "host", "pid", "heartbeat_at"),
    )

    class Media:
        js = ("recommend/training_run.js",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrainingRun]:
        return super().get_queryset(request).prefetch_related("datasets")

    @admin.display(description=gettext_lazy("数据集"))
    def dataset_names(self, run: TrainingRun) -> str:
        return ", ".join(dataset.name for dataset in run.datasets.all()) or "–"

    @admin.display(description=gettext_lazy("进度"))
    def progress(self, run: TrainingRun) -> str:
        return f"{run.overall:.0%} {run.stage_label}" if run.state == RunState.RUNNING else "–"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        fail_dead_run()
        context = {
            "active_run": TrainingRun.objects.filter(is_active=True).first(),
            "training_form": TrainingForm.for_user(request),
            "may_start": request.user.has_perm("recommend.add_trainingrun"),
        }
        return super().changelist_view(request, (extra_context or {}) | context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        fail_dead_run()
        run = self.get_object(request, object_id)
        context = {"run": run, "may_cancel": request.user.has_perm("recommend.change_trainingrun")}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def get_urls(self) -> list[URLPattern]:
        ours = [
            button("start/", "recommend_trainingrun_start", "recommend.add_trainingrun", self.start),
            button("<int:pk>/cancel/", "recommend_trainingrun_cancel", "recommend.change_trainingrun", self.cancel),
            path("<int:pk>/progress/", self.admin_site.admin_view(self.live), name="recommend_trainingrun_progress"),
        ]
        return ours + super().get_urls()

    def start(self, request: HttpRequest) -> HttpResponse:
        form = TrainingForm.for_user(request, request.POST)
        if not form.is_valid():
            messages.error(request, _("请选择配置和数据集。"))
            return redirect(reverse(LIST_PAGE))
        try:
            run = request_training_run(**{"activate": False} | form.cleaned_data, requested_by=cast(User, request.user))
        except TrainingAlreadyActive as refusal:
            messages.error(request, _("已有训练在进行，请等它结束或先取消。"))
            return redirect(reverse(CHANGE_PAGE, args=[refusal.run.pk]) if refusal.run else reverse(LIST_PAGE))
        self.log_addition(request, run, _("开始训练"))
        return redirect(reverse(CHANGE_PAGE, args=[run.pk]))

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = get_object_or_404(TrainingRun, pk=pk)
        request_cancel(run)
        self.log_change(request, run, _("取消训练"))
        messages.info(request, _("已请求取消训练。"))
        return redirect(reverse(CHANGE_PAGE, args=[pk]))

    def live(self, request: HttpRequest, pk: int) -> JsonResponse:
        """What the page asks for every two seconds."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        fail_dead_run()
        run = get_object_or_404(TrainingRun, pk=pk)
        return JsonResponse(
            {
                "state": run.state,
                "state_label": str(run.get_state_display()),
                "stage": run.stage_label,
                "index": run.stage_index,
                "of": run.stage_count,
                "fraction": run.fraction,
                "overall": run.overall,
                "eta_seconds": run.eta_seconds,
                "log": run.log_tail,
                "finished": not run.is_active,
            }
        )
