"""口味画像: what somebody watches and how they rate, beside everybody. Honest where there is little to say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.models import AnimeType
from catalog.selectors import cards_in_order
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE
from recommend.lists.recommendations import Visitor
from recommend.taste.model import Judgement, judge_model
from recommend.taste.rows import ERA_YEARS, Average, Watched, current_average, genres_of, watched_by
from recommend.taste.surprises import Surprise, surprises_of

# From so many on a part has something to say.
GENRES_FROM, SCORES_FROM = 5, 3
MOST_GENRES, AVOIDED = 10, 5
# Pulls a mean of few towards one's own: one great film makes no favourite genre.
SHRINKAGE = 5
MINUTES = {"TV": 24, "Movie": 95, "OVA": 28, "ONA": 16, "Special": 24, "Music": 5}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """``share`` and ``everybody`` in percent; ``mean``: of one's own ratings there, None without any."""

    label: str
    count: int
    share: float
    everybody: float
    mean: float | None
    scale: float = 100.0  # the percentage that is as long as the chart

    @property
    def width(self) -> str:
        return f"{min(100 * self.share / self.scale, 100):.1f}%"

    @property
    def mark(self) -> str:
        return f"{min(100 * self.everybody / self.scale, 99.4):.1f}%"

    @property
    def times(self) -> float:
        return self.share / max(self.everybody, 0.5)


@dataclass(frozen=True, kw_only=True)
class Column:
    """Of the histogram of scores, in percent of one's own and of everybody's ratings."""

    score: int
    count: int
    share: float
    everybody: float


@dataclass(frozen=True, kw_only=True)
class Scores:
    count: int
    mean: float
    columns: tuple[Column, ...]
    others: float | None  # the mean that others give to the same anime
    kinder_than: int | None  # percent of this site's members whose mean is lower

    @property
    def generosity(self) -> float | None:
        return None if self.others is None else self.mean - self.others


@dataclass(frozen=True, kw_only=True)
class Watching:
    anime: int
    completed: int
    episodes: int
    hours: int  # estimated from the usual length of an episode of each type


@dataclass(frozen=True, kw_only=True)
class TasteProfile:
    """Parts that have too little to speak of are None or empty."""

    watching: Watching
    rated: int
    liked_genres: tuple[Bar, ...]
    avoided_genres: tuple[Bar, ...]
    eras: tuple[Bar, ...]
    types: tuple[Bar, ...]
    scores: Scores | None
    surprises: tuple[Surprise, ...]
    judgement: Judgement | None
    summary: tuple[str, ...]  # in sentences

    @property
    def missing_for_genres(self) -> int:
        return max(GENRES_FROM - self.watching.anime, 0)

    @property
    def missing_for_scores(self) -> int:
        return max(SCORES_FROM - self.rated, 0)


def taste_profile(*, user: Visitor, language: str) -> TasteProfile:
    watched, average = watched_by(user), current_average()
    rated = [one for one in watched if one.score is not None]
    enough = len(watched) >= GENRES_FROM
    liked, avoided = _genre_bars(watched, average) if enough else ((), ())
    eras = _eras(watched, average) if enough else ()
    types = _types(watched, average) if enough else ()
    scores = _scores(rated, average) if len(rated) >= SCORES_FROM else None
    judgement = judge_model(user)
    return TasteProfile(
        watching=_watching(watched),
        rated=len(rated),
        liked_genres=liked,
        avoided_genres=avoided,
        eras=eras,
        types=types,
        scores=scores,
        surprises=surprises_of(
            rated, judgement, cards=lambda ids: cards_in_order(ids, language=language)
        ) if scores else (),
        judgement=judgement,
        summary=tuple(_summary(liked, eras, scores)),
    )  # fmt: skip


def _watching(watched: Sequence[Watched]) -> Watching:
    minutes = sum(one.episodes_seen * _minutes(one) for one in watched)
    return Watching(
        anime=len(watched),
        completed=sum(one.is_completed for one in watched),
        episodes=sum(one.episodes_seen for one in watched),
        hours=round(minutes / 60),
    )


def _minutes(one: Watched) -> int:
    # A film in many parts is rather a series.
    kind = "TV" if one.type == "Movie" and (one.episodes or 1) > 3 else one.type
    return MINUTES.get(kind, MINUTES["TV"])


