"""What operators decide about recommendations: rules and sources on one page, pinned and buried anime in lists."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from ml.recall.sources import CANDIDATE_SOURCES
from recommend.admin.rule_prices import prices_table
from recommend.admin.site_rules_form import RecommendationSettingsForm
from recommend.model_card.source_labels import SOURCE_LABELS
from recommend.models import BuriedAnime, PinnedAnime, RecommendationSettings, Snapshot
from recommend.models.anime_choice import Choice
from recommend.models.recommendation_settings import PARAMETERS


@admin.register(RecommendationSettings)
class RecommendationSettingsAdmin(ModelAdmin):
    form = RecommendationSettingsForm
    fieldsets = (
        (None, {"fields": ("sources_on",)}),
        (gettext_lazy("排序之后的规则"), {"fields": PARAMETERS}),
    )
    change_form_outer_before_template = "recommend/admin/rule_prices.html"

    @admin.display(description=gettext_lazy("启用的召回来源"))
    def sources_on(self, row: RecommendationSettings) -> str:
        return "、".join(
            str(SOURCE_LABELS.get(name, name)) for name in CANDIDATE_SOURCES if name not in row.sources_off
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one row: its page."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        row = RecommendationSettings.current()
        return redirect(reverse("admin:recommend_recommendationsettings_change", args=[row.pk]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        snapshot = Snapshot.objects.filter(is_active=True).first()
        labels = {field.name: str(field.verbose_name) for field in RecommendationSettings._meta.fields}
        context = {"snapshot": snapshot, "prices": prices_table(snapshot.metrics, labels) if snapshot else None}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)


class ChoiceAdmin(ModelAdmin):
    autocomplete_fields = ("anime",)
    list_select_related = ("anime",)
    search_fields = ("=anime__id", "anime__title_zh_hans", "anime__title_romaji", "anime__title_en", "note")

    @display(
        description=gettext_lazy("状态"),
        label={"running": "success", "waiting": "info", "over": "default"},
    )
    def state(self, choice: Choice) -> tuple[str, str]:
        now = timezone.now()
        if choice.starts_at > now:
            return "waiting", _("未开始")
        if choice.ends_at is not None and choice.ends_at <= now:
            return "over", _("已结束")
        return "running", _("生效中")


@admin.register(PinnedAnime)
class PinnedAnimeAdmin(ChoiceAdmin):
    list_display = ("place", "anime", "state", "starts_at", "ends_at", "note")
    list_display_links = ("place", "anime")
    fields = ("anime", "place", "starts_at", "ends_at", "note")


@admin.register(BuriedAnime)
class BuriedAnimeAdmin(ChoiceAdmin):
    list_display = ("anime", "state", "starts_at", "ends_at", "note")
    fields = ("anime", "starts_at", "ends_at", "note")
