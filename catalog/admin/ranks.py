"""What the clock writes down about rankings, to look into."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from catalog.models import RankRecord, Trend


class WrittenByTheClock(ModelAdmin):
    """Nobody adds, changes or deletes a row: the next run would write it again."""

    list_select_related = ["anime"]
    search_fields = ["=anime__id", "anime__title_zh_hans", "anime__title_romaji"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RankRecord)
class RankRecordAdmin(WrittenByTheClock):
    list_display = ["day", "kind", "rank", "anime"]
    list_filter = ["kind", "day"]


@admin.register(Trend)
class TrendAdmin(WrittenByTheClock):
    list_display = ["anime", "score", "people", "simulated_people", "measured_at"]
