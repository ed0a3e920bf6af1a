"""In and out: registration, login, logout."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView as DjangoLoginView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import throttle
from accounts.forms import LoginForm, RegistrationForm
from accounts.limits import client_address
from accounts.redirects import leads_here, next_on_this_site
from accounts.views.errors import too_many_requests


class LoginView(DjangoLoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait_s = throttle.seconds_to_wait(request=request, username=request.POST.get("username", ""))
        if wait_s:
            return too_many_requests(request, wait_s=wait_s, is_login=True)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        address = super().get_redirect_url()
        return address if leads_here(self.request, address) else ""

    def form_valid(self, form: LoginForm) -> HttpResponse:  # type: ignore[override]
        response = super().form_valid(form)
        messages.success(self.request, _("登录成功"))
        return response


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_on_this_site(request, default="home"))
    form = RegistrationForm(request.POST or None)
    address = client_address(request)
    if request.method == "POST" and form.is_valid() and (wait_s := throttle.REGISTRATIONS.claim(address)):
        return too_many_requests(request, wait_s=wait_s)
    if request.method == "POST" and form.is_valid() and (member := form.register()):
        login(request, member)
        messages.success(request, _("注册成功"))
        return redirect(next_on_this_site(request, default=settings.REGISTRATION_REDIRECT_URL))
    return render(request, "accounts/register.html", {"form": form, "next": request.GET.get("next", "")})


@never_cache
@require_GET
def check_username(request: HttpRequest) -> JsonResponse:
    """The form's own answer for a name that is being typed: ``{"error": ""}`` when it is free.

    Nobody types as quickly as it takes to list who is here.
    """
    if wait_s := throttle.NAME_CHECKS.claim(client_address(request)):
        return JsonResponse({"error": ""}, status=429, headers={"Retry-After": str(wait_s)})
    form = RegistrationForm({"username": request.GET.get("username", "")})
    return JsonResponse({"error": " ".join(map(str, form.errors.get("username", [])))})


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("已退出"))
    return redirect("home")
