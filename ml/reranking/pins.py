"""Operators' places: what everybody is shown who doesn't have it."""

from collections.abc import Sequence


def place_pins(items: Sequence[int], pins: Sequence[tuple[int, int]], *, n: int) -> list[int]:
    """The first ``n`` of ``items`` with the pins put in: pairs of a place, from 1, and an item, in ``items`` or not.

    Of pins for one place the second gets the next. What is pinned beyond the end stands at the end.
    """
    pinned = {item for _, item in pins}
    rest = (item for item in items if item not in pinned)
    waiting = sorted(pins, key=lambda pin: pin[0])
    page: list[int] = []
    while len(page) < n:
        if waiting and waiting[0][0] <= len(page) + 1:
            page.append(waiting.pop(0)[1])
        elif (item := next(rest, None)) is not None:
            page.append(item)
        else:
            return page + [item for _, item in waiting][: n - len(page)]
    return page
