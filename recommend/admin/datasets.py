"""Datasets with the report of each import. They come in by manage.py import_dataset."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline

from recommend.admin.read_only import ReadOnlyAdmin
from recommend.models import Dataset, DatasetImport


def _figure(report: dict[str, Any], name: str) -> str:
    value = report.get(name)
    return "–" if value is None else f"{value:,}"


class DatasetImportInline(TabularInline):
    model = DatasetImport
    fields = ("id", "state", "source", "rows_out", "started_at", "finished_at")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, *_: object) -> bool:
        return False

    @admin.display(description=gettext_lazy("行数"))
    def rows_out(self, generation: DatasetImport) -> str:
        return _figure(generation.report, "rows_out")


@admin.register(Dataset)
class DatasetAdmin(ReadOnlyAdmin):
    list_display = ("name", "rows", "users", "anime", "density", "imported_at")
    list_select_related = ("current_import",)
    search_fields = ("name",)
    fields = ("name", "created_at", "current_import")
    inlines = (DatasetImportInline,)

    def _report(self, dataset: Dataset) -> dict[str, Any]:
        return dict(dataset.current_import.report) if dataset.current_import else {}

    @admin.display(description=gettext_lazy("行数"))
    def rows(self, dataset: Dataset) -> str:
        return _figure(self._report(dataset), "rows_out")

    @admin.display(description=gettext_lazy("用户数"))
    def users(self, dataset: Dataset) -> str:
        return _figure(self._report(dataset), "users")

    @admin.display(description=gettext_lazy("动漫数"))
    def anime(self, dataset: Dataset) -> str:
        return _figure(self._report(dataset), "anime")

    @admin.display(description=gettext_lazy("密度"))
    def density(self, dataset: Dataset) -> str:
        return f"{self._report(dataset).get('density', 0):.2%}"

    @admin.display(description=gettext_lazy("导入时间"), ordering="current_import__finished_at")
    def imported_at(self, dataset: Dataset) -> object:
        return dataset.current_import.finished_at if dataset.current_import else None


@admin.register(DatasetImport)
class DatasetImportAdmin(ReadOnlyAdmin):
    list_display = ("id", "dataset", "state", "started_at", "finished_at")
    list_filter = ("state",)
    list_select_related = ("dataset",)
    fields = (
        "dataset",
        "state",
        "source",
        "started_at",
        "finished_at",
        "error",
        "figures",
        "set_aside",
        "histogram",
    )
    readonly_fields = ("figures", "set_aside", "histogram")

    @admin.display(description=gettext_lazy("数据"))
    def figures(self, generation: DatasetImport) -> SafeString:
        report = generation.report
        facts = (
            (_("读入行数"), _figure(report, "rows_in")),
            (_("写入行数"), _figure(report, "rows_out")),
            (_("用户数"), _figure(report, "users")),
            (_("动漫数"), _figure(report, "anime")),
            (_("密度"), f"{report.get('density') or 0:.2%}"),
            (_("新增动漫"), _figure(report, "anime_added")),
            (_("目录里没有的动漫"), _figure(report, "unknown_anime")),
            (_("动漫列表的问题"), report.get("anime_list_note") or "–"),
        )
        return format_html_join("", "<div>{}:{}</div>", facts)

    @admin.display(description=gettext_lazy("未采用的行"))
    def set_aside(self, generation: DatasetImport) -> SafeString | str:
        reasons = generation.report.get("set_aside") or {}
        if not reasons:
            return "–"
        lines = format_html_join(
            "", "<div>{} × {}</div>", ((f"{count:,}", reason) for reason, count in reasons.items())
        )
        return format_html("{}<div>{}</div>", lines, generation.report.get("set_aside_file", ""))

    @admin.display(description=gettext_lazy("评分分布"))
    def histogram(self, generation: DatasetImport) -> SafeString | str:
        counts = generation.report.get("histogram") or {}
        highest = max(counts.values(), default=0)
        if not highest:
            return "–"
        bars = (
            (_("未评分") if rating == "0" else rating, count, highest, f"{count:,}") for rating, count in counts.items()
        )
        return format_html_join("", '<div>{} <meter value="{}" max="{}"></meter> {}</div>', bars)
