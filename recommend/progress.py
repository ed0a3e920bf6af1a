"""Progress of a command in the terminal, and its end by a signal: the catalogue's."""

from catalog.progress import StageBars, interruptible

__all__ = ["StageBars", "interruptible"]
