"""Anime as what they are made of: genres, tags, studios, staff, source, kind, era and country, a sparse row each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from ml.data.anime import AnimeTable

# How much of a row's length each field may take; what a field lacks falls to the others.
FIELD_WEIGHTS = {
    "genre": 1.0,
    "tag": 1.0,
    "studio": 0.45,
    "staff": 0.55,
    "source": 0.25,
    "type": 0.3,
    "country": 0.4,
    "era": 0.45,
}
ERA_YEARS = 5


@dataclass(frozen=True)
class ContentVectors:
    """``matrix`` float32[len(table), terms], rows of length 1 or 0; ``fields[t]``: the field of term ``t``."""

    matrix: sp.csr_matrix
    fields: np.ndarray

    @classmethod
    def build(cls, table: AnimeTable) -> "ContentVectors":
        """A term that one anime alone has says nothing of others and is left out."""
        blocks, fields = [], []
        for name, weight in FIELD_WEIGHTS.items():
            block = _weighed(_counted(FIELDS[name](table), len(table)))
            blocks.append(block * np.float32(weight))
            fields += [name] * block.shape[1]
        matrix = sp.hstack(blocks).tocsr().astype(np.float32)
        return cls(unit_rows(matrix), np.asarray(fields, dtype=object).astype(str))

    def of_field(self, *names: str) -> sp.csr_matrix:
        """The columns of these fields, rows of length 1 or 0."""
        return unit_rows(self.matrix[:, np.flatnonzero(np.isin(self.fields, names))])

    def without(self, *names: str) -> sp.csr_matrix:
        """All columns but those of these fields, rows of length 1 or 0."""
        return unit_rows(self.matrix[:, np.flatnonzero(~np.isin(self.fields, names))])


def _plain(name: str) -> Callable[[AnimeTable], Iterable[list[tuple[str, float]]]]:
    return lambda table: ([(text, 1.0) for text in texts] for texts in getattr(table, name))


def _single(name: str) -> Callable[[AnimeTable], Iterable[list[tuple[str, float]]]]:
    return lambda table: ([(text, 1.0)] if text else [] for text in getattr(table, name))


def _eras(table: AnimeTable) -> Iterable[list[tuple[str, float]]]:
    """A year lies between two marks, near the one or the other."""
    for year in table.years.tolist():
        whole, part = divmod(year, ERA_YEARS)
        share = part / ERA_YEARS
        yield [(str(whole), 1 - share), (str(whole + 1), share)] if year else []


FIELDS: dict[str, Callable[[AnimeTable], Iterable[list[tuple[str, float]]]]] = {
    "genre": _plain("genres"),
    "tag": _plain("tags"),
    "studio": _plain("studios"),
    "staff": _plain("staff"),
    "source": _single("source"),
    "type": _single("types"),
    "country": _single("country"),
    "era": _eras,
}


def _counted(rows: Iterable[list[tuple[str, float]]], size: int) -> sp.csr_matrix:
    names: dict[str, int] = {}
    lines, columns, values = [], [], []
    for line, terms in enumerate(rows):
        for name, value in terms:
            lines.append(line)
            columns.append(names.setdefault(name, len(names)))
            values.append(value)
    return sp.csr_matrix((np.asarray(values, np.float32), (lines, columns)), shape=(size, len(names)))


def _weighed(block: sp.csr_matrix) -> sp.csr_matrix:
    """Rare terms count for more (inverse document frequency), and rows get the length 1."""
    carried = np.bincount(block.indices, minlength=block.shape[1])
    kept = np.flatnonzero(carried > 1)
    rarity = np.log(1 + block.shape[0] / np.maximum(carried, 1)).astype(np.float32)
    return unit_rows(block[:, kept] @ sp.diags(rarity[kept]))


def unit_rows(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Rows of length 1; an empty row stays."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1), np.float32).ravel())
    return (sp.diags((1 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ matrix).tocsr().astype(np.float32)
