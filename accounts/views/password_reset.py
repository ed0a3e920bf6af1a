"""A forgotten password, by e-mail, in Django's four steps."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from accounts.forms import PasswordResetForm
from accounts.limits import Limit, client_address
from accounts.views.errors import too_many_requests

# Nobody's mailbox is to be filled by a stranger, nor addresses tried one after another.
RESETS = Limit("password-resets", 5, 3600)


class PasswordResetView(views.PasswordResetView):
    form_class = PasswordResetForm
    template_name = "accounts/password_reset.html"
    email_template_name = "accounts/email/password_reset.txt"
    subject_template_name = "accounts/email/password_reset_subject.txt"
    success_url = reverse_lazy("accounts:password_reset_done")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wait_s := RESETS.claim(client_address(request)):
            return too_many_requests(request, wait_s=wait_s)
        # The letter's link leads to the site's own address, whatever host the request named.
        site = urlsplit(settings.SITE_URL)
        address = {"domain": site.netloc, "protocol": site.scheme} if site.netloc else {}
        self.extra_email_context = address | {"hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
        return super().post(request, *args, **kwargs)


class PasswordResetDoneView(views.PasswordResetDoneView):
    template_name = "accounts/password_reset_done.html"


class PasswordResetConfirmView(views.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("accounts:password_reset_complete")


class PasswordResetCompleteView(views.PasswordResetCompleteView):
    template_name = "accounts/password_reset_complete.html"
