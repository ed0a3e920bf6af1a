"""Pictures to upload and to fetch."""

import io

from PIL import Image


def picture(
    width: int = 600, height: int = 900, *, kind: str = "JPEG", colour: str = "#b53a26", **saved: object
) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(target, kind, **saved)
    return target.getvalue()


def with_secrets() -> bytes:
    """A JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif[0x0112] = 6  # lies on its side
    return picture(900, 600, exif=exif, comment=b"taken at home")
