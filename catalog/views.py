"""Pages of the catalogue."""

from django.http import Http404, HttpRequest, HttpResponse


def search_page(request: HttpRequest) -> HttpResponse:
    raise Http404


def rankings_page(request: HttpRequest) -> HttpResponse:
    raise Http404


def anime_page(request: HttpRequest, anime_id: int) -> HttpResponse:
    raise Http404