def _genre_bars(watched: Sequence[Watched], average: Average) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Those one watches most beyond the average, and those of everybody's that one watches least."""
    members = genres_of(list(watched))
    bars = {
        genre_id: _bar(
            average.genre_label(genre_id), [watched[i] for i in members.get(genre_id, ())], len(watched), everybody
        )
        for genre_id, everybody in average.genres.items()
    }
    liked = sorted((bar for bar in bars.values() if bar.count >= 2), key=_leaning, reverse=True)[:MOST_GENRES]
    liked = [bar for bar in liked if bar.share > bar.everybody]
    avoided = sorted((bar for bar in bars.values() if bar.everybody >= 4 and bar.times < 0.7), key=_leaning)
    return _scaled(sorted(liked, key=lambda bar: -bar.share)), _scaled(avoided[:AVOIDED])


def _leaning(bar: Bar) -> float:
    """In points of percent beyond the average; large shares vary more."""
    return (bar.share - bar.everybody) / (bar.everybody + 5) ** 0.5


def _eras(watched: Sequence[Watched], average: Average) -> tuple[Bar, ...]:
    found = [era for one in watched if (era := one.era) is not None]
    if not found:
        return ()
    shown = range(min(found), max(found) + 1, ERA_YEARS)
    return _by(watched, shown, average.eras, lambda one: one.era, lambda era: f"{era}–{era + ERA_YEARS - 1}")


def _types(watched: Sequence[Watched], average: Average) -> tuple[Bar, ...]:
    labels = {kind.value: str(kind.label) for kind in AnimeType}
    bars = _by(watched, labels, average.types, lambda one: one.type, lambda kind: labels[kind])
    return tuple(bar for bar in bars if bar.count or bar.everybody >= 2)


def _by(
    watched: Sequence[Watched], keys: Iterable, average: Mapping, key_of: Callable, label_of: Callable
) -> tuple[Bar, ...]:
    bars = [
        _bar(label_of(key), [one for one in watched if key_of(one) == key], len(watched), average.get(key, 0.0))
        for key in keys
    ]
    return _scaled(bars)


def _bar(label: str, group: Sequence[Watched], total: int, everybody: float) -> Bar:
    scores = [one.score for one in group if one.score is not None]
    return Bar(
        label=label,
        count=len(group),
        share=100 * len(group) / total,
        everybody=100 * everybody,
        mean=sum(scores) / len(scores) if scores else None,
    )


def _scaled(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """On one scale, so that the longest fills the chart."""
    longest = max((max(bar.share, bar.everybody) for bar in bars), default=100.0) or 100.0
    return tuple(Bar(**{**vars(bar), "scale": longest}) for bar in bars)


def _scores(rated: Sequence[Watched], average: Average) -> Scores:
    given = [one.score or 0 for one in rated]
    mean = sum(given) / len(given)
    compared = [(one.score or 0, one.mean) for one in rated if one.mean is not None]
    means = average.member_means
    return Scores(
        count=len(given),
        mean=mean,
        columns=tuple(
            Column(
                score=score,
                count=given.count(score),
                share=100 * given.count(score) / len(given),
                everybody=100 * average.scores.get(score, 0.0),
            )
            for score in range(LOWEST_SCORE, HIGHEST_SCORE + 1)
        ),
        others=_others_mean(compared, mean),
        kinder_than=round(100 * sum(other < mean for other in means) / len(means)) if len(means) >= 20 else None,
    )


def _others_mean(compared: Sequence[tuple[int, float]], mean: float) -> float | None:
    """Moved by what one gave to anime that others have no mean of, so that both are of the same anime."""
    if len(compared) < SCORES_FROM:
        return None
    difference = sum(own - other for own, other in compared) / len(compared)
    return mean - difference


def _summary(liked: Sequence[Bar], eras: Sequence[Bar], scores: Scores | None) -> Iterable[str]:
    most = sorted(liked, key=_leaning, reverse=True)[:3]
    if most:
        yield _("比大多数人更爱看%(genres)s。") % {"genres": _("、").join(bar.label for bar in most)}
    loved = max((bar for bar in eras if bar.count >= 2), key=_leaning, default=None)
    if loved is not None:
        yield _("偏爱 %(era)s 年的作品。") % {"era": loved.label}
    if scores is not None and scores.generosity is not None:
        difference = {"points": f"{abs(scores.generosity):.1f}"}
        if scores.generosity >= 0.25:
            yield _("打分比别人宽：同样的动漫平均高 %(points)s 分。") % difference
        elif scores.generosity <= -0.25:
            yield _("打分比别人严：同样的动漫平均低 %(points)s 分。") % difference
        else:
            yield _("打分和大家差不多。")
