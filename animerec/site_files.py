"""Small files that browsers and search engines ask of every site by fixed names."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.metadata.addresses import absolute_url

# The lacquer of the bar, and the paper of the ground: css/tokens.css.
BAR, GROUND = "#1b1721", "#f6f5f7"
ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
MASKABLE = ("icon-maskable-512.png", "512x512", "maskable")
# Pages that aren't to be listed say so themselves, which an engine sees only if it may ask for them.
_UNASKED = ("/admin/", "/api/", "/language/", "/theme/", "/logout/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _UNASKED), ""]
    lines.append(f"Sitemap: {absolute_url(request, reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=24 * 3600)
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    return redirect(static("img/favicon.ico"))


@require_safe
def change_password(request: HttpRequest) -> HttpResponseRedirect:
    """Where password managers look for the form."""
    return redirect("accounts:password_change")


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """Browsers ask for it without cookies, so the page that names it says in which language."""
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        content = _manifest(language)
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


def _manifest(language: str) -> dict[str, object]:
    return {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "lang": "zh-Hans" if language == "zh-hans" else language,
        "name": _("基于深度学习的个性化动漫推荐系统"),
        "short_name": "AnimeRec",
        "description": _("根据你看过和喜欢的动漫，推荐接下来值得一看的作品。"),
        "theme_color": BAR,
        "background_color": GROUND,
        "icons": [
            {"src": static(f"img/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in (*ICONS, MASKABLE)
        ],
        "shortcuts": [
            {"name": _("推荐"), "url": reverse("recommend:recommendations")},
            {"name": _("榜单"), "url": reverse("catalog:rankings")},
            {"name": _("我的收藏"), "url": reverse("favorites:list")},
        ],
    }
