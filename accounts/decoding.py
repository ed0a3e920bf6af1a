"""Pictures that strangers send, decoded without taking more memory than what is wanted of them needs."""

from typing import IO

from PIL import Image, ImageOps

# Wider than any page shows a picture, twice over for sharp screens.
MOST_SIDE = 2560


def decode_upright(file: IO[bytes] | Image.Image, *, most_side: int = MOST_SIDE) -> Image.Image:
    """The picture in RGBA, turned as its camera was held, no larger than ``most_side`` either way.

    Made smaller before anything else: a JPEG isn't even decoded whole, and no copy is made of the rest at full size.
    Raises what Pillow's decoders raise.
    """
    picture = file if isinstance(file, Image.Image) else Image.open(file)
    if picture.mode.startswith("I"):
        # Sixteen bits of grey, which can't be made smaller, and which a conversion would cut off at the eighth: white.
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    picture.thumbnail((most_side, most_side), Image.Resampling.LANCZOS)
    return ImageOps.exif_transpose(picture).convert("RGBA")
