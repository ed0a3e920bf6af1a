"""Refusals that have a page of their own."""

from math import ceil

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.theme import chosen_theme


def too_many_requests(
    request: HttpRequest, *, wait_s: int, is_login: bool = False, template: str = "429.html"
) -> HttpResponse:
    response = render(request, template, {"minutes": ceil(wait_s / 60), "is_login": is_login}, status=429)
    response["Retry-After"] = str(wait_s)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors, middleware's attributes or the database: any of them may be what broke."""
    return HttpResponseServerError(render_to_string("500.html", {"theme": chosen_theme(request), "path": request.path}))
