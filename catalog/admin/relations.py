"""Relations between anime in the back office: also edited on the page of either."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from catalog.models import Anime, AnimeRelation


@admin.register(AnimeRelation)
class AnimeRelationAdmin(ModelAdmin):
    list_display = ["anime", "kind", "other"]
    list_filter = ["kind"]
    list_select_related = ["anime", "other"]
    autocomplete_fields = ["anime", "other"]
    search_fields = ["=anime__id", "=other__id", "anime__title_zh_hans", "anime__title_romaji", "other__title_zh_hans"]
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: AnimeRelation, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _mark_edited([obj])

    def delete_model(self, request: HttpRequest, obj: AnimeRelation) -> None:
        _mark_edited([obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        _mark_edited(queryset)
        super().delete_queryset(request, queryset)


def _mark_edited(relations: Iterable[AnimeRelation]) -> None:
    """Imports leave the relations of both anime alone from now on."""
    ends = {end for relation in relations for end in (relation.anime_id, relation.other_id)}
    for anime in Anime.objects.filter(pk__in=ends):
        if "relations" not in anime.edited_fields:
            anime.edited_fields = sorted([*anime.edited_fields, "relations"])
            anime.save(update_fields=["edited_fields", "updated_at"])
