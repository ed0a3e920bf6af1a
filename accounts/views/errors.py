"""Refusals that have a page of their own."""

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many_requests(request: HttpRequest, *, wait_s: int) -> HttpResponse:
    response = render(request, "429.html", {"minutes": ceil(wait_s / 60)}, status=429)
    response["Retry-After"] = str(wait_s)
    return response
