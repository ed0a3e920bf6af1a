"""Genres from clues, by weights that ``manage.py learn_genres`` learnt from anime whose genres are known."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WEIGHTS_FILE = Path(__file__).with_name("genre_weights.json")
_SCALE = 100


@dataclass(frozen=True, kw_only=True)
class GenreWeights:
    """``clues``: by clue, the weight in each genre's logit. A genre is given where its logit exceeds its threshold."""

    biases: dict[str, float]
    thresholds: dict[str, float]
    clues: dict[str, dict[str, float]]

    def dumps(self) -> str:
        genres = list(self.biases)
        place = {genre: number for number, genre in enumerate(genres)}
        flat = {
            clue: [number for genre, weight in weights.items() for number in (place[genre], round(weight * _SCALE))]
            for clue, weights in sorted(self.clues.items())
        }
        rows = [[genre, round(self.biases[genre], 3), round(self.thresholds[genre], 3)] for genre in genres]
        return json.dumps({"genres": rows, "clues": flat}, ensure_ascii=False, separators=(",", ":")) + "\n"


def parse_weights(text: str) -> GenreWeights:
    data = json.loads(text)
    genres = [name for name, _, _ in data["genres"]]
    return GenreWeights(
        biases={name: bias for name, bias, _ in data["genres"]},
        thresholds={name: threshold for name, _, threshold in data["genres"]},
        clues={
            clue: {genres[number]: weight / _SCALE for number, weight in zip(flat[::2], flat[1::2], strict=True)}
            for clue, flat in data["clues"].items()
        },
    )


@lru_cache(maxsize=1)
def load_weights() -> GenreWeights:
    return parse_weights(WEIGHTS_FILE.read_text(encoding="utf-8"))


def infer_genres(clues: Collection[str], weights: GenreWeights | None = None) -> tuple[str, ...]:
    """In the alphabet's order; the likeliest alone where none is likely enough and yet one nearly is."""
    known = weights or load_weights()
    logits: dict[str, float] = defaultdict(float, known.biases)
    for clue in clues:
        for genre, weight in known.clues.get(clue, {}).items():
            logits[genre] += weight
    return tuple(sorted(genre for genre, logit in logits.items() if logit > known.thresholds[genre]))
