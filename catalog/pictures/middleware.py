"""Pictures are answered before sessions, members and languages are asked for anything, as static files are."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from catalog.pictures.sizes import is_ours
from catalog.pictures.views import FOREVER, not_found

PREFIXES = ("/covers/", "/banners/", "/media/")


class PicturesMiddleware:
    """Stands after WhiteNoise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIXES):
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        try:
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except Http404:
            return not_found()
        if response.status_code in (200, 304):
            # Another picture gets another name.
            if request.path_info.startswith("/media/covers/"):
                response.headers.setdefault("Cache-Control", FOREVER if is_ours(request.path_info) else "public")
            elif request.path_info.startswith("/media/avatars/"):
                response.headers.setdefault("Cache-Control", FOREVER)
        return response
