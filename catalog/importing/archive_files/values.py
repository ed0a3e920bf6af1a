"""Single values out of strangers' JSON: the wrong type, or more than a column holds, is nothing."""

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

MOST = 2**31 - 1
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")


def whole(value: Any, *, least: int = 0, most: int = MOST) -> int | None:
    """An integer within bounds; 12.0 is 12, True and "12" are nothing."""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if least <= value <= most else None


def real(value: Any, *, least: float, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # An integer of a thousand digits has no float.
    return float(value) if least <= value <= most else None


def texts(value: Any) -> Iterator[str]:
    """The texts in a list, without what else is in it."""
    return (item for item in value if isinstance(item, str)) if isinstance(value, list) else iter(())


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def day_in(value: Any) -> date | None:
    """The first whole date in a text: 2023-09-29, 2023年9月29日."""
    found = _DAY.search(text(value)[:200])
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def year_in(value: Any) -> int | None:
    found = _YEAR.search(text(value)[:200])
    return int(found[1]) if found else None
