"""Light or dark, as one chose; kept in a cookie, so that it needs no account."""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse

COOKIE = "theme"
COOKIE_SECONDS = 365 * 24 * 3600


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"


def chosen_theme(request: HttpRequest) -> str:
    """Light or dark; empty where the browser's preference decides."""
    theme = request.COOKIES.get(COOKIE, "")
    return theme if theme in (Theme.LIGHT, Theme.DARK) else ""


def remember_theme(response: HttpResponse, theme: Theme, *, secure: bool) -> None:
    if theme is Theme.AUTO:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(COOKIE, theme.value, max_age=COOKIE_SECONDS, samesite="Lax", secure=secure)
