"""Pages of the recommendations."""

from django.http import Http404, HttpRequest, HttpResponse


def home_page(request: HttpRequest) -> HttpResponse:
    raise Http404


def recommendations_page(request: HttpRequest) -> HttpResponse:
    raise Http404


def similar_fragment(request: HttpRequest, anime_id: int) -> HttpResponse:
    raise Http404
