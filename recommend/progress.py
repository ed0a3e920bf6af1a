"""Progress of a command in the terminal, and its end by a signal: the catalogue's."""

from catalog.management.progress import StageBars, interruptible

__all__ = ["StageBars", "interruptible"]
