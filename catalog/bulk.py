"""Many rows written at once where bulk_update would send a CASE for every field and row."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

BATCH = 2_000


def write_columns(model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """``rows``: primary key, then a value for each of ``fields``. One prepared UPDATE; call inside a transaction."""
    columns = [model._meta.get_field(name) for name in fields]
    quote = connection.ops.quote_name
    key = model._meta.pk
    if key is None or not rows:
        return
    assigned = ", ".join(f"{quote(field.column)} = %s" for field in columns)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {assigned} WHERE {quote(key.column)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        for batch in _batches(rows):
            cursor.executemany(
                statement,
                [
                    (
                        *(
                            field.get_db_prep_save(value, connection=connection)
                            for field, value in zip(columns, values, strict=True)
                        ),
                        pk,
                    )
                    for pk, *values in batch
                ],
            )


def _batches(rows: Sequence[tuple[Any, ...]]) -> Iterable[Sequence[tuple[Any, ...]]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
