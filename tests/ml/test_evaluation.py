"""The evaluation's report on made worlds: its parts, its intervals, and what may never reach a model."""

import json
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ml.config import TrainingConfig
from ml.evaluation.asking import PAGES, answers_of, ranked
from ml.evaluation.chapters.ablations import columns_of, without_source
from ml.evaluation.chapters.calibration import calibration
from ml.evaluation.chapters.neighbours import hit_rate, pairs_of
from ml.evaluation.chapters.new_members import new_members_section, part_members
from ml.evaluation.chapters.short_lists import AGAINST
from ml.evaluation.full_report import Judged, judging_models
from ml.evaluation.measures.bootstrap import Bootstrap, Interval
from ml.evaluation.measures.metrics import judge, measure
from ml.evaluation.members import relevant_of, shortened
from ml.evaluation.pages.page import Section, Table, render
from ml.evaluation.pages.plots import bars
from ml.evaluation.references import ease_weights, fit_references, plain_grades, reference_lists
from ml.evaluation.rule_strength import PRICE, affordable_rules
from ml.fitting.folds import make_fold, user_parts
from ml.ranking.features import FEATURE_NAMES, GROUPS
from ml.ranking.network import Outlook
from ml.ranking.rankers import Rankers
from ml.ranking.training import train_ranker
from ml.recall.models import RecallModels
from ml.recall.sources import SOURCE_NAMES
from ml.serving.pipeline import Pipeline
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of, tiny_toml

pytestmark = pytest.mark.slow


def silent(*arguments: object) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    columns = checkerboard_columns()
    table = table_of(np.unique(columns["anime"]))
    config = TrainingConfig.named(str(tiny_toml(tmp_path_factory.mktemp("config"))))
    return interactions_of(columns, table), table, replace(config, held_out_users=0.25)


@pytest.fixture(scope="module")
def ranker(world):
    interactions, table, config = world
    fold = make_fold(interactions, table, config, 0, silent)
    return train_ranker(fold.training, fold.validation, config.ranker, config.seed, silent)


@pytest.fixture(scope="module")
def judged(world, ranker):
    interactions, table, config = world
    models = judging_models(interactions, table, config, silent)
    return Judged.by(Pipeline.build(models, Rankers(ranker, None), table, config), interactions)


@pytest.fixture(scope="module")
def references(judged):
    return fit_references(judged.cut.training, judged.pipeline.covered, 1, silent)


@pytest.fixture(scope="module")
def sections(judged, references):
    return {section.title: section for section in judged.sections(references, 1, silent)}


def intervals(figures: object) -> list[Interval]:
    if isinstance(figures, Interval):
        return [figures]
    inner = figures.values() if isinstance(figures, dict) else figures if isinstance(figures, list) else ()
    return [found for value in inner for found in intervals(value)]


def test_the_page_has_its_parts_and_fetches_nothing(sections):
    page = render("Evaluation", [("Snapshot", "<first>")], list(sections.values()))
    parts = ("Sources, stages, references", "Buckets", "Short lists", "Calibration", "Ablations")
    for title in (*parts, "Rules of re-ranking", "Similar anime", "Time"):
        assert f">{title}</h2>" in page
    assert "&lt;first&gt;" in page
    assert page.count("<svg") >= 5
    addresses = set(re.findall(r"https?://[^\s'\"]+", page))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(link|img|iframe|script src)", page)
    carried = page.split("id='figures'>")[1].split("</script>")[0]
    figures = json.loads(carried)
    assert figures["Ablations"]["everything"]


def test_text_and_figures_cannot_break_out_of_the_page():
    attack = "</script><script>alert(1)</script>"
    section = Section(
        attack, attack, [Table(attack, [attack], [[attack, attack]])], [bars(attack, {})], {attack: attack}
    )
    assert "<script>alert" not in render(attack, [(attack, attack)], [section])


