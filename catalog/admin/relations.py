"""Relations between anime in the back office: also edited on the page of either."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from catalog.models import AnimeRelation


@admin.register(AnimeRelation)
class AnimeRelationAdmin(ModelAdmin):
    list_display = ["anime", "kind", "other"]
    list_filter = ["kind"]
    list_select_related = ["anime", "other"]
    autocomplete_fields = ["anime", "other"]
    search_fields = ["=anime__id", "=other__id", "anime__title_zh_hans", "anime__title_romaji", "other__title_zh_hans"]
    show_full_result_count = False
