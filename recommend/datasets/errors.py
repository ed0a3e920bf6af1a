"""Refusals of an import."""

from ml.preprocessing.session import SparkUnavailableError

FULL_DISK_MARKS = ("No space left on device", "database or disk is full", "ENOSPC", "Errcode: 28", "is full")


class DatasetError(Exception):
    """The import can't be done, and nothing has changed; the message says why and what to do."""


def explained(error: BaseException, *, home: str) -> DatasetError:
    """What went wrong in Spark or the database, in words that help."""
    text = str(error)
    if isinstance(error, DatasetError | SparkUnavailableError):
        return DatasetError(text)
    if any(mark in text for mark in FULL_DISK_MARKS) or getattr(error, "errno", None) == 28:
        return DatasetError(
            f"The disk is full. Free some space where {home} and the database lie, then run the import again."
        )
    if "EOFException" in text or "Unexpected end of input stream" in text:
        return DatasetError("The file ends too early: it is cut off. Download it again.")
    if "OutOfMemoryError" in text or "GC overhead" in text:
        return DatasetError("Spark ran out of memory. Set SPARK_DRIVER_MEMORY (3g by default) to more.")
    if "TextParsingException" in text:
        return DatasetError("A field in quotes doesn't end: a quote is missing somewhere. Download the file again.")
    if "locked" in text:
        return DatasetError("The database was busy for too long. Stop what else writes to it, then try again.")
    first = next((line for line in text.splitlines() if line.strip()), type(error).__name__)
    return DatasetError(f"The import failed: {first.strip()}")
