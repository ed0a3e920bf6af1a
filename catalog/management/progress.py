"""Progress of a command in the terminal, and its end by a signal."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm


class StageBars:
    """One bar a stage, on stderr."""

    def __init__(self, *, disable: bool) -> None:
        self._disable = disable
        self._stage = ""
        self._bar: tqdm | None = None

    def __enter__(self) -> "StageBars":
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, stage: str, done: float, total: float) -> None:
        if self._bar is None or self._stage != stage:
            self.__exit__()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, disable=self._disable, leave=False, unit_scale=total > 1)
        self._bar.n = done
        self._bar.refresh()


@contextmanager
def interruptible() -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does, so that its clean-up runs; whatever then fails on the way out is that."""
    stopped = False

    def stop(number: int, frame: object) -> None:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    except Exception as error:
        if stopped:
            raise KeyboardInterrupt from error
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
