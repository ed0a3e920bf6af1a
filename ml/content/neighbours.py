"""For every anime without rows, the rated ones that are made of the same: what speaks for them speaks for it too."""

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Floats, Ints

BLOCK = 1024


def latent_vectors(matrix: sp.csr_matrix, size: int, seed: int = 1) -> Floats:
    """Rows in fewer dimensions that keep their cosines, float32[rows, size], of length 1 or 0.

    Halko, Martinsson and Tropp's randomised subspace iteration (2011).
    """
    size = min(size, *matrix.shape)
    rng = np.random.default_rng(seed)
    basis = rng.standard_normal((matrix.shape[1], min(size + 16, matrix.shape[1]))).astype(np.float32)
    for _ in range(4):
        basis, _ = np.linalg.qr(matrix.T @ (matrix @ basis))
    _left, _values, right = np.linalg.svd(np.asarray(matrix @ basis, np.float32), full_matrices=False)
    vectors = np.asarray(matrix @ basis, np.float32) @ right[:size].T
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-6)).astype(np.float32)


def nearest_rated(latent: Floats, asked: Ints, rated: Ints, trust: Floats, k: int) -> sp.csr_matrix:
    """float32[len(latent), len(latent)]: in the rows ``asked``, the weights of the ``k`` nearest of ``rated``.

    A weight grows with the cosine, and with ``trust`` (float32[rated], 0 to 1) in what is known of the neighbour.
    Rows sum to 1; other rows are empty. ``asked`` and ``rated`` are positions.
    """
    size, k = len(latent), min(k, len(rated))
    if not k or not len(asked):
        return sp.csr_matrix((size, size), dtype=np.float32)
    rows, columns, values = [], [], []
    goals = latent[rated]
    for start in range(0, len(asked), BLOCK):
        block = asked[start : start + BLOCK]
        near = np.maximum(latent[block] @ goals.T, 0) * trust
        best = np.argpartition(-near, k - 1, axis=1)[:, :k]
        weight = np.take_along_axis(near, best, axis=1) ** 3
        weight /= np.maximum(weight.sum(1, keepdims=True), 1e-9)
        rows.append(np.repeat(block, k))
        columns.append(rated[best].ravel())
        values.append(weight.ravel())
    joined = (np.concatenate(values).astype(np.float32), (np.concatenate(rows), np.concatenate(columns)))
    return sp.csr_matrix(joined, shape=(size, size))
