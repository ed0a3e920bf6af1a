"""How long an episode is, out of the ways in which people write it."""

import re

_CLOCK = re.compile(r"(?<!\d)(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?!\d)")
_UNITS = re.compile(r"(?:(\d{1,2})\s*(?:h|小时|時間))?\s*(?:(\d{1,3})\s*(?:m|分))?", re.IGNORECASE)
_BARE = re.compile(r"^\s*(\d{1,3})\s*$")
_LONGEST = 1_000  # minutes


def minutes_in(value: str) -> int | None:
    """Whole minutes of "24m", "00:23:40", "1h52m", "115分钟", "23分40秒", "24"; None for anything else."""
    if found := _CLOCK.search(value):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return _sensible(round(60 * hours + minutes + seconds / 60))
    for found in _UNITS.finditer(value):
        if found[1] or found[2]:
            return _sensible(60 * int(found[1] or 0) + int(found[2] or 0))
    bare = _BARE.match(value)
    return _sensible(int(bare[1])) if bare else None


def _sensible(minutes: int) -> int | None:
    return minutes if 0 < minutes <= _LONGEST else None
