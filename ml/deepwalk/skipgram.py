"""Skip-gram with negative sampling over walks: gensim on the CPU, torch where a GPU is at hand."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.deepwalk.config import DeepWalkConfig

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Embeddings:
    """``inputs`` and ``outputs``: float32[anime, embedding_size]; rows of anime that no walk met are zero."""

    inputs: Floats
    outputs: Floats


def train_skipgram(walks: Ints, size: int, config: DeepWalkConfig, seed: int, progress: Progress) -> Embeddings:
    """Vectors for ``size`` anime from walks of their positions."""
    import torch

    if torch.cuda.is_available():
        from ml.deepwalk.skipgram_torch import train_on_device

        return Embeddings(*train_on_device(walks, size, config, seed, torch.device("cuda"), progress))
    return _with_gensim(walks, size, config, seed, progress)


def _with_gensim(walks: Ints, size: int, config: DeepWalkConfig, seed: int, progress: Progress) -> Embeddings:
    """One thread, so that a seed decides the figures."""
    from gensim.models import Word2Vec
    from gensim.models.callbacks import CallbackAny2Vec

    class Epochs(CallbackAny2Vec):
        done = 0

        def on_epoch_end(self, model: object) -> None:
            self.done += 1
            progress(self.done / config.epochs)

    logging.getLogger("gensim").setLevel(logging.WARNING)
    sentences = _Sentences(walks)
    model = Word2Vec(
        sentences,
        vector_size=config.embedding_size,
        window=config.window,
        min_count=1,
        sg=1,
        negative=config.negative,
        ns_exponent=config.negative_power,
        sample=0,
        alpha=config.learning_rate,
        epochs=config.epochs,
        seed=seed,
        workers=1,
        callbacks=[Epochs()],
    )
    known = np.asarray([int(word) for word in model.wv.index_to_key])
    inputs = np.zeros((size, config.embedding_size), np.float32)
    outputs = np.zeros_like(inputs)
    inputs[known], outputs[known] = model.wv.vectors, model.syn1neg
    return Embeddings(inputs, outputs)


class _Sentences:
    """Walks as gensim wants them: lists of words, as often as it asks."""

    def __init__(self, walks: Ints) -> None:
        self._walks = walks
        self._words = [str(i) for i in range(int(walks.max()) + 1)]

    def __iter__(self) -> Iterator[list[str]]:
        words = self._words
        for walk in self._walks.tolist():
            yield [words[i] for i in walk]

    def __len__(self) -> int:
        return len(self._walks)
