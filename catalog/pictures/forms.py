"""The form of an anime in the back office, with an uploaded cover."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from catalog.models import Anime
from catalog.pictures.encoding import MOST_BYTES, Encoded, PictureRefused, encode_cover
from catalog.pictures.store import drop_cover, write_cover


class AnimeForm(forms.ModelForm):
    cover_sizes: Encoded | None = None

    class Meta:
        model = Anime
        fields = "__all__"  # noqa: DJ007
        help_texts = {
            "cover": _("JPEG、PNG、WebP 或 GIF，竖版 2:3 最佳，不超过 8 MB。网站保存两种尺寸，不保留原图。"),
        }

    def clean_cover(self) -> Any:
        cover = self.cleaned_data["cover"]
        if isinstance(cover, UploadedFile):
            if cover.size is not None and cover.size > MOST_BYTES:
                raise ValidationError(_("图片不能超过 8 MB。"))
            cover.seek(0)
            try:
                self.cover_sizes = encode_cover(cover.read())
            except PictureRefused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return cover

    def exchange_cover(self, anime: Anime) -> None:
        """Between the form and the database: the picture made anew in place of what was uploaded."""
        before = self.initial.get("cover")
        if self.cover_sizes is not None:
            anime.cover = write_cover(anime.pk, self.cover_sizes)
        drop_cover(str(before or ""))
