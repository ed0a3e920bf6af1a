"""Buttons on admin pages that change something: POST alone, one permission each, an answer as a message."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponse]


def post_only(permission: str, view: View) -> View:
    """``permission`` as in ``recommend.add_trainingrun``."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(permission):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(require_POST(guarded))


def button(route: str, name: str, permission: str, view: View) -> URLPattern:
    return path(route, post_only(permission, view), name=name)
