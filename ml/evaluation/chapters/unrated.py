"""Anime that nobody has rated: the newest tenth is hidden from a training, and members' likes among it are ranked.

What a catalogue goes on with when ratings end can't be judged on the ratings that there are. Here every row of the
newest tenth is taken away first. Sources, ranker and features come from the rest, and members who taught nothing are
given the rest of their lists; all hidden anime are the candidates.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import RELEVANT, Floats, Interactions, InteractionsError, Ints
from ml.data.profiles import Profile
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import judge
from ml.evaluation.pages.page import Section, Table
from ml.fitting.fitted_recall import FittedRecall
from ml.fitting.folds import user_parts
from ml.fitting.hidden_likes import FEWEST_ROWS
from ml.fitting.parallel import fit_parts
from ml.ranking.rankers import train_unrated_ranker

SHARE = 0.1
# A training of the unrated ranker needs the first split, which hides nothing, and one that does.
SPLITS = 2
GOOD = 7
TEXT = """The newest tenth of the anime is hidden from sources and rankers; the members are those who teach no ranker.
“by members” and the first rows know how often each hidden anime was put on a list since, as the catalogue does of old
anime and not of new ones; “nobody counted” is the same ranker without that."""
Progress = Callable[[str, float, float], None]
Question = tuple[Profile, Ints]  # a list, and the positions to be found


@dataclass(frozen=True)
class World:
    """``known``: rows without the hidden anime, of all members; ``table`` and ``hidden`` in the order of ``known``."""

    known: Interactions
    table: AnimeTable
    hidden: Ints
    questions: list[Question]


def hide_newest(interactions: Interactions, table: AnimeTable, config: TrainingConfig) -> World:
    """Raises :class:`InteractionsError` where nobody who judges likes anything of the newest tenth."""
    rows = np.bincount(interactions.anime, minlength=len(table))
    rated = np.flatnonzero(rows > 0)
    newest = np.zeros(len(table), bool)
    newest[rated[np.argsort(table.ids[rated], kind="stable")[len(rated) - int(len(rated) * SHARE) :]]] = True
    left = ~newest[interactions.anime]
    # The order of positions is popularity, and what is hidden has none.
    counts = np.bincount(interactions.anime[left], minlength=len(table))
    order = np.lexsort((table.ids, -counts))
    place = np.empty(len(table), np.int32)
    place[order] = np.arange(len(table))
    known = Interactions.build(
        interactions.user_ids[interactions.user_rows[left]],
        place[interactions.anime[left]],
        interactions.ratings[left],
        interactions.statuses[left],
        interactions.favorites[left],
    )
    questions: list[Question] = []
    for member in user_parts(interactions, config).test.tolist():
        span = slice(int(interactions.start[member]), int(interactions.start[member + 1]))
        anime, ratings = interactions.anime[span], interactions.ratings[span]
        likes = place[anime[newest[anime] & (ratings >= RELEVANT)]]
        row = int(np.searchsorted(known.user_ids, interactions.user_ids[member]))
        if len(likes) and (~newest[anime]).sum() >= FEWEST_ROWS:
            questions.append((Profile.of_row(known, row, len(table)), np.sort(likes)))
    if not questions:
        raise InteractionsError("No judging member likes anything of the newest tenth: more ratings are needed.")
    return World(known, table.take(order), np.sort(place[newest]).astype(np.int32), questions)


def unrated_section(
    interactions: Interactions, table: AnimeTable, config: TrainingConfig, work: Path, progress: Progress
) -> Section:
    """Trains anew, with ``config`` but for the number of splits."""
    world = hide_newest(interactions, table, config)
    config = replace(config, splits=SPLITS)

    def on_way(stage: str, done: float, overall: float) -> None:
        progress(stage, done, 0.85 * overall)

    parts = fit_parts(world.known, world.table, config, work / "unrated", on_way)
    ranker = train_unrated_ranker(
        parts.unrated,
        parts.unrated_validation,
        config.unrated_ranker,
        config.seed,
        lambda done: progress("ranker", done, 0.85 + 0.1 * done),
    )
    if ranker is None:
        raise InteractionsError("Too few members like something new for the ranker of unrated anime to learn from.")
    progress("evaluation", 0.0, 0.95)
    fitted = FittedRecall.build(parts.models, world.table, config)
    orders = _orders(fitted, ranker.logits, world)
    relevant = {number: likes for number, (_, likes) in enumerate(world.questions)}
    rows = np.bincount(world.known.anime, minlength=len(world.table)).astype(np.float32)
    bootstrap = Bootstrap(len(relevant), config.seed)
    figures: dict[str, dict] = {}
    values: dict[str, Floats] = {}
    for name, order in orders.items():
        judged = judge({number: order(*question) for number, question in enumerate(world.questions)}, relevant, rows)
        values[name] = judged.values["ndcg@10"]
        figures[name] = {column: bootstrap.mean(judged.values[column]).rounded() for column in ("ndcg@10", "hr@10")}
    best = max((name for name in orders if not name.startswith("ours")), key=lambda name: values[name].mean())
    figures["ours"]["ours/best other"] = bootstrap.ratio(values["ours"], values[best]).rounded()
    caption = f"{len(relevant)} members, {len(world.hidden)} hidden anime; the best other is {best}"
    table_rows = [[name, its["ndcg@10"], its["hr@10"]] for name, its in figures.items()]
    return Section(
        "Unrated anime",
        TEXT,
        [Table(caption, ["", "NDCG@10", "HR@10"], table_rows, frozenset({0}))],
        figures={"unrated": figures},
    )


def _orders(
    fitted: FittedRecall, logits: Callable[[Floats], Floats], world: World
) -> Mapping[str, Callable[[Profile, Ints], Ints]]:
    """Ways to order the hidden anime for a list, best first."""
    hidden, content = world.hidden, fitted.unrated.context
    members = np.where(content.popularity.counted, content.popularity.known, 0)[hidden]
    nobody = np.ones(len(world.table), bool)

    def best_first(worth: Floats) -> Ints:
        return hidden[np.lexsort((hidden, -worth))]

    def by_ranker(profile: Profile, uncounted: np.ndarray | None) -> Ints:
        recall = fitted.recall
        scores = recall.scores(profile, recall.user_embedding(profile))
        return best_first(logits(fitted.unrated.of(profile, hidden, scores, uncounted=uncounted)))

    def series_first(profile: Profile) -> Ints:
        good = profile.positions[profile.ratings >= GOOD]
        return best_first(members + 100 * np.isin(content.order.number[hidden], content.order.number[good]))

    def alike(profile: Profile) -> Ints:
        taste = content.latent[profile.positions].T @ profile.graded
        return best_first(np.maximum(content.latent[hidden] @ taste, 0) * members)

    return {
        "ours": lambda profile, likes: by_ranker(profile, None),
        "ours, nobody counted": lambda profile, likes: by_ranker(profile, nobody),
        "another season of what was liked, then by members": lambda profile, likes: series_first(profile),
        "by members": lambda profile, likes: best_first(members),
        "by expected popularity": lambda profile, likes: best_first(content.popularity.expected[hidden]),
        "likeness × members": lambda profile, likes: alike(profile),
    }
