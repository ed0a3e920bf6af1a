"""Imports of the catalogue: one form starts one, its page shows how far it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from catalog.admin.buttons import button
from catalog.admin.read_only import ReadOnlyAdmin
from catalog.imports.progress import live_state
from catalog.imports.requests import ImportAlreadyActive, fail_dead_import, request_cancel, request_import
from catalog.imports.sources import NEEDS_NO_FILE, STAGES
from catalog.imports.uploads import drop_upload, keep_upload
from catalog.models import CatalogueImport, CatalogueSource, ImportRunState

CHANGE_PAGE = "admin:catalog_catalogueimport_change"
LIST_PAGE = "admin:catalog_catalogueimport_changelist"
_FIGURES = {
    "joined": gettext_lazy("合并的动漫"),
    "created": gettext_lazy("新增动漫"),
    "updated": gettext_lazy("更新动漫"),
    "unchanged": gettext_lazy("没有变化"),
    "shared_ids": gettext_lazy("多部动漫共用的编号"),
    "seconds": gettext_lazy("用时（秒）"),
}
_GROUPS = {
    "lines": gettext_lazy("读取"),
    "skipped_lines": gettext_lazy("无法使用"),
    "set_aside": gettext_lazy("未合并"),
    "rows": gettext_lazy("写入"),
}


class ImportForm(forms.Form):
    source = forms.ChoiceField(
        label=gettext_lazy("来源"), choices=CatalogueSource.choices, widget=UnfoldAdminSelectWidget
    )
    path = forms.CharField(
        label=gettext_lazy("服务器上的路径"),
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("文件，或 Bangumi Archive 解压后的文件夹。公开软件包不需要填写。"),
    )
    upload = forms.FileField(label=gettext_lazy("或上传文件"), required=False, widget=UnfoldAdminFileFieldWidget)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("source") in NEEDS_NO_FILE or values.get("upload"):
            return values
        where = (values.get("path") or "").strip()
        if not where:
            raise forms.ValidationError(_("请填写服务器上的路径，或上传文件。"))
        if "\0" in where or not Path(where).is_absolute() or not Path(where).exists():
            raise forms.ValidationError(_("服务器上没有这个文件或文件夹，请填写完整路径。"))
        return values


@admin.register(CatalogueImport)
class CatalogueImportAdmin(ReadOnlyAdmin):
    list_display = ("id", "source", "state", "progress", "requested_by", "created_at", "finished_at")
    list_display_links = ("id", "source")
    list_filter = ("state", "source")
    list_select_related = ("requested_by",)
    list_before_template = "catalog/admin/start_import.html"
    change_form_outer_before_template = "catalog/admin/import_run.html"
    fields = (
        *("source", "path", "requested_by", "created_at", "started_at", "finished_at"),
        *("host", "pid", "heartbeat_at"),
    )

    class Media:
        js = ("catalog/import_run.js",)

    @admin.display(description=gettext_lazy("进度"))
    def progress(self, run: CatalogueImport) -> str:
        if run.state != ImportRunState.RUNNING:
            return "–"
        live = _live(run)
        return f"{live['fraction']:.0%} {live['stage']}"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        fail_dead_import()
        context = {
            "active_import": CatalogueImport.objects.filter(is_active=True).first(),
            "import_form": ImportForm(),
            "may_start": request.user.has_perm("catalog.add_catalogueimport"),
        }
        return super().changelist_view(request, (extra_context or {}) | context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        fail_dead_import()
        run = self.get_object(request, object_id)
        context = {
            "run": run,
            "live": _live(run) if run else {},
            "figures": list(_figures(run.report)) if run else [],
            "may_cancel": request.user.has_perm("catalog.change_catalogueimport"),
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def get_urls(self) -> list[URLPattern]:
        ours = [
            button("start/", "catalog_catalogueimport_start", "catalog.add_catalogueimport", self.start),
            button("<int:pk>/cancel/", "catalog_catalogueimport_cancel", "catalog.change_catalogueimport", self.cancel),
            path("<int:pk>/progress/", self.admin_site.admin_view(self.live), name="catalog_catalogueimport_progress"),
        ]
        return ours + super().get_urls()

    def start(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            for problem in (text for texts in form.errors.values() for text in texts):
                messages.error(request, str(problem))
            return redirect(reverse(LIST_PAGE))
        values = form.cleaned_data
        upload = values.get("upload")
        where = keep_upload(upload) if upload else (values.get("path") or "").strip()
        try:
            run = request_import(source=CatalogueSource(values["source"]), path=where, requested_by=request.user)
        except ImportAlreadyActive as refusal:
            drop_upload(where)
            messages.error(request, _("已有导入在进行，请等它结束或先取消。"))
            return redirect(reverse(CHANGE_PAGE, args=[refusal.run.pk]) if refusal.run else reverse(LIST_PAGE))
        self.log_addition(request, run, _("开始导入"))
        return redirect(reverse(CHANGE_PAGE, args=[run.pk]))

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = get_object_or_404(CatalogueImport, pk=pk)
        request_cancel(run)
        self.log_change(request, run, _("取消导入"))
        messages.info(request, _("已请求取消导入。"))
        return redirect(reverse(CHANGE_PAGE, args=[pk]))

    def live(self, request: HttpRequest, pk: int) -> JsonResponse:
        """What the page asks for every two seconds."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        fail_dead_import()
        run = get_object_or_404(CatalogueImport, pk=pk)
        state = {"state": run.state, "state_label": str(run.get_state_display()), "finished": not run.is_active}
        return JsonResponse(state | _live(run))


def _live(run: CatalogueImport) -> dict[str, Any]:
    state = live_state(run)
    return {
        "stage": str(STAGES.get(state["stage"], state["stage"])) if run.is_active else "",
        "done": state["done"],
        "total": state["total"],
        "fraction": min(1.0, state["done"] / max(1, state["total"])),
    }


def _figures(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Of any source; what isn't a number isn't a figure."""
    for key, label in _FIGURES.items():
        if isinstance(report.get(key), int | float):
            yield str(label), f"{report[key]:,}"
    for key, group in _GROUPS.items():
        for name, count in (report.get(key) or {}).items():
            if isinstance(count, int | float):
                yield f"{group} · {name}", f"{count:,}"
