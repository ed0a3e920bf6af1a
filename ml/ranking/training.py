"""Trains the ranker: softmax over a member's candidates, on a GPU where there is one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ml.ranges import Count, LearningRate, NotNegative, Share
from ml.ranking.calibration import platt
from ml.ranking.data import RankingData
from ml.ranking.network import Ranker, standardise
from ml.ranking.outlook import train_outlook

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class RankerConfig:
    hidden: tuple[int, ...] = (256, 128)
    dropout: Share = 0.1
    learning_rate: LearningRate = 2e-3
    weight_decay: NotNegative = 1e-4
    epochs: Count = 6
    batch_users: Count = 64


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
        quality = ranked_quality(ranker, validation) if len(validation) else float(epoch)
        if best is None or quality > best[0]:
            best = (quality, ranker)
    assert best is not None
    ranker = calibrated(best[1], validation if len(validation) else data)
    return replace(ranker, outlook_net=train_outlook(data, validation, mean, scale, seed))


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


def ranked_quality(ranker: Ranker, data: RankingData) -> float:
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


def calibrated(ranker: Ranker, data: RankingData) -> Ranker:
    """P(among the next likes) from the logits of held-out candidates."""
    logits = ranker.logits(data.features.astype(np.float32))
    return replace(ranker, calibration=platt(logits, data.labels))
