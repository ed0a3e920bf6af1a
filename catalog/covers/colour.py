"""Colours by lightness, chroma and hue (OKLCH), so that turning a hue leaves the contrast of a palette as it was."""

from math import cos, radians, sin


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """#rrggbb; what a screen can't show loses chroma, not lightness."""
    while chroma > 0:
        linear = _linear(lightness, chroma, hue)
        if all(-0.0005 <= part <= 1.0005 for part in linear):
            break
        chroma -= 0.008
    return "#" + "".join(f"{_byte(part):02x}" for part in _linear(lightness, max(chroma, 0.0), hue))


def mix(one: str, other: str, share: float) -> str:
    """``share`` of the other, 0..1."""
    pairs = zip(_bytes(one), _bytes(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, 1..21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Björn Ottosson's OKLab to linear sRGB."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _byte(linear: float) -> int:
    part = min(max(linear, 0.0), 1.0)
    return round(255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))


def _bytes(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = (byte / 255 for byte in _bytes(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
