"""What scripts send may still be on its way when the page shows it already."""

import time
from collections.abc import Callable

PATIENCE_S = 5.0


def comes_true(condition: Callable[[], bool]) -> bool:
    """Whether it does so within a few seconds."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
