"""Links from the page of one thing to the admin's lists of what hangs on it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# A list of the admin, the lookup that narrows it down, and what the link says.
ListLink = tuple[str, str, str | Promise]


def list_links(pk: int | None, links: Iterable[ListLink]) -> SafeString | str:
    if pk is None:
        return _("保存后可用")
    rows = ((reverse(f"admin:catalog_{name}_changelist"), lookup, pk, label) for name, lookup, label in links)
    return format_html_join(" · ", '<a href="{}?{}={}">{}</a>', rows)
