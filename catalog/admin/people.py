"""Studios, people and characters in the back office: their names, and the lists of their works."""

from typing import ClassVar

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from catalog.admin.links import ListLink, list_links
from catalog.models import Character, Person, Studio
from catalog.models.people import Named


class NamedAdmin(ModelAdmin):
    list_display: ClassVar = ["id", "name", "name_zh"]
    list_display_links: ClassVar = ["id", "name"]
    search_fields: ClassVar = ["=id", "name", "name_zh"]
    search_help_text = _("按名称或编号查找")
    readonly_fields: ClassVar = ["works"]
    show_full_result_count = False
    lists: ClassVar[tuple[ListLink, ...]] = ()

    @admin.display(description=_("作品"))
    def works(self, obj: Named) -> SafeString | str:
        return list_links(obj.pk, self.lists)


@admin.register(Studio)
class StudioAdmin(NamedAdmin):
    lists = (("anime", "studios__id__exact", _("制作")), ("anime", "producers__id__exact", _("出品")))


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    list_display: ClassVar = [*NamedAdmin.list_display, "bangumi_id"]
    search_fields: ClassVar = [*NamedAdmin.search_fields, "=bangumi_id"]
    lists = (
        ("animestaff", "person__id__exact", _("制作人员")),
        ("animecharacter", "voice__id__exact", _("配音")),
    )


@admin.register(Character)
class CharacterAdmin(NamedAdmin):
    list_display: ClassVar = [*NamedAdmin.list_display, "bangumi_id"]
    search_fields: ClassVar = [*NamedAdmin.search_fields, "=bangumi_id"]
    lists = (("animecharacter", "character__id__exact", _("角色与声优")),)
