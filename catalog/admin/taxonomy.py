"""Genres and tags in the back office."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from catalog.models import Genre, Tag


@admin.register(Genre)
class GenreAdmin(ModelAdmin):
    list_display = ["name", "name_zh"]
    list_editable = ["name_zh"]
    search_fields = ["name", "name_zh"]


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
    show_full_result_count = False
