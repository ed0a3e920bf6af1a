"""The switches of the footer: language and theme.

Neither asks for a CSRF token: what a stranger's form could do here is harmless, and so visitors' pages have no token
and stay the same from one request to the next.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.redirects import next_on_this_site
from accounts.services import choose_interface_language
from accounts.theme import Theme, remember_theme


@csrf_exempt
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


@csrf_exempt
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """What is no theme changes nothing."""
    response = redirect(next_on_this_site(request, default="home"))
    theme = request.POST.get("theme", "")
    if theme in list(Theme):
        remember_theme(response, Theme(theme), secure=request.is_secure())
    return response
