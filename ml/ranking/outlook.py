"""Trains the outlook: what members made of the candidates that they did watch and rate.

The ranker can't say it: it learns which candidates are liked *and* watched soon. Here only those count that were rated,
so that the shown chance is of liking, given that one watches.
"""

import numpy as np

from ml.data.interactions import RELEVANT, Floats
from ml.ranking.calibration import platt
from ml.ranking.data import RankingData
from ml.ranking.network import Outlook, standardise

HIDDEN, EPOCHS, BATCH, LEARNING_RATE = 64, 8, 2048, 2e-3
# Fewer rated candidates would teach it noise.
FEWEST = 200


def train_outlook(data: RankingData, validation: RankingData, mean: Floats, scale: Floats, seed: int) -> Outlook | None:
    """The epoch with the least cross-entropy on the validation members; None with too few ratings."""
    import torch

    inputs, ratings = _rated(data, mean, scale)
    if len(ratings) < FEWEST:
        return None
    judged_inputs, judged = _rated(validation, mean, scale)
    if len(judged) < FEWEST:
        judged_inputs, judged = inputs, ratings
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    first, last = torch.nn.Linear(inputs.shape[1], HIDDEN), torch.nn.Linear(HIDDEN, 2)
    model = torch.nn.Sequential(first, torch.nn.GELU(approximate="tanh"), torch.nn.Dropout(0.1), last)
    with torch.no_grad():
        # The rating's output begins at the mean, so that its error doesn't drown the other's at first.
        last.bias[1] = float(ratings.mean())
    optimiser = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=1e-3)
    steps = EPOCHS * -(-len(ratings) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=LEARNING_RATE, total_steps=steps)
    best: tuple[float, Outlook] | None = None
    for _ in range(EPOCHS):
        model.train()
        order = rng.permutation(len(ratings))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            logit, score = model(torch.from_numpy(inputs[rows])).T
            target = torch.from_numpy(ratings[rows].astype(np.float32))
            liked = (target >= RELEVANT).float()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logit, liked)
            loss = loss + 0.2 * torch.nn.functional.mse_loss(score, target)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        outlook = _as_numpy(model, judged_inputs, judged >= RELEVANT)
        error = _cross_entropy(outlook.of(judged_inputs)[0], judged >= RELEVANT)
        if best is None or error < best[0]:
            best = (error, outlook)
    assert best is not None
    return best[1]


def _rated(data: RankingData, mean: Floats, scale: Floats) -> tuple[Floats, np.ndarray]:
    rows = np.flatnonzero(data.ratings)
    if not len(rows):
        return np.zeros((0, len(mean)), np.float32), np.zeros(0, np.int8)
    return standardise(data.features[rows].astype(np.float32), mean, scale), data.ratings[rows]


def _as_numpy(model, inputs: Floats, liked: np.ndarray) -> Outlook:  # type: ignore[no-untyped-def]
    model.eval()
    layers = (model[0], model[-1])
    weights = tuple(layer.weight.detach().numpy().copy() for layer in layers)
    biases = tuple(layer.bias.detach().numpy().copy() for layer in layers)
    plain = Outlook(weights, biases)
    chances = plain.of(inputs)[0].astype(np.float64)
    logits = np.log(chances / (1 - chances))
    return Outlook(weights, biases, platt(logits, liked))


def _cross_entropy(chances: Floats, liked: np.ndarray) -> float:
    kept = np.clip(chances, 1e-6, 1 - 1e-6)
    return float(-np.where(liked, np.log(kept), np.log1p(-kept)).mean())
