"""Members' entries in the back office: to look into, by member or anime."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from favorites.models import DismissedGenre, DismissedSeries, ListEntry, NotInterested


class IsSimulatedFilter(admin.SimpleListFilter):
    title = _("模拟会员")
    parameter_name = "simulated"

    def lookups(self, request, model_admin):  # type: ignore[no-untyped-def]
        return [("1", _("是")), ("0", _("否"))]

    def queryset(self, request, queryset):  # type: ignore[no-untyped-def]
        return queryset if self.value() is None else queryset.filter(user__is_simulated=self.value() == "1")


@admin.register(ListEntry)
class ListEntryAdmin(ModelAdmin):
    list_display = ["user", "anime", "is_favorite", "status", "score", "progress", "updated_at"]
    list_filter = ["is_favorite", "status", IsSimulatedFilter]
    list_select_related = ["user", "anime"]
    search_fields = ["user__username"]
    search_help_text = _("按用户名查找")
    autocomplete_fields = ["user"]
    raw_id_fields = ["anime"]
    readonly_fields = ["created_at", "updated_at"]
    show_full_result_count = False


@admin.register(NotInterested, DismissedSeries)
class DismissalAdmin(ModelAdmin):
    list_display = ["user", "anime", "created_at"]
    list_select_related = ["user", "anime"]
    search_fields = ["user__username"]
    autocomplete_fields = ["user"]
    raw_id_fields = ["anime"]
    show_full_result_count = False


@admin.register(DismissedGenre)
class DismissedGenreAdmin(ModelAdmin):
    list_display = ["user", "genre", "created_at"]
    list_select_related = ["user", "genre"]
    list_filter = ["genre"]
    search_fields = ["user__username"]
    autocomplete_fields = ["user"]
    show_full_result_count = False
