"""The small forms on cards, anime pages and the list."""

from typing import Any

from django import forms

from favorites.models import Status
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE, NOTE_LENGTH


class FavoriteForm(forms.Form):
    """``favorite`` is 1 or 0."""

    favorite = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")


class RatingForm(forms.Form):
    """An empty ``score`` takes the rating back."""

    score = forms.IntegerField(required=False, min_value=LOWEST_SCORE, max_value=HIGHEST_SCORE)


class StatusForm(forms.Form):
    """An empty ``status`` takes it back; an empty ``progress`` leaves it as it is."""

    status = forms.ChoiceField(required=False, choices=Status.choices)
    progress = forms.IntegerField(required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["status"] = data.get("status") or None
        return data


class ProgressForm(forms.Form):
    progress = forms.IntegerField(min_value=0)


class NoteForm(forms.Form):
    note = forms.CharField(required=False, max_length=NOTE_LENGTH)
