"""The files of one uploaded picture: ``covers/5-1a2b3c4d5e6f.webp`` (the large one) and ``…-200.webp``."""

import re

LARGE, SMALL = 480, 200  # widths in pixels
_OURS = re.compile(rf"-[0-9a-f]{{12}}(-{SMALL})?\.webp$")


def is_ours(name: str) -> bool:
    """Whether the name tells the content."""
    return bool(_OURS.search(name))


def small_name(name: str) -> str:
    return f"{name.removesuffix('.webp')}-{SMALL}.webp"


def sizes_of(name: str) -> dict[int, str]:
    """File names by width; none for a picture that was put there by other means, in one size."""
    return {SMALL: small_name(name), LARGE: name} if is_ours(name) else {}
