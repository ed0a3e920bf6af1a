"""What imports set aside, for operators to settle by an edit of the anime meant."""

from django.contrib import admin

from catalog.admin.read_only import ReadOnlyAdmin
from catalog.models import SetAsideEntry


@admin.register(SetAsideEntry)
class SetAsideEntryAdmin(ReadOnlyAdmin):
    """Made anew by each import of its source."""

    list_display = ["title", "reason", "details", "anime", "source", "entry_id"]
    list_filter = ["reason", "source"]
    list_select_related = ["anime"]
    search_fields = ["title", "=entry_id", "=anime__id", "anime__title_zh_hans", "anime__title_romaji"]
    show_full_result_count = False
