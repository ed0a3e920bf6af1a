"""Rows that hang on an anime and are too many for its own page: who edits one keeps imports from writing them anew."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from catalog.models import Anime, AnimeCharacter, AnimeStaff, Episode, SiteScore

# What Anime.edited_fields calls the rows of a model.
EDITED_AS: dict[type[Model], str] = {
    AnimeStaff: "staff",
    AnimeCharacter: "cast",
    Episode: "episode_list",
    SiteScore: "site_scores",
}


def mark_edited(name: str, anime_ids: Iterable[int]) -> None:
    """Imports leave these rows of the anime alone from now on; search learns of the change."""
    for anime in Anime.objects.filter(pk__in=set(anime_ids)):
        anime.edited_fields = sorted({*anime.edited_fields, name})
        anime.save(update_fields=["edited_fields", "updated_at"])


class RowOfAnimeAdmin(ModelAdmin):
    """The anime is found by typing, never from a list of all."""

    list_select_related: ClassVar = ["anime"]
    autocomplete_fields: ClassVar = ["anime"]
    search_fields: ClassVar = ["=anime__id", "anime__title_zh_hans", "anime__title_romaji"]
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        before = form.initial.get("anime") or obj.anime_id
        mark_edited(EDITED_AS[self.model], [before, obj.anime_id])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        mark_edited(EDITED_AS[self.model], [obj.anime_id])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        anime_ids = list(queryset.values_list("anime_id", flat=True))
        super().delete_queryset(request, queryset)
        mark_edited(EDITED_AS[self.model], anime_ids)


@admin.register(AnimeStaff)
class AnimeStaffAdmin(RowOfAnimeAdmin):
    list_display = ["anime", "person", "role"]
    list_filter = ["role"]
    list_select_related: ClassVar = ["anime", "person"]
    autocomplete_fields: ClassVar = ["anime", "person"]
    search_fields: ClassVar = [*RowOfAnimeAdmin.search_fields, "person__name", "person__name_zh"]


@admin.register(AnimeCharacter)
class AnimeCharacterAdmin(RowOfAnimeAdmin):
    list_display = ["anime", "place", "character", "role", "voice"]
    list_filter = ["role"]
    list_select_related: ClassVar = ["anime", "character", "voice"]
    autocomplete_fields: ClassVar = ["anime", "character", "voice"]
    search_fields: ClassVar = [
        *RowOfAnimeAdmin.search_fields,
        "character__name",
        "character__name_zh",
        "voice__name",
        "voice__name_zh",
    ]


@admin.register(Episode)
class EpisodeAdmin(RowOfAnimeAdmin):
    list_display = ["anime", "kind", "number", "title_zh", "title", "air_date"]
    list_display_links = ["anime", "number"]
    list_filter = ["kind"]
    search_fields: ClassVar = [*RowOfAnimeAdmin.search_fields, "title", "title_zh"]


@admin.register(SiteScore)
class SiteScoreAdmin(RowOfAnimeAdmin):
    list_display = ["anime", "site", "score", "votes", "rank"]
    list_filter = ["site"]
