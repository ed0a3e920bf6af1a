"""Whatever picture comes in is made anew in the sizes that pages show, without anything that was hidden in the file."""

import io
import warnings

from django.utils.translation import gettext_lazy as _
from PIL import Image

from accounts.decoding import decode_upright
from catalog.pictures.sizes import LARGE, SMALL

MOST_BYTES = 8 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif"
LEAST_SIDE, MOST_SIDE, MOST_PIXELS = 100, 8000, 40_000_000
Encoded = dict[int, bytes]  # WebP by width in pixels


class PictureRefused(Exception):
    """The message says to an operator what is wrong with the picture."""


def encode_cover(data: bytes) -> Encoded:
    """As wide as LARGE at most, and as SMALL; raises PictureRefused."""
    if len(data) > MOST_BYTES:
        raise PictureRefused(_("图片不能超过 8 MB。"))
    picture = _decode(data)
    return {width: _webp(picture, width) for width in (LARGE, SMALL)}


def _decode(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(data), formats=FORMATS)
            _require_size(*opened.size)
            upright = decode_upright(opened)
    except PictureRefused:
        raise
    except Exception as error:  # Decoders raise many kinds for files that are broken or forged.
        raise PictureRefused(_("无法读取这张图片，请换一张 JPEG、PNG、WebP 或 GIF。")) from error
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright)
    return paper


def _require_size(width: int, height: int) -> None:
    """Before it is decoded: a small file may hold an enormous picture."""
    if min(width, height) < LEAST_SIDE:
        raise PictureRefused(_("图片太小，宽和高都至少要 100 像素。"))
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise PictureRefused(_("图片太大，宽和高都不能超过 8000 像素。"))


def _webp(picture: Image.Image, width: int) -> bytes:
    """Covers are 2:3 on every page; what is of another shape keeps it, and pages show its middle."""
    width = min(width, picture.width)
    scaled = picture.resize((width, max(1, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    scaled.save(target, "WEBP", quality=82, method=4)
    return target.getvalue()