def test_an_interval_is_what_drawing_the_members_again_gives(judged, sections):
    values = judge(judged.lists["rerank"], relevant_of(judged.members), judged.rows).values["ndcg@10"]
    rng = np.random.default_rng(11)
    drawn = [rng.choice(values, len(values)).mean() for _ in range(4000)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    shown = sections["Sources, stages, references"].figures["recommenders"]["rerank"]["ndcg@10"]
    assert shown.point == pytest.approx(values.mean(), abs=1e-4)
    width = high - low
    assert width > 0.01
    assert (shown.low, shown.high) == pytest.approx((low, high), abs=0.15 * width)


def test_more_members_make_a_figure_surer():
    values = np.random.default_rng(3).uniform(0, 1, 900)
    few, many = (Bootstrap(n, 1).mean(values[:n]) for n in (100, 900))
    assert 2 < (few.high - few.low) / (many.high - many.low) < 4.5


def test_figures_are_those_of_the_plain_report(judged, references, sections):
    figures = judged.figures(references)
    shown = sections["Sources, stages, references"].figures
    assert shown["recommenders"]["rerank"]["ndcg@10"].point == pytest.approx(figures["ndcg@10"], abs=1e-4)
    for name, its in figures["baselines"].items():
        assert shown["ours/its"][name].point == pytest.approx(its["ours/its"], rel=1e-2)
    assert figures["stages"]["recall"]["recall@all"] == 1.0


def test_buckets_add_up(judged, sections):
    by_length = sections["Buckets"].figures["length"]
    assert sum(row[0] for row in by_length.values()) == len(judged.members)
    assert by_length["3–5 rows"][0] == 0
    shown = sections["Calibration"].figures
    counts = [row[1] for row in shown["P(among the next likes)"]["buckets"]]
    assert sum(counts) == sum(len(judged.pipeline.score(answer)) for answer in judged.answers.values())


def test_a_shown_match_is_judged_on_all_that_was_held_out_and_scored(judged):
    """The world is too small to learn an outlook from: one that says 0.7 of everything stands in."""
    columns = len(FEATURE_NAMES)
    net = Outlook((np.zeros((2, columns), np.float32),), (np.asarray([0.8473, 6.0], np.float32),))
    rankers = replace(judged.pipeline.rankers, rated=replace(judged.pipeline.rankers.rated, outlook_net=net))
    pipeline = replace(judged.pipeline, rankers=rankers)
    came, ratings = 0, []
    for user, answer in judged.answers.items():
        positions, given = judged.cut.held[user]
        found = np.isin(positions, answer.recalled.candidates.positions)
        came += int(found.sum())
        ratings += given[found].tolist()
    assert came > 20
    shown = calibration(pipeline, judged.members, judged.answers, judged.cut.held).figures
    assert shown["predicted score"]["ratings"] == came
    assert shown["predicted score"]["mean absolute error"] == pytest.approx(
        np.abs(np.asarray(ratings) - 6).mean(), abs=1e-3
    )
    filled = [row for row in shown["P(like | watched)"]["buckets"] if row[1]]
    assert [(row[1], row[2]) for row in filled] == [(came, pytest.approx(0.7, abs=1e-3))]
    assert filled[0][3] == pytest.approx(np.mean(np.asarray(ratings) >= 8), abs=1e-3)


def test_without_a_source_that_adds_nothing_nothing_changes(judged):
    columns = columns_of("score.als", "rank.als")
    assert len(columns) == 2
    pipeline = judged.pipeline
    quotas = pipeline.config.candidates.quotas | {"als": 0}
    config = replace(pipeline.config, candidates=replace(pipeline.config.candidates, quotas=quotas))
    without = replace(pipeline, rankers=pipeline.rankers.silenced(columns), config=config)
    answers = answers_of(without, judged.members)
    lists = without_source(without, judged.members, "als")
    assert lists
    assert all(np.array_equal(ranked(without, answers[user]).positions, lists[user]) for user in lists)


def test_to_be_silent_is_to_have_the_mean_that_a_feature_had_in_training(judged):
    columns = columns_of("linear.")
    assert columns
    ranker = judged.pipeline.rankers.rated
    for answer in list(judged.answers.values())[:20]:
        plain = answer.features.copy()
        plain[:, columns] = ranker.mean[columns]
        silenced = ranker.silenced(columns)
        assert np.allclose(silenced.logits(answer.features), ranker.logits(plain), atol=1e-5)


def test_what_tells_is_missed_and_what_tells_nothing_is_not(judged):
    """A ranker to whom no feature says anything puts candidates in no order: that is far worse than the whole."""
    relevant = relevant_of(judged.members)
    deaf = replace(judged.pipeline, rankers=judged.pipeline.rankers.silenced(range(len(FEATURE_NAMES))))
    lists = {user: ranked(deaf, answer).positions for user, answer in judged.answers.items()}
    whole = {user: ranked(judged.pipeline, answer).positions for user, answer in judged.answers.items()}
    nothing, everything = (judge(its, relevant, judged.rows).values["ndcg@10"].mean() for its in (lists, whole))
    assert nothing < 0.8 * everything


def test_every_source_and_group_of_features_is_taken_away_once(sections):
    rows = sections["Ablations"].figures
    assert {name.removeprefix("without the source ") for name in rows} >= set(SOURCE_NAMES)
    assert {name.removeprefix("without the features ") for name in rows} >= set(GROUPS)
    assert len({row[0].point for row in rows.values()}) > 3


def test_the_same_seed_gives_the_same_figures(judged, references, sections):
    again = {section.title: section.figures for section in judged.sections(references, 1, silent)}
    assert again == {title: section.figures for title, section in sections.items()}


def test_short_lists_are_parts_of_the_list_and_the_rest_is_not_recommended(judged):
    some = shortened(judged.members, 5, 1)
    rated = shortened(judged.members, 3, 1, ratings_only=True)
    for user, member in judged.members.items():
        assert len(some[user].listed) == 5
        assert set(some[user].listed) <= set(member.listed)
        assert (rated[user].ratings > 0).all()
        recalled = judged.pipeline.recall(some[user].profile(judged.pipeline.covered), PAGES)
        assert not {*recalled.candidates.positions, *recalled.unrated} & set(member.listed)
    assert not shortened(judged.members, 1000, 1)


def test_a_recommender_against_itself_is_level_without_doubt(judged):
    values = judge(judged.lists["rerank"], relevant_of(judged.members), judged.rows).values["ndcg@10"]
    assert Bootstrap(len(values), 1).ratio(values, values) == pytest.approx((1, 1, 1))
    assert Bootstrap(0, 1).mean(np.zeros(0)) == (0, 0, 0)


def test_the_reference_ease_is_the_closed_form(judged):
    rows = judged.cut.training
    matrix = rows.matrix(plain_grades(rows.ratings), judged.pipeline.covered)
    inverse = np.linalg.inv((matrix.T @ matrix).toarray().astype(np.float64) + 80 * np.eye(judged.pipeline.covered))
    expected = inverse / -np.diag(inverse)
    np.fill_diagonal(expected, 0)
    assert np.allclose(ease_weights(matrix, 80.0), expected, atol=1e-4)


def test_references_never_recommend_what_a_member_has(judged, references):
    for lists in reference_lists(references, judged.members, judged.pipeline.covered).values():
        assert all(not set(items) & set(judged.members[user].listed) for user, items in lists.items())


def test_pairs_of_likes():
    assert hit_rate({1: np.asarray([5, 6]), 2: np.asarray([7])}, np.asarray([1, 1, 2]), np.asarray([5, 7, 7])) == 2 / 3


def test_pairs_are_of_what_was_liked_and_given(judged):
    for user, (left, right) in pairs_of(judged.members, 1).items():
        member = judged.members[user]
        assert set(left) <= set(member.listed[member.ratings >= 8])
        assert set(right) <= set(member.relevant)


def test_nothing_of_new_members_reaches_what_is_fitted(world):
    interactions, table, _ = world
    parting = part_members(interactions, table, 5)
    known, new = set(parting.known.user_ids.tolist()), set(parting.new.user_ids.tolist())
    assert not known & new
    assert 0.1 < len(new) / len(interactions.user_ids) < 0.3
    whole = interactions.matrix(np.ones(len(interactions)), len(table))
    rows = np.flatnonzero(np.isin(interactions.user_ids, list(known)))
    order = table.positions(parting.table.ids)
    assert (whole[rows][:, order] != parting.known.matrix(np.ones(len(parting.known)), len(table))).nnz == 0
    # Whatever the new members had done, the known part would be the same, the order of the anime included.
    other = np.isin(interactions.user_rows, np.flatnonzero(np.isin(interactions.user_ids, list(new))))
    changed = replace(interactions, ratings=np.where(other, 1, interactions.ratings).astype(np.int8))
    fewer = changed.keep(~other | (np.arange(len(interactions)) % 3 > 0))
    again = part_members(fewer, table, 5)
    assert np.array_equal(again.table.ids, parting.table.ids)
    for name, column in vars(parting.known).items():
        assert np.array_equal(getattr(again.known, name), column), name


def test_new_members_are_given_what_is_not_held_out(world):
    interactions, table, _ = world
    parting = part_members(interactions, table, 5)
    assert parting.members
    for user, member in parting.members.items():
        original = int(np.searchsorted(interactions.user_ids, parting.new.user_ids[user]))
        span = slice(interactions.start[original], interactions.start[original + 1])
        liked = set(table.ids[interactions.anime[span][interactions.ratings[span] >= 8]])
        assert set(parting.table.ids[member.relevant]) <= liked
        assert not set(member.relevant) & set(member.listed)


def test_members_who_never_rate_are_judged_by_what_they_watched(world):
    interactions, table, _ = world
    quiet = replace(interactions, ratings=np.where(interactions.user_rows % 3 == 0, 0, interactions.ratings))
    parting = part_members(quiet, table, 5)
    assert parting.silent
    assert all(not set(member.relevant) & set(member.taken) for member in parting.silent.values())


def test_the_section_of_new_members(world, ranker):
    interactions, table, config = world
    parting = part_members(interactions, table, 5)
    models = RecallModels.fit(parting.known, config.recall, config.seed, silent)
    pipeline = Pipeline.build(models, Rankers(ranker, None), parting.table, config)
    references = fit_references(parting.known, pipeline.covered, 1, silent, AGAINST)
    figures = new_members_section(parting, pipeline, references, 1).figures
    assert figures["ndcg@10"]["the whole list"][0] == len(parting.members)
    assert figures["ndcg@10"]["5 ratings"][1].point > 0
    assert set(figures["whole list"]) == {"ours", *AGAINST}
    assert all(interval.low <= interval.point <= interval.high for interval in intervals(figures))


def test_measures_of_a_list_that_is_known():
    rows = np.asarray([5, 4, 3, 2, 1], np.float32)
    lists = {1: np.asarray([2, 0]), 2: np.asarray([1, 4]), 3: np.zeros(0, np.int32)}
    relevant = {1: np.asarray([2]), 2: np.asarray([4]), 3: np.asarray([3])}
    figures = measure(lists, relevant, rows)
    assert figures["ndcg@10"] == pytest.approx((1 + 1 / np.log2(3) + 0) / 3, abs=1e-4)
    assert figures["coverage"] == 0.8
    assert figures["tail"] == 0.25
    assert figures["users"] == 3


def with_rules(pipeline: Pipeline, **rules: Any) -> Pipeline:
    return replace(pipeline, config=replace(pipeline.config, rerank=replace(pipeline.config.rerank, **rules)))


def test_rules_that_cost_too_much_are_weakened_until_they_can_be_paid(judged, world):
    interactions, table, _ = world
    dear = with_rules(judged.pipeline, diversity=10.0, tail_boost=5.0)
    found = affordable_rules(dear, interactions, table, dear.config)
    assert found.factor < 1
    assert found.change >= -PRICE
    assert found.rules == dear.config.rerank.scaled(found.factor)
    assert found.rules.per_franchise == dear.config.rerank.per_franchise


def test_rules_that_cost_nothing_keep_their_strength(judged, world):
    interactions, table, _ = world
    cheap = with_rules(judged.pipeline, diversity=0.001, tail_boost=0.0)
    found = affordable_rules(cheap, interactions, table, cheap.config)
    assert (found.factor, found.rules) == (1.0, cheap.config.rerank)


def test_the_judges_have_no_say_in_the_strength_of_the_rules(judged, world):
    interactions, table, config = world
    dear = with_rules(judged.pipeline, diversity=10.0, tail_boost=5.0)
    test = user_parts(interactions, config).test
    silent_rows = np.isin(interactions.user_rows, test)
    changed = replace(interactions, ratings=np.where(silent_rows, 1, interactions.ratings).astype(np.int8))
    one, other = (affordable_rules(dear, rows, table, dear.config) for rows in (interactions, changed))
    assert one.factor == other.factor
