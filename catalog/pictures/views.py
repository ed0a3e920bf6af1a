"""The drawn pictures as files. They are the same for everybody: no session, no user, no language of a request."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from catalog.pictures.drawn import DrawnFile, drawn_banner, drawn_cover

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"


@require_safe
@conditional_page
def cover_image(request: HttpRequest, anime_id: str, language: str, version: str) -> HttpResponse:
    return _answer(drawn_cover(int(anime_id), language=language, version=version))


@require_safe
@conditional_page
def banner_image(request: HttpRequest, anime_id: str, version: str) -> HttpResponse:
    return _answer(drawn_banner(int(anime_id), version=version))


def not_found() -> HttpResponse:
    """No page: that would ask who is looking."""
    return HttpResponse("Not found", status=404, content_type="text/plain", headers={"Cache-Control": BRIEFLY})


def _answer(drawn: DrawnFile | None) -> HttpResponse:
    """An outdated address shows what is right today, but not for long."""
    if drawn is None:
        return not_found()
    lifetime = FOREVER if drawn.is_current else BRIEFLY
    return HttpResponse(drawn.content, content_type="image/svg+xml", headers={"Cache-Control": lifetime})
