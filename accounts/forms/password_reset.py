from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth import forms as auth_forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.limits import Limit
from accounts.models import User

LETTERS = 3
LETTERS_TO_A_MAILBOX = Limit("letters-to-a-mailbox", 3, 3600)


def _last_seen(member: User) -> datetime:
    return member.last_login or member.date_joined


class PasswordResetForm(auth_forms.PasswordResetForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("邮箱")
        self.fields["email"].widget.attrs["autofocus"] = True

    def get_users(self, email: str) -> Iterator[User]:
        """The few who came last: anybody may give anybody's address for any number of accounts."""
        return islice(sorted(super().get_users(email), key=_last_seen, reverse=True), LETTERS)

    def save(self, *args: Any, **options: Any) -> None:
        """However many ask, and from wherever, a mailbox gets a few letters an hour; who asks can't tell."""
        if not LETTERS_TO_A_MAILBOX.claim(self.cleaned_data["email"].casefold()):
            super().save(*args, **options)

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """In the language that the member reads, whatever that of who asked."""
        language = context["user"].interface_language or translation.get_language()
        with translation.override(language):
            super().send_mail(
                subject_template_name, email_template_name, context, from_email, to_email, html_email_template_name
            )
