"""Item-to-item weights, kept sparse: what every neighbourhood and linear model comes down to when it serves."""

from collections.abc import Callable

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Floats

# Columns are worked on in blocks, so that no second dense copy of all weights is ever made.
BLOCK = 512


def keep_top(columns: Callable[[int, int], Floats], size: int, k: int) -> sp.csr_matrix:
    """The ``k`` largest weights by magnitude of every column, rounded to half precision, as a size × size matrix.

    ``columns(start, end)`` gives the dense block [size, end - start]. Rows are what a list gathers, hence CSR.
    """
    k = min(k, size)
    rows, cols, values = [], [], []
    for start in range(0, size, BLOCK):
        end = min(start + BLOCK, size)
        block = columns(start, end)
        best = np.argpartition(np.abs(block), size - k, axis=0)[size - k :] if k < size else _all_rows(block)
        rows.append(best.ravel())
        cols.append(np.broadcast_to(np.arange(start, end), best.shape).ravel())
        values.append(np.take_along_axis(block, best, axis=0).ravel())
    data = np.concatenate(values).astype(np.float16).astype(np.float32)
    matrix = sp.csr_matrix((data, (np.concatenate(rows), np.concatenate(cols))), shape=(size, size))
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _all_rows(block: Floats) -> np.ndarray:
    return np.broadcast_to(np.arange(len(block))[:, None], block.shape)
