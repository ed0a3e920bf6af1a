"""Mult-VAE (Liang and others 2018): an autoencoder of lists with a multinomial likelihood, its β annealed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Floats, Interactions
from ml.data.profiles import Profile
from ml.evaluation.opponents.readings import READINGS
from ml.evaluation.references import Scorer

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class AutoencoderConfig:
    """``hidden`` and ``latent``: sizes of the layers; ``beta``: the weight of the prior when ``annealed`` of the steps
    are done; with 0 it is a denoising autoencoder with noise."""

    reading: str = "graded"
    hidden: int = 400
    latent: int = 128
    dropout: float = 0.5
    beta: float = 0.2
    annealed: float = 0.8
    learning_rate: float = 1e-3
    weight_decay: float = 1e-5
    epochs: int = 30
    batch: int = 128


@dataclass(frozen=True)
class Layers:
    """In numpy, for one list at a time: float32[in, out] and float32[out] each."""

    first: tuple[Floats, Floats]
    mean: tuple[Floats, Floats]
    back: tuple[Floats, Floats]
    last: tuple[Floats, Floats]

    def scores(self, positions: np.ndarray, values: Floats) -> Floats:
        size = float(np.sqrt((values**2).sum())) or 1.0
        hidden = np.tanh((values / size) @ self.first[0][positions] + self.first[1])
        latent = hidden @ self.mean[0] + self.mean[1]
        return np.tanh(latent @ self.back[0] + self.back[1]) @ self.last[0] + self.last[1]


def fit_autoencoder(rows: Interactions, covered: int, config: AutoencoderConfig, seed: int) -> Scorer:
    reading = READINGS[config.reading]
    layers = train(rows.matrix(np.maximum(reading.of_rows(rows), 0), covered), config, seed)

    def scores(profile: Profile) -> Floats:
        return layers.scores(profile.positions, np.maximum(reading.of_list(profile), 0))

    return scores


def train(matrix: sp.csr_matrix, config: AutoencoderConfig, seed: int) -> Layers:
    import torch
    from torch.nn import functional

    draws, rng = torch.Generator().manual_seed(seed), np.random.default_rng(seed)
    matrix = matrix[np.diff(matrix.indptr) > 0]
    sizes = [
        (matrix.shape[1], config.hidden),
        (config.hidden, 2 * config.latent),
        (config.latent, config.hidden),
        (config.hidden, matrix.shape[1]),
    ]
    weights = [_drawn(rows, columns, draws) for rows, columns in sizes]
    biases = [torch.zeros(columns, requires_grad=True) for _, columns in sizes]
    optimiser = torch.optim.AdamW(
        [*weights, *biases], lr=config.learning_rate, weight_decay=config.weight_decay, betas=(0.9, 0.99)
    )
    steps = config.epochs * max(1, -(-matrix.shape[0] // config.batch))
    done = 0
    for _ in range(config.epochs):
        order = rng.permutation(matrix.shape[0])
        for start in range(0, len(order), config.batch):
            lists = matrix[order[start : start + config.batch]]
            hidden = torch.tanh(_first_layer(lists, weights[0], config.dropout, draws) + biases[0])
            mean, log_variance = (hidden @ weights[1] + biases[1]).chunk(2, dim=1)
            noise = torch.randn(mean.shape, generator=draws)
            latent = mean + noise * torch.exp(0.5 * log_variance)
            logits = torch.tanh(latent @ weights[2] + biases[2]) @ weights[3] + biases[3]
            target = torch.from_numpy(lists.toarray())
            likelihood = (functional.log_softmax(logits, dim=1) * target).sum(1).mean()
            prior = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).sum(1).mean()
            beta = config.beta * min(1.0, done / max(config.annealed * steps, 1))
            optimiser.zero_grad()
            (beta * prior - likelihood).backward()
            optimiser.step()
            done += 1
    learnt = [(weight.detach().numpy(), bias.detach().numpy()) for weight, bias in zip(weights, biases, strict=True)]
    means = (learnt[1][0][:, : config.latent], learnt[1][1][: config.latent])
    return Layers(learnt[0], means, learnt[2], learnt[3])


def _drawn(rows: int, columns: int, draws: "torch.Generator") -> "torch.Tensor":
    import torch

    scale = (2 / (rows + columns)) ** 0.5
    return (torch.randn(rows, columns, generator=draws) * scale).requires_grad_()


def _first_layer(
    lists: sp.csr_matrix, weight: "torch.Tensor", dropout: float, draws: "torch.Generator"
) -> "torch.Tensor":
    """Lists of length 1, of which some rows are forgotten, times the first weights: only the rows that are there."""
    import torch
    from torch.nn import functional

    sizes = np.sqrt(np.asarray(lists.multiply(lists).sum(1)).ravel())
    values = torch.from_numpy((lists.data / np.repeat(sizes, np.diff(lists.indptr))).astype(np.float32))
    kept = torch.rand(len(values), generator=draws) >= dropout
    values = values * kept / (1 - dropout)
    positions = torch.from_numpy(lists.indices.astype(np.int64))
    starts = torch.from_numpy(lists.indptr[:-1].astype(np.int64))
    return functional.embedding_bag(positions, weight, starts, mode="sum", per_sample_weights=values)
