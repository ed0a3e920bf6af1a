"""关于, 帮助, 条款, 反馈, and the language switch."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import FeedbackForm
from accounts.redirects import next_on_this_site
from accounts.services import choose_interface_language, send_feedback


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/terms.html")


@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_feedback(user=request.user if request.user.is_authenticated else None, **form.cleaned_data)
        messages.success(request, _("感谢反馈，我们已经收到"))
        return redirect("pages:feedback")
    return render(request, "pages/feedback.html", {"form": form})


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembered in a cookie, and in the account of a member."""
    response = redirect(next_on_this_site(request, default="home"))
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return response
    translation.activate(language)
    if request.user.is_authenticated:
        choose_interface_language(user=request.user, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
