"""What WCAG 2.2 counts, and the colours as the style sheet has them."""

import re
from pathlib import Path

SHEET = Path(__file__).resolve().parents[2] / "animerec/static/css/tokens.css"
Tokens = dict[str, str]


def light_and_dark() -> tuple[Tokens, Tokens, Tokens]:
    """Light, dark by preference, dark by choice; what a dark theme doesn't say is as in the light one."""
    sheet = re.sub(r"/\*.*?\*/", "", SHEET.read_text(), flags=re.DOTALL)
    light = _declarations(sheet, r"^:root \{")
    by_preference = _declarations(sheet, r'^  :root:not\(\[data-theme="light"\]\) \{')
    by_choice = _declarations(sheet, r'^  :root\[data-theme="dark"\] \{')
    return light, light | by_preference, light | by_choice


def contrast(one: str, other: str) -> float:
    """1 to 21, of two opaque colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _declarations(sheet: str, selector: str) -> Tokens:
    block = re.search(selector + r"(.*?)\}", sheet, flags=re.DOTALL | re.MULTILINE)
    assert block, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[1]))


def _luminance(colour: str) -> float:
    digits = colour.strip().removeprefix("#")
    assert re.fullmatch(r"[0-9a-f]{6}", digits), f"{colour} is not six digits"
    red, green, blue = (_linear(int(digits[start : start + 2], 16) / 255) for start in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
