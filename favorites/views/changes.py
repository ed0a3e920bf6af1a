"""One form, one change to what a member thinks of one anime."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.members import member_of
from favorites import services
from favorites.forms import FavoriteForm, NoteForm, ProgressForm, RatingForm, StatusForm
from favorites.views.answers import answer_change


@require_POST
def favorite(request: HttpRequest, anime_id: int) -> HttpResponse:
    form = FavoriteForm(request.POST)
    return answer_change(
        request,
        anime_id,
        form,
        lambda: services.set_favorite(user=member_of(request), anime_id=anime_id, **form.cleaned_data),
    )


@require_POST
def rate(request: HttpRequest, anime_id: int) -> HttpResponse:
    form = RatingForm(request.POST)
    return answer_change(
        request,
        anime_id,
        form,
        lambda: services.rate_anime(user=member_of(request), anime_id=anime_id, **form.cleaned_data),
    )


@require_POST
def status(request: HttpRequest, anime_id: int) -> HttpResponse:
    form = StatusForm(request.POST)
    return answer_change(
        request,
        anime_id,
        form,
        lambda: services.set_status(user=member_of(request), anime_id=anime_id, **form.cleaned_data),
    )


@require_POST
def progress(request: HttpRequest, anime_id: int) -> HttpResponse:
    form = ProgressForm(request.POST)
    return answer_change(
        request,
        anime_id,
        form,
        lambda: services.set_progress(user=member_of(request), anime_id=anime_id, **form.cleaned_data),
    )


@require_POST
def note(request: HttpRequest, anime_id: int) -> HttpResponse:
    form = NoteForm(request.POST)
    return answer_change(
        request,
        anime_id,
        form,
        lambda: services.set_note(user=member_of(request), anime_id=anime_id, **form.cleaned_data),
    )
