"""What visitors tell of their taste before they have an account: it lives in their session, and is theirs to keep.

A session begins with the first answer: who never rated has none, and costs no query.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import ngettext

from accounts.models import User
from favorites.adopting import adopt_ratings
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE
from favorites.services import InvalidChange, visible_anime
from ml.data.interactions import COMPLETED, UserHistory
from recommend.members.histories import MemberList

MOST_RATINGS = 100
_KEY = "guest_ratings"


class TooManyRatings(Exception):
    """A session holds no more; an account does."""


class GuestMiddleware:
    """``request.user.guest_ratings`` of visitors (anime id → 1..10); stands after authentication, and is as lazy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = cast(Any, SimpleLazyObject(lambda: _user_with_ratings(request)))
        return self.get_response(request)


def _user_with_ratings(request: HttpRequest) -> Any:
    user = get_user(request)
    if not user.is_authenticated:
        user.guest_ratings = read_ratings(request.session)  # type: ignore[attr-defined]
    return user


def read_ratings(session: SessionBase) -> dict[int, int]:
    """In the order in which they were given; what is no rating is left out."""
    stored = session.get(_KEY)
    if not isinstance(stored, Mapping):
        return {}
    pairs = [(anime_id, score) for anime_id, score in stored.items() if str(anime_id).isdecimal()]
    return {int(anime_id): score for anime_id, score in pairs if _is_score(score)}


def rate_as_guest(request: HttpRequest, *, anime_id: int, score: int | None) -> None:
    """``None`` takes the rating back. Raises AnimeNotFound, InvalidChange and TooManyRatings."""
    if score is not None and not _is_score(score):
        raise InvalidChange("score")
    ratings = read_ratings(request.session)
    ratings.pop(anime_id, None)
    if score is not None:
        visible_anime(anime_id)
        if len(ratings) >= MOST_RATINGS:
            raise TooManyRatings
        ratings[anime_id] = score
    _write(request, ratings)


def guest_list(user: AnonymousUser) -> MemberList:
    """A visitor's ratings as a member's list, of anime that they watched."""
    ratings: Mapping[int, int] = getattr(user, "guest_ratings", None) or {}
    ids = sorted(ratings)
    history = UserHistory.of(ids, [ratings[anime_id] for anime_id in ids], [COMPLETED] * len(ids))
    return MemberList(history=history, version=",".join(f"{anime_id}:{ratings[anime_id]}" for anime_id in ids))


def keep_guest_ratings(sender: object, request: HttpRequest | None, user: User, **_: object) -> None:
    """On registration and login: what the visitor rated joins the account, and leaves the session."""
    session = getattr(request, "session", None)
    ratings = read_ratings(session) if session is not None else {}
    if request is None or session is None or not ratings:
        return
    kept = adopt_ratings(user=user, ratings=ratings)
    del session[_KEY]
    if kept:
        text = ngettext("已把你的 %(n)d 个评分存入帐号", "已把你的 %(n)d 个评分存入帐号", kept) % {"n": kept}
        messages.success(request, text, fail_silently=True)


def _write(request: HttpRequest, ratings: Mapping[int, int]) -> None:
    # JSON knows no numbers as keys.
    request.session[_KEY] = {str(anime_id): score for anime_id, score in ratings.items()}
    request.user.guest_ratings = dict(ratings)  # type: ignore[union-attr]


def _is_score(value: object) -> bool:
    return isinstance(value, int) and LOWEST_SCORE <= value <= HIGHEST_SCORE


def known_numbers(values: Iterable[object], *, most: int) -> list[int]:
    """The whole numbers among what a session or a form holds, each once, the latest ``most``."""
    texts = (str(value) for value in values)
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 11]
    return list(dict.fromkeys(number for number in numbers if number < 2**31))[-most:] if most else []
