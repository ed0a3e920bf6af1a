"""Locality-sensitive hashing: random hyperplanes, their sign bits packed a band.

The tables are arrays of this process, or datasketch's MinHashLSH where processes share them in Redis.

The score is an inner product; vectors get one coordinate more that makes all of them equally long, so that the largest
inner product is the largest cosine (Bachrach 2014). Whatever the hash finds is scored again exactly.
"""

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge, Le
from datasketch import MinHash, MinHashLSH

from ml.data.interactions import Floats, Ints
from ml.ranges import Count, CountOrNone


@dataclass(frozen=True)
class LSHConfig:
    """``bands`` tables of ``bits`` hyperplanes; a query also looks into the ``probes`` neighbouring buckets of each."""

    bands: Count = 64
    bits: Annotated[int, Ge(1), Le(30)] = 6
    probes: CountOrNone = 1


class LSHIndex:
    """Buckets of anime positions."""

    def __init__(self, planes: Floats, config: LSHConfig, tables: "Tables | MinHashLSH", size: int) -> None:
        self._planes, self._config, self._tables, self._size = planes, config, tables, size

    @classmethod
    def build(
        cls, vectors: Floats, config: LSHConfig, rng: np.random.Generator, storage: dict[str, Any] | None = None
    ) -> "LSHIndex":
        """Index of float32[anime, size]; zero rows are left out. ``storage``: datasketch's ``storage_config``."""
        present = np.flatnonzero(np.abs(vectors).sum(1))
        augmented = _augment(vectors[present])
        planes = rng.standard_normal((config.bands * config.bits, augmented.shape[1])).astype(np.float32)
        signatures = _pack(augmented @ planes.T > 0, config)
        if storage is None:
            return cls(planes, config, Tables.build(signatures, present), len(vectors))
        tables = MinHashLSH(num_perm=config.bands, params=(config.bands, 1), storage_config=storage)
        if tables.is_empty():
            with tables.insertion_session() as session:
                for position, signature in zip(present.tolist(), signatures, strict=True):
                    session.insert(position, _as_minhash(signature), check_duplication=False)
        return cls(planes, config, tables, len(vectors))

    def query(self, vector: Floats) -> Ints:
        """Positions that share a bucket with the query, int32, in no order."""
        longer = np.append(vector / max(float(np.linalg.norm(vector)), 1e-9), 0.0).astype(np.float32)
        margins = (self._planes @ longer).reshape(self._config.bands, self._config.bits)
        bits = margins > 0
        found = np.zeros(self._size, bool)
        weakest = np.argsort(np.abs(margins), axis=1)
        for probe in range(self._config.probes + 1):
            turned = bits.copy()
            if probe:
                bands = np.arange(self._config.bands)
                turned[bands, weakest[:, probe - 1]] ^= True
            signature = _pack(turned.reshape(1, -1), self._config)[0]
            if isinstance(self._tables, Tables):
                self._tables.mark(signature, found)
            else:
                found[list(self._tables.query(_as_minhash(signature)))] = True
        return np.flatnonzero(found).astype(np.int32)


@dataclass(frozen=True)
class Tables:
    """Hash tables of this process: per band the positions in the order of their hash values.

    The same buckets as datasketch's, which serves the tables that processes share; it walks a bucket an anime at a
    time, where a slice of an array does. ``values`` uint64 and ``positions`` int32, [bands, anime].
    """

    values: np.ndarray
    positions: Ints

    @classmethod
    def build(cls, signatures: np.ndarray, positions: Ints) -> "Tables":
        order = np.argsort(signatures, axis=0, kind="stable").T
        values = np.take_along_axis(signatures.T, order, axis=1)
        return cls(values, np.asarray(positions, np.int32)[order])

    def mark(self, signature: np.ndarray, found: np.ndarray) -> None:
        """Sets ``found`` at the positions that share a bucket with the signature, uint64[bands]."""
        starts = [values.searchsorted(value) for values, value in zip(self.values, signature, strict=True)]
        ends = [values.searchsorted(value, "right") for values, value in zip(self.values, signature, strict=True)]
        buckets = zip(self.positions, starts, ends, strict=True)
        found[np.concatenate([positions[start:end] for positions, start, end in buckets])] = True


def _augment(vectors: Floats) -> Floats:
    """Centred vectors with the coordinate that equalises their lengths; centring shifts a query's scores alike."""
    centred = vectors - vectors.mean(0)
    norms = np.linalg.norm(centred, axis=1)
    longest = norms.max(initial=1e-9)
    last = np.sqrt(np.maximum(longest**2 - norms**2, 0))
    return np.column_stack([centred, last]).astype(np.float32)


def _pack(bits: np.ndarray, config: LSHConfig) -> np.ndarray:
    """Sign bits [n, bands × bits] as one number a band, uint64[n, bands]."""
    powers = (1 << np.arange(config.bits)).astype(np.uint64)
    return (bits.reshape(len(bits), config.bands, config.bits) * powers).sum(2, dtype=np.uint64)


def _as_minhash(signature: np.ndarray) -> MinHash:
    """datasketch's carrier of a signature; the permutations, of no use here, are left empty rather than drawn."""
    none = np.zeros((2, len(signature)), np.uint64)
    return MinHash(num_perm=len(signature), hashvalues=signature, permutations=none, scheme="legacy")
