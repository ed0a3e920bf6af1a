"""Skip-gram with negative sampling in torch, for a GPU (on a CPU gensim is many times faster)."""

from collections.abc import Callable

import numpy as np
import torch

from ml.data.interactions import Floats, Ints
from ml.deepwalk.config import DeepWalkConfig

# Pairs a step, at most, and no more than there are anime: all pairs of a step see the same vectors and their updates
# add up, so that many pairs of one anime in one step would overshoot.
BATCH = 8192


def train_on_device(
    walks: Ints, size: int, config: DeepWalkConfig, seed: int, device: torch.device, progress: Callable[[float], None]
) -> tuple[Floats, Floats]:
    """Input and output vectors, float32[size, embedding_size] each; rows of anime that no walk met are zero.

    Plain SGD summed over the pairs of a step, the rate falling to zero, as word2vec does pair by pair.
    """
    generator = torch.Generator(device).manual_seed(seed)
    centres, contexts = (torch.from_numpy(side).to(device) for side in _pairs(walks, config.window))
    counts = np.bincount(walks.ravel(), minlength=size).astype(np.float64)
    noise = torch.from_numpy(counts**config.negative_power).float().to(device)
    width = config.embedding_size
    inputs = (torch.rand(size, width, generator=generator, device=device) - 0.5) / width
    outputs = torch.zeros(size, width, device=device)
    batch_size = min(BATCH, max(size, 64))
    steps, done = config.epochs * -(-len(centres) // batch_size), 0
    for epoch in range(config.epochs):
        order = torch.randperm(len(centres), generator=generator, device=device)
        for batch in order.split(batch_size):
            rate = config.learning_rate * max(1e-4, 1 - done / steps)
            _step(inputs, outputs, centres[batch], contexts[batch], noise, config.negative, rate, generator)
            done += 1
        progress((epoch + 1) / config.epochs)
    met = torch.from_numpy(counts > 0).to(device)[:, None]
    return (inputs * met).cpu().numpy(), (outputs * met).cpu().numpy()


def _step(
    inputs: torch.Tensor,
    outputs: torch.Tensor,
    centres: torch.Tensor,
    contexts: torch.Tensor,
    noise: torch.Tensor,
    negative: int,
    rate: float,
    generator: torch.Generator,
) -> None:
    drawn = torch.multinomial(noise, len(centres) * negative, replacement=True, generator=generator)
    targets = torch.cat([contexts[:, None], drawn.view(-1, negative)], dim=1)
    labels = torch.zeros(targets.shape, device=inputs.device)
    labels[:, 0] = 1
    centre, target = inputs[centres], outputs[targets]
    error = (labels - torch.sigmoid((target * centre[:, None]).sum(2))) * rate
    inputs.index_add_(0, centres, (error[:, :, None] * target).sum(1))
    outputs.index_add_(0, targets.flatten(), (error[:, :, None] * centre[:, None]).flatten(0, 1))


def _pairs(walks: Ints, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Centre and context of every pair within the window, int64 each."""
    centres, contexts = [], []
    for distance in range(1, window + 1):
        left, right = walks[:, :-distance].ravel(), walks[:, distance:].ravel()
        centres += [left, right]
        contexts += [right, left]
    return np.concatenate(centres).astype(np.int64), np.concatenate(contexts).astype(np.int64)
