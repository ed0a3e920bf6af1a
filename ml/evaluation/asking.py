"""What the pipeline answers the members who judge: the same calls that serving makes, for whole lists."""

from collections.abc import Mapping

from ml.data.interactions import Ints
from ml.evaluation.members import Members
from ml.serving.pipeline import Answer, Pipeline, RankedList
from ml.serving.requests import RANK, ListRequest

Lists = dict[int, Ints]
Answers = Mapping[int, Answer]
# Longer than any list of candidates.
_MOST = 100_000
PAGES = ListRequest(n=_MOST)
RANKED = ListRequest(n=_MOST, stage=RANK)


def answers_of(pipeline: Pipeline, members: Members) -> dict[int, Answer]:
    return {user: pipeline.answer(member.profile(pipeline.covered), PAGES) for user, member in members.items()}


def ranked(pipeline: Pipeline, answer: Answer, request: ListRequest = RANKED) -> RankedList:
    return pipeline.rank(answer.profile, pipeline.score(answer), request)


def final(pipeline: Pipeline, answer: Answer) -> Ints:
    """Positions of the page and of what follows it, int32."""
    return pipeline.rerank(ranked(pipeline, answer, PAGES), PAGES)


def final_lists(pipeline: Pipeline, members: Members) -> Lists:
    return {user: final(pipeline, answer) for user, answer in answers_of(pipeline, members).items()}
