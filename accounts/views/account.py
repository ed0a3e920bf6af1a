"""The account itself: its password, a copy of its data, its end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView as DjangoPasswordChangeView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts import throttle
from accounts.forms import DeletionForm
from accounts.members import member_of
from accounts.personal_data import delete_member, export_member
from accounts.views.errors import too_many_requests


class PasswordChangeView(DjangoPasswordChangeView):
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:settings")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wait_s := throttle.PASSWORDS.claim(str(member_of(request).pk)):
            return too_many_requests(request, wait_s=wait_s)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        throttle.PASSWORDS.forget(str(member_of(self.request).pk))
        messages.success(self.request, _("密码已修改"))
        return super().form_valid(form)


@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(
        export_member(user=member_of(request)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="animerec-export.json"'
    return response


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    if request.method == "POST" and (wait_s := throttle.PASSWORDS.claim(str(member.pk))):
        return too_many_requests(request, wait_s=wait_s)
    form = DeletionForm(request.POST or None, user=member)
    if request.method == "POST" and form.is_valid():
        delete_member(user=form.user)
        logout(request)
        messages.success(request, _("帐号已删除"))
        return redirect("home")
    return render(request, "accounts/delete.html", {"form": form})
