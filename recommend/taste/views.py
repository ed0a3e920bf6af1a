"""口味画像: for members, and for guests with ratings. Nobody else sees it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.titles import title_language
from recommend.lists.recommendations import has_told
from recommend.taste.columns import draw_columns
from recommend.taste.model import LEAST_RATINGS
from recommend.taste.profile import taste_profile


@never_cache
@require_safe
def taste_page(request: HttpRequest) -> HttpResponse:
    if not has_told(request.user):
        return render(request, "recommend/taste.html")
    profile = taste_profile(user=request.user, language=title_language(request))
    context = {
        "profile": profile if profile.watching.anime else None,
        "columns": draw_columns(profile.scores.columns) if profile.scores else (),
        "judging_needs": max(LEAST_RATINGS - profile.rated, 0),
    }
    return render(request, "recommend/taste.html", context)
