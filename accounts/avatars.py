"""Avatars: whatever picture comes in is made anew as a small square, without anything that was hidden in the file."""

import io
import secrets
import warnings
from functools import partial
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from accounts.decoding import decode_upright
from accounts.models import User

MOST_BYTES = 5 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif"
LEAST_SIDE, MOST_SIDE, MOST_PIXELS = 64, 8000, 40_000_000
SIDE = 256


class AvatarRefused(Exception):
    """The message says to a member what is wrong with the picture."""


def square_webp(file: IO[bytes]) -> bytes:
    """The middle of the picture, upright, at most 256 × 256; raises AvatarRefused."""
    if file.seek(0, io.SEEK_END) > MOST_BYTES:
        raise AvatarRefused(_("图片不能超过 5 MB。"))
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(file, formats=FORMATS)
            _require_size(*picture.size)
            # By the shorter side, which is all that is kept of a long picture.
            upright = decode_upright(picture, most_side=2 * SIDE * max(picture.size) // min(picture.size))
    except AvatarRefused:
        raise
    except Exception as error:  # Decoders raise many kinds for files that are broken or forged.
        raise AvatarRefused(_("无法读取这张图片，请换一张 JPEG、PNG、WebP 或 GIF。")) from error
    side = min(*upright.size, SIDE)
    target = io.BytesIO()
    # A picture of nothing but pixels: places, cameras and comments stay behind.
    ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS).save(target, "WEBP", quality=86, method=4)
    return target.getvalue()


def _require_size(width: int, height: int) -> None:
    """Before it is decoded: a small file may hold an enormous picture."""
    if min(width, height) < LEAST_SIDE:
        raise AvatarRefused(_("图片太小，宽和高都至少要 64 像素。"))
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise AvatarRefused(_("图片太大，宽和高都不能超过 8000 像素。"))


@transaction.atomic
def change_avatar(*, user: User, picture: bytes | None) -> None:
    """``picture`` as :func:`square_webp` gives it; None removes the avatar. The file before goes on commit."""
    member = User.objects.select_for_update().get(pk=user.pk)
    before = member.avatar.name
    if picture is None:
        member.avatar = ""
    else:
        # A name nobody can guess, and new each time, so that no cache shows the one before.
        member.avatar.save(f"{secrets.token_urlsafe(12)}.webp", ContentFile(picture), save=False)
    member.save(update_fields=["avatar"])
    user.avatar = member.avatar
    if before:
        transaction.on_commit(partial(member.avatar.storage.delete, before))
