"""What the session holds of the questions, beside a guest's ratings: for guests and members alike."""

from dataclasses import dataclass, fields, replace

from django.http import HttpRequest

from recommend.members.guests import known_numbers

_KEY = "onboarding"
_MOST = {"shown": 12, "unseen": 200, "genres": 12, "rated": 200, "made": 200}


@dataclass(frozen=True, kw_only=True)
class Notes:
    """``shown``: ids of what is being asked about, in their places. ``rated``: what was rated here, in time.

    ``made``: of a member's list entries those that began here, and go with the rating when that is taken back.
    ``genres`` by id.
    """

    shown: tuple[int, ...] = ()
    unseen: tuple[int, ...] = ()
    genres: tuple[int, ...] = ()
    rated: tuple[int, ...] = ()
    made: tuple[int, ...] = ()


def read_notes(request: HttpRequest) -> Notes:
    stored = request.session.get(_KEY)
    if not isinstance(stored, dict):
        return Notes()
    kept = {
        field.name: tuple(known_numbers(stored.get(field.name) or (), most=_MOST[field.name]))
        for field in fields(Notes)
    }
    return Notes(**kept)


def write_notes(request: HttpRequest, notes: Notes) -> None:
    request.session[_KEY] = {name: list(ids[-_MOST[name] :]) for name, ids in vars(notes).items()}


def with_rating(notes: Notes, anime_id: int) -> Notes:
    """Whatever else was said of it no longer holds."""
    others = {name: tuple(pk for pk in getattr(notes, name) if pk != anime_id) for name in ("unseen", "rated")}
    return replace(notes, unseen=others["unseen"], rated=(*others["rated"], anime_id))
