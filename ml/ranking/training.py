"""Trains the ranker: softmax over a member's candidates, on a GPU where there is one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ml.interactions import Floats
from ml.ranking.network import Ranker, standardise

if TYPE_CHECKING:
    import torch

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class RankerConfig:
    hidden: tuple[int, ...] = (256, 128)
    dropout: float = 0.1
    learning_rate: float = 2e-3
    weight_decay: float = 1e-4
    epochs: int = 6
    batch_users: int = 64


@dataclass(frozen=True)
class RankingData:
    """Candidates of many members, one after another: ``start[u]:start[u + 1]`` are the rows of member ``u``.

    ``features`` float16[rows, features]; ``labels`` bool[rows]: held out, and liked.
    """

    features: Floats
    labels: np.ndarray
    start: np.ndarray

    @classmethod
    def join(cls, parts: Sequence["RankingData"]) -> "RankingData":
        sizes = np.concatenate([np.diff(part.start) for part in parts])
        return cls(
            np.concatenate([part.features for part in parts]),
            np.concatenate([part.labels for part in parts]),
            np.concatenate([[0], np.cumsum(sizes)]),
        )

    def __len__(self) -> int:
        return len(self.start) - 1


def train_ranker(
    data: RankingData,
    validation: RankingData,
    config: RankerConfig,
    seed: int,
    progress: Callable[[float], None],
) -> Ranker:
    """The weights of the epoch with the best NDCG@10 on the validation members, with calibrated probabilities."""
    import torch

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    mean = data.features.mean(0, dtype=np.float64).astype(np.float32)
    scale = np.maximum(data.features.std(0, dtype=np.float64), 1e-3).astype(np.float32)
    sizes = [data.features.shape[1], *config.hidden, 1]
    layers: list[torch.nn.Module] = []
    for i, (inputs, outputs) in enumerate(pairwise(sizes)):
        layers.append(torch.nn.Linear(inputs, outputs))
        if i < len(sizes) - 2:
            layers += [torch.nn.GELU(approximate="tanh"), torch.nn.Dropout(config.dropout)]
    model = torch.nn.Sequential(*layers).to(device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay)
    batches = max(1, -(-len(data) // config.batch_users))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=config.learning_rate, total_steps=config.epochs * batches
    )
    best: tuple[float, Ranker] | None = None
    for epoch in range(config.epochs):
        model.train()
        order = rng.permutation(len(data))
        for batch in range(batches):
            members = order[batch * config.batch_users : (batch + 1) * config.batch_users]
            rows = np.concatenate([np.arange(data.start[u], data.start[u + 1]) for u in members])
            owner = torch.from_numpy(np.repeat(np.arange(len(members)), np.diff(data.start)[members])).to(device)
            inputs = torch.from_numpy(standardise(data.features[rows].astype(np.float32), mean, scale)).to(device)
            labels = torch.from_numpy(data.labels[rows].astype(np.float32)).to(device)
            loss = _softmax_loss(model(inputs).squeeze(1), labels, owner, len(members))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            if batch % 16 == 0:
                progress((epoch + batch / batches) / config.epochs)
        linear = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
        ranker = Ranker(
            mean,
            scale,
            tuple(layer.weight.detach().cpu().numpy().copy() for layer in linear),
            tuple(layer.bias.detach().cpu().numpy().copy() for layer in linear),
        )
        quality = _ndcg(ranker, validation) if len(validation) else float(epoch)
        if best is None or quality > best[0]:
            best = (quality, ranker)
    assert best is not None
    return _calibrated(best[1], validation if len(validation) else data)


def _softmax_loss(
    logits: "torch.Tensor", labels: "torch.Tensor", owner: "torch.Tensor", members: int
) -> "torch.Tensor":
    """Mean over members of the mean over their likes of −log softmax(logit)."""
    import torch

    highest = torch.full((members,), -1e9, device=logits.device).scatter_reduce(0, owner, logits.detach(), "amax")
    shifted = logits - highest[owner]
    total = torch.zeros(members, device=logits.device).index_add(0, owner, shifted.exp())
    likes = torch.zeros(members, device=logits.device).index_add(0, owner, labels)
    gain = (shifted - total.log()[owner]) * labels / likes.clamp(min=1)[owner]
    return -gain.sum() / (likes > 0).sum().clamp(min=1)


def _ndcg(ranker: Ranker, data: RankingData) -> float:
    """NDCG@10 within the candidates: enough to compare epochs."""
    logits = ranker.logits(data.features.astype(np.float32))
    discount = 1 / np.log2(np.arange(2, 12))
    total = 0.0
    for u in range(len(data)):
        rows = slice(data.start[u], data.start[u + 1])
        labels = data.labels[rows][np.argsort(-logits[rows], kind="stable")[:10]]
        ideal = discount[: min(10, int(data.labels[rows].sum()))].sum()
        total += float((labels * discount[: len(labels)]).sum() / ideal) if ideal else 0.0
    return total / max(len(data), 1)


def _calibrated(ranker: Ranker, data: RankingData) -> Ranker:
    """Platt's two numbers by Newton's method on held-out candidates."""
    logits = ranker.logits(data.features.astype(np.float32)).astype(np.float64)
    labels = data.labels.astype(np.float64)
    slope, offset = 1.0, float(np.log((labels.mean() + 1e-6) / (1 - labels.mean() + 1e-6)))
    design = np.column_stack([logits, np.ones_like(logits)])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(slope * logits + offset, -30, 30)))
        gradient = design.T @ (chance - labels) + 1e-3 * np.asarray([slope - 1, 0])
        weight = chance * (1 - chance)
        hessian = (design.T * weight) @ design + 1e-3 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        slope, offset = slope - step[0], offset - step[1]
        if np.abs(step).max() < 1e-8:
            break
    return replace(ranker, calibration=(float(slope), float(offset)))
