"""Anime in the back office; what an operator edits is remembered, so that an import leaves it alone."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline

from catalog.admin.links import list_links
from catalog.admin.rows import EDITED_AS
from catalog.models import Anime, AnimeRelation, AnimeStaff, AnimeTag, AnimeTitle, ExternalId, SiteScore, WatchLink
from catalog.pictures.forms import AnimeForm
from catalog.pictures.store import drop_cover
from catalog.popularity import refresh_popularity
from catalog.rankings import refresh_weighted_scores
from catalog.seasons import season_of
from catalog.series import SERIES_FIELDS, refresh_series


class TitleInline(TabularInline):
    model = AnimeTitle
    extra = 0
    tab = True


class TagInline(TabularInline):
    model = AnimeTag
    extra = 0
    autocomplete_fields = ["tag"]
    tab = True


class WatchLinkInline(TabularInline):
    model = WatchLink
    extra = 0
    tab = True


class ExternalIdInline(TabularInline):
    model = ExternalId
    extra = 0
    tab = True


class RelationInline(TabularInline):
    """Neither this nor the lists of options loads the catalogue: one is looked for by typing."""

    model = AnimeRelation
    fk_name = "anime"
    extra = 0
    autocomplete_fields = ["other"]
    verbose_name_plural = _("关联动漫(对方的页面上自动显示反向关联)")
    tab = True


class StaffInline(TabularInline):
    """What is there is read: a field to look up somebody would cost a query a row. New ones are looked up."""

    model = AnimeStaff
    extra = 0
    autocomplete_fields = ["person"]
    show_change_link = True
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[AnimeStaff]:
        return super().get_queryset(request).select_related("person")

    def has_change_permission(self, request: HttpRequest, obj: Anime | None = None) -> bool:
        return False


class SiteScoreInline(TabularInline):
    model = SiteScore
    extra = 0
    tab = True


@admin.register(Anime)
class AnimeAdmin(ModelAdmin):
    form = AnimeForm
    list_display = ["id", "title_zh_hans", "title_romaji", "type", "year", "score", "members", "is_hidden"]
    list_display_links = ["id", "title_zh_hans", "title_romaji"]
    list_filter = ["is_hidden", "type", "season"]
    search_fields = [
        "=id",
        "title_zh_hans",
        "title_zh_hant",
        "title_ja",
        "title_romaji",
        "title_en",
        "other_titles__text",
    ]
    search_help_text = _("按任一标题或 MyAnimeList 编号查找")
    autocomplete_fields = ["studios", "producers", "genres"]
    readonly_fields = ["lists", "weighted_score", "edited_fields", "created_at", "updated_at"]
    inlines = [
        TitleInline,
        StaffInline,
        RelationInline,
        TagInline,
        SiteScoreInline,
        WatchLinkInline,
        ExternalIdInline,
    ]
    actions = ["hide", "show"]
    show_full_result_count = False

    @admin.display(description=_("角色与分集"))
    def lists(self, obj: Anime) -> SafeString | str:
        """Of some anime they are hundreds: too many for a form."""
        rows = (("animecharacter", _("角色与声优")), ("episode", _("分集")))
        return list_links(obj.pk, [(name, "anime__id__exact", str(label)) for name, label in rows])

    def get_readonly_fields(self, request: HttpRequest, obj: Anime | None = None) -> list[str]:
        # The id is the public address; it is given once.
        return [*self.readonly_fields, "id"] if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Anime, form: ModelForm, change: bool) -> None:
        if "cover" in form.changed_data and isinstance(form, AnimeForm):
            form.exchange_cover(obj)
        changed = set(form.changed_data)
        is_dated = "start_date" in changed or ("type" in changed and obj.start_date)
        if is_dated and not {"year", "season"} & changed:
            obj.year, obj.season = season_of(obj.start_date, obj.type) if obj.start_date else (None, None)
        obj.edited_fields = sorted({*obj.edited_fields, *form.changed_data} - {"id", "edited_fields"})
        super().save_model(request, obj, form, change)
        if {"score", "members", "is_hidden"} & set(form.changed_data):
            refresh_weighted_scores()
        if not change or "members" in form.changed_data:
            refresh_popularity()
        if not change or SERIES_FIELDS & set(form.changed_data):
            refresh_series()

    def delete_model(self, request: HttpRequest, obj: Anime) -> None:
        cover = str(obj.cover or "")
        super().delete_model(request, obj)
        drop_cover(cover)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Anime]) -> None:
        covers = list(queryset.exclude(cover="").values_list("cover", flat=True))
        super().delete_queryset(request, queryset)
        for cover in covers:
            drop_cover(cover)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            anime: Anime = form.instance
            name = _EDITED_AS[formset.model]
            anime.edited_fields = sorted({*anime.edited_fields, name})
            # Also moves updated_at, by which search knows that its titles are old.
            anime.save(update_fields=["edited_fields", "updated_at"])

    @admin.action(description=_("隐藏所选动漫"), permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Anime]) -> None:
        self._set_hidden(request, queryset, hidden=True)

    @admin.action(description=_("显示所选动漫"), permissions=["change"])
    def show(self, request: HttpRequest, queryset: QuerySet[Anime]) -> None:
        self._set_hidden(request, queryset, hidden=False)

    def _set_hidden(self, request: HttpRequest, queryset: QuerySet[Anime], *, hidden: bool) -> None:
        chosen = Anime.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))
        changed = chosen.update(is_hidden=hidden, updated_at=timezone.now())
        refresh_weighted_scores()
        text = ngettext("已更新 %(count)d 部动漫。", "已更新 %(count)d 部动漫。", changed) % {"count": changed}
        self.message_user(request, text)


_EDITED_AS: dict[type[Model], str] = {
    **EDITED_AS,
    AnimeTitle: "other_titles",
    AnimeRelation: "relations",
    AnimeTag: "anime_tags",
    WatchLink: "watch_links",
    ExternalId: "external_ids",
}
