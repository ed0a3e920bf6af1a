"""Whether there is room for an import before it begins."""

import shutil
from pathlib import Path

from recommend.datasets.errors import DatasetError

# Measured: what the table, its index and Spark's files take for a row.
BYTES_PER_ROW = 110
SPARE = 200 * 2**20


def check_free_space(folder: Path, *, rows: int) -> None:
    """Raises DatasetError where the disk of ``folder`` has too little room to import so many rows."""
    needed = rows * BYTES_PER_ROW + SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DatasetError(
            f"Not enough room in {folder}: the import needs about {needed / 1e9:.1f} GB and {free / 1e9:.1f} GB are "
            "free. Free some space, or move ANIMEREC_HOME to a larger disk."
        )
