"""One form of the 新手引导, one answer: a rating, 没看过, favourite genres, or something taken back."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.titles import title_language
from catalog.selectors import card_by_id
from favorites import services
from favorites.models import ListEntry, Status
from recommend.lists.recommendations import Taste
from recommend.members.guests import MOST_RATINGS, TooManyRatings, known_numbers, rate_as_guest
from recommend.onboarding.notes import Notes, read_notes, with_rating, write_notes


class BadAnswer(Exception):
    """Nothing was changed; the message is for the reader."""


def take_answer(request: HttpRequest) -> str:
    """What was done, in words. Raises BadAnswer."""
    kind = next((kind for kind in _ANSWERS if kind in request.POST), None)
    if kind is None:
        raise BadAnswer(_("无法识别这次操作，请重试。"))
    shown = known_numbers(request.POST.get("shown", "").split(","), most=12)
    notes = replace(read_notes(request), shown=tuple(shown))
    try:
        notes, said = _ANSWERS[kind](request, notes, request.POST[kind])
    except services.AnimeNotFound as error:
        raise BadAnswer(_("没有找到这部动漫。")) from error
    except services.InvalidChange as error:
        raise BadAnswer(_("评分须为 1 到 10 的整数。")) from error
    except TooManyRatings as error:
        raise BadAnswer(_("最多能记住 %(most)d 个评分，注册后就没有限制。") % {"most": MOST_RATINGS}) from error
    write_notes(request, notes)
    return said


def latest_ratings(taste: Taste, notes: Notes) -> list[tuple[int, int]]:
    """(anime id, score): what was rated here, the latest first, then the rest of the list."""
    history = taste.member.history
    rated = {
        int(anime_id): int(score)
        for anime_id, score in zip(history.anime_ids, history.ratings, strict=True)
        if score > 0
    }
    here = [pk for pk in notes.rated[::-1] if pk in rated]
    return [(pk, rated.pop(pk)) for pk in dict.fromkeys(here)] + list(rated.items())


def _rate(request: HttpRequest, notes: Notes, value: str) -> tuple[Notes, str]:
    number, _separator, text = value.partition(":")
    anime_id, score = _number(number), int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    if isinstance(request.user, User):
        notes = _rate_as_member(request.user, notes, anime_id, score)
    else:
        rate_as_guest(request, anime_id=anime_id, score=score)
    said = _("已给《%(title)s》打 %(score)d 分。") % {"title": _title(request, anime_id), "score": score}
    return with_rating(notes, anime_id), said


def _rate_as_member(user: User, notes: Notes, anime_id: int, score: int) -> Notes:
    is_new = not ListEntry.objects.filter(user=user, anime_id=anime_id).exists()
    entry = services.rate_anime(user=user, anime_id=anime_id, score=score)
    if entry.status is None:
        services.set_status(user=user, anime_id=anime_id, status=Status.COMPLETED.value)
    return replace(notes, made=(*notes.made, anime_id)) if is_new else notes


def _unseen(request: HttpRequest, notes: Notes, value: str) -> tuple[Notes, str]:
    anime_id = _number(value)
    said = _("已换掉《%(title)s》。") % {"title": _title(request, anime_id)}
    return replace(notes, unseen=_added(notes.unseen, anime_id)), said


def _others(request: HttpRequest, notes: Notes, value: str) -> tuple[Notes, str]:
    return replace(notes, unseen=_added(notes.unseen, *notes.shown), shown=()), _("已换一批。")


def _undo(request: HttpRequest, notes: Notes, value: str) -> tuple[Notes, str]:
    anime_id = _number(value)
    if not isinstance(request.user, User):
        rate_as_guest(request, anime_id=anime_id, score=None)
    elif anime_id in notes.made:
        services.remove_entry(user=request.user, anime_id=anime_id)
    else:
        services.rate_anime(user=request.user, anime_id=anime_id, score=None)
    said = _("已取消《%(title)s》的评分。") % {"title": _title(request, anime_id)}
    # One that was answered by mistake is asked about again.
    shown = tuple(pk for pk in (anime_id, *notes.shown) if pk != anime_id or anime_id not in notes.shown)
    return replace(notes, shown=shown, made=tuple(pk for pk in notes.made if pk != anime_id)), said


def _genres(request: HttpRequest, notes: Notes, value: str) -> tuple[Notes, str]:
    chosen = tuple(known_numbers(request.POST.getlist("genre"), most=12))
    # Other wishes, other questions.
    return replace(notes, genres=chosen, shown=()), _("已按喜欢的类型更新。")


_ANSWERS: dict[str, Callable[[HttpRequest, Notes, str], tuple[Notes, str]]] = {
    "rate": _rate,
    "unseen": _unseen,
    "undo": _undo,
    "others": _others,
    "genres": _genres,
}


def _added(ids: tuple[int, ...], *more: int) -> tuple[int, ...]:
    return (*(pk for pk in ids if pk not in more), *more)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 11):
        raise services.AnimeNotFound(text)
    return int(text)


def _title(request: HttpRequest, anime_id: int) -> str:
    """Raises AnimeNotFound."""
    card = card_by_id(anime_id, language=title_language(request))
    if card is None:
        raise services.AnimeNotFound(anime_id)
    return card.title[:120]
