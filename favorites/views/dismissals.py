"""不感兴趣: said, and taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.members import member_of
from accounts.redirects import next_on_this_site
from accounts.titles import title_language
from catalog.models import Genre
from catalog.selectors import card_by_id, cards_in_order
from favorites import dismissals, services
from favorites.dismissals import GENRE, SERIES, Kind
from favorites.views.answers import ask_for_login, refuse, wants_json

# What a message's tags say of how it is taken back; components/toasts.html makes a form of it.
UNDO = "undo"
# A title of five thousand characters belongs in no message.
_TITLE_LENGTH = 60
# Who restores some of these finds the ones before.
SHOWN = 60


@login_required
@require_GET
def dismissed(request: HttpRequest) -> HttpResponse:
    """All that the member is not interested in, each with a way back; hidden anime have none, and need none."""
    dismissed = dismissals.dismissed_by(member_of(request))
    wanted = [*dismissed.series_of, *dismissed.anime_ids[:SHOWN]]
    cards = {card.id: card for card in cards_in_order(wanted, language=title_language(request))}
    context = {
        "genres": dismissed.genres,
        "series": [cards[anime_id] for anime_id in dismissed.series_of if anime_id in cards],
        "cards": [cards[anime_id] for anime_id in dismissed.anime_ids[:SHOWN] if anime_id in cards],
        "more": len(dismissed.anime_ids) > SHOWN,
    }
    return render(request, "favorites/dismissed.html", context)


@require_POST
def dismiss(request: HttpRequest, anime_id: int) -> HttpResponse:
    """``kind``: anime (the default), franchise or genre:<id>; ``undo=1`` takes it back."""
    target = next_on_this_site(request, default=resolve_url("home"))
    if not request.user.is_authenticated:
        return ask_for_login(request, target)
    undone = bool(request.POST.get("undo"))
    change = dismissals.restore if undone else dismissals.dismiss
    try:
        kind = Kind.parse(request.POST.get("kind", ""))
        change(user=member_of(request), anime_id=anime_id, kind=kind)
    except services.AnimeNotFound as error:
        raise Http404(_("没有找到这部动漫。")) from error
    except services.InvalidChange:
        return refuse(request, _("无法识别这次操作，请重试。"), target)
    if wants_json(request):
        answer = {"anime_id": anime_id, "kind": str(kind), "dismissed": not undone, "undo": not undone}
        return JsonResponse(answer)
    text = _said(request, anime_id, kind, undone=undone)
    messages.success(request, text, extra_tags="" if undone else f"{UNDO} {anime_id} {kind}")
    return redirect(target)


def _said(request: HttpRequest, anime_id: int, kind: Kind, *, undone: bool) -> str:
    if kind.name == GENRE:
        genre = Genre.objects.filter(pk=kind.genre_id or 0).first()
        name = {"genre": genre.label if genre else ""}
        return (_("“%(genre)s”类动漫会再次推荐给你。") if undone else _("不会再推荐“%(genre)s”类动漫。")) % name
    card = card_by_id(anime_id, language=title_language(request))
    title = {"title": _shortened(card.title) if card else ""}
    if kind.name == SERIES:
        return (_("《%(title)s》系列会再次推荐给你。") if undone else _("不会再推荐《%(title)s》系列。")) % title
    return (_("《%(title)s》会再次推荐给你。") if undone else _("不会再推荐《%(title)s》。")) % title


def _shortened(title: str) -> str:
    return title if len(title) <= _TITLE_LENGTH else f"{title[: _TITLE_LENGTH - 1]}…"
