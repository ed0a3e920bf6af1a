from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.avatars import ACCEPTED, AvatarRefused, square_webp


class AvatarForm(forms.Form):
    """``picture`` is cleaned to the bytes of a square webp."""

    picture = forms.FileField(
        label=_("选择图片"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("JPEG、PNG、WebP 或 GIF，最大 5 MB。会裁成正方形，并去掉照片里的拍摄信息。"),
        error_messages={"required": _("请先选择一张图片。"), "empty": _("这个文件是空的。")},
    )

    def clean_picture(self) -> Any:
        upload: UploadedFile = self.cleaned_data["picture"]
        try:
            return square_webp(upload)
        except AvatarRefused as refusal:
            raise forms.ValidationError(refusal.args[0], code="refused") from refusal
