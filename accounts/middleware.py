"""What applies to every request of a member: their settings, and where they go after logging in again."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation

from accounts.redirects import FIELD, leads_here


class MemberLanguageMiddleware:
    """The interface language a member chose goes before the browser's; stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "interface_language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


class BackToThePageMiddleware:
    """Who presses a button after the session ran out logs in and is then on the page of the button.

    The address that the button posts to mostly answers nothing but a POST.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or not isinstance(response, HttpResponseRedirect):
            return response
        login, target = resolve_url(settings.LOGIN_URL), urlsplit(response.url)
        # Views that know a page to go on with have named it.
        leads_to_the_button = dict(parse_qsl(target.query)).get(FIELD) == request.get_full_path()
        if target.path == login and leads_to_the_button:
            return HttpResponseRedirect(f"{login}?{urlencode({FIELD: _page_of(request)}, safe='/')}")
        return response


def _page_of(request: HttpRequest) -> str:
    """The path that the form was sent from, else home; browsers send at least that of their own site along."""
    address = request.headers.get("Referer", "")
    parts = urlsplit(address) if leads_here(request, address) else urlsplit("")
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if leads_here(request, path) else resolve_url("home")
