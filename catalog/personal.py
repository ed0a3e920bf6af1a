"""What a search knows of the member who asks. Apps above the catalogue say it; see their AppConfig.ready."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


def _nothing(user: Any) -> Sequence[int]:
    return ()


@dataclass
class Personal:
    """``on_list``: ids of the anime on the member's list. ``best_matches``: ids of what fits the member, best first."""

    on_list: Callable[[Any], Sequence[int]] = _nothing
    best_matches: Callable[[Any], Sequence[int]] = _nothing


personal = Personal()
